"""What a pool knows of a task, and what its program has of it: a future."""

from __future__ import annotations

import concurrent.futures
from concurrent.futures._base import CANCELLED_AND_NOTIFIED, LOGGER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol, TypeVar

    from ._pool_process import PoolProcess

    T = TypeVar("T")

    class Killer(Protocol):
        """A pool, as far as its futures need it."""

        def kill(self, task: Task) -> bool: ...


class Task:
    """A call that waits or runs: what its worker is sent, and who tells its outcome."""

    __slots__ = ("begun", "content", "future", "is_killed", "name", "process")

    def __init__(self, name: str, content: bytes, future: Future[Any]) -> None:
        self.name = name
        self.content = content
        self.future = future
        self.process: PoolProcess | None = None  # the worker that has it; changed under the pool's lock
        self.begun = 0  # times
        self.is_killed = False

    def succeed(self, value: object) -> None:
        """Let the program have the result."""
        self.future._task = None  # they refer to each other
        try:
            self.future.set_result(value)
        except BaseException:  # noqa: BLE001 - a callback of the program's, or an outcome that it has set itself
            LOGGER.exception("the result of the task %s cannot be told", self.name)

    def fail(self, error: BaseException) -> None:
        """Let the program have the exception."""
        self.future._task = None
        try:
            self.future.set_exception(error)
        except BaseException:  # noqa: BLE001 - see above
            LOGGER.exception("the failure of the task %s cannot be told", self.name)

    def begin(self) -> bool:
        """Take the task to be done; False where it was cancelled. It may be begun again, when a worker died before it ran."""
        if not self.begun and not self.future.set_running_or_notify_cancel():
            return False
        self.begun += 1
        return True


class Future(concurrent.futures.Future["T"]):
    """The outcome of a task, as ``concurrent.futures`` has it, which can also be killed while it runs.

    Made by ``ProcessPoolExecutor.submit``; the package has no name for the class.
    """

    _task: Task | None = None  # none where it never came to one
    _pool: Killer | None = None

    def kill(self) -> bool:
        """Cancel the task where it waits, and end its worker (SIGKILL) where it runs: then WorkerDiedError is its outcome.

        Another worker takes that one's place. Return False where the task is done, and nothing is to be ended.
        """
        if self.cancel():
            return True
        task, pool = self._task, self._pool
        return task is not None and pool is not None and pool.kill(task)

    def cancel(self) -> bool:
        """Cancel the task where it waits; return False where it runs or is done. Whoever waits for it is told at once.

        CPython: ``concurrent.futures.Future.cancel``.
        """
        if not super().cancel():
            return False
        self.set_running_or_notify_cancel()
        task = self._task
        if task is not None:
            task.content = b""  # its place in the queue is kept until it is its turn
        return True

    def set_running_or_notify_cancel(self) -> bool:
        """Tell that the task runs; return False where it was cancelled. For executors, and of no use to others.

        CPython: ``concurrent.futures.Future.set_running_or_notify_cancel``.
        """
        with self._condition:
            return self._state != CANCELLED_AND_NOTIFIED and super().set_running_or_notify_cancel()
