"""The thread of a pool: starts its workers, gives them tasks, tells outcomes, and replaces workers that die.

What is shared with other threads is changed under the lock. It is one that a thread may take twice, because futures are killed
in signal handlers and pools dropped by the garbage collector.
"""

from __future__ import annotations

import collections
import contextlib
import errno
import os
import select
import threading
import time
from concurrent.futures.process import BrokenProcessPool

from ._errors import WorkerDiedError
from ._pool_exit import is_exiting, managers
from ._pool_outcomes import died, raised, tell
from ._pool_process import PoolProcess
from ._pool_worker import READY, REFUSED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from multiprocessing.context import BaseContext
    from typing import Any

    from ._pool_future import Task

_FAILED_STARTS = 3  # workers that may die one after the other before they are ready, at no task's cost
_ATTEMPTS = 3  # workers that may die before they have read a task; then it is the task
_EVENTS = select.POLLIN | select.POLLHUP | select.POLLERR


class Manager:
    """The tasks and workers of one pool."""

    def __init__(
        self,
        context: BaseContext,
        max_workers: int,
        initializer: Any,
        initargs: tuple[Any, ...],
        max_tasks: int | None,
        timeout: float | None,
    ) -> None:
        self._context = context
        self._max_workers = max_workers
        self._initializer, self._initargs = initializer, initargs
        self._max_tasks = max_tasks
        self._timeout = timeout
        self._lock = threading.RLock()
        self._pending: collections.deque[Task] = collections.deque()
        self._workers: set[PoolProcess] = set()  # without those that are on their way out
        self._idle: list[PoolProcess] = []
        self._watched: dict[int, PoolProcess] = {}  # by both of their descriptors
        self._thread: threading.Thread | None = None
        self._wake_up: tuple[int, int] | None = None  # a pipe
        self._poll = select.poll()
        self._is_woken = False
        self._has_changed = True  # by more than one task after the other
        self._is_closed = False  # takes no more tasks
        self._is_forked = False
        self._broken: str | None = None
        self._failed_starts = 0

    # Other threads

    def submit(self, task: Task) -> None:
        """Take a task. RuntimeError where none is taken any more, BrokenProcessPool where the initializer has failed."""
        self.check()
        with self._lock:
            self.check()
            self._pending.append(task)
            if self._thread is None:
                self._start()
            elif self._idle or len(self._workers) < self._max_workers:
                self._wake()

    def check(self) -> None:
        """Raise what ``submit`` raises where it takes no task."""
        if self._is_forked:
            raise RuntimeError(
                "this ProcessPoolExecutor belongs to the process from which this one was forked: make a new one here"
            )
        if self._broken is not None:
            raise BrokenProcessPool(self._broken)
        if self._is_closed:
            raise RuntimeError("cannot schedule new futures after shutdown")
        if is_exiting():
            raise RuntimeError("cannot schedule new futures after interpreter shutdown")

    def kill(self, task: Task) -> bool:
        """End the worker of a task that runs; return whether there is one."""
        with self._lock:
            if task.future.done():
                return False
            task.is_killed = True
            if task.process is not None:
                self._kill(task.process, WorkerDiedError("it was killed by Future.kill()"))
            return True

    def kill_workers(self) -> None:
        """End all workers in whatever they do; the tasks that wait are cancelled."""
        self.close(cancel=True)
        with self._lock:
            for worker in [] if self._is_forked else [*self._workers]:
                self._kill(worker, WorkerDiedError("it was killed by kill_workers()"))

    def close(self, cancel: bool = False) -> None:
        """Take no more tasks, and let the workers end when there is nothing left to do; cancel first what waits."""
        if self._is_forked:
            return
        with self._lock:
            self._is_closed = True
            waiting = [*self._pending] if cancel else []
            self._wake()
        for task in waiting:
            task.future.cancel()

    def join(self) -> None:
        """Wait for the end of all workers, after ``close``."""
        thread = self._thread
        if thread is not None and not self._is_forked and thread is not threading.current_thread():
            thread.join()

    def wake(self) -> None:
        """Let the thread look again at what there is to do."""
        with self._lock:
            self._wake()

    def forget(self) -> None:
        """Release what a fork has copied."""
        self._is_forked = True
        self._lock = threading.RLock()
        for worker in {*self._workers, *self._watched.values()}:
            worker.forget()
        for number in self._wake_up or ():
            os.close(number)
        self._wake_up = None

    def _start(self) -> None:
        """Start the thread, with the first task."""
        self._wake_up = os.pipe()
        self._thread = threading.Thread(target=self._run, name="ProcessPoolExecutor")
        managers.add(self)
        try:
            self._thread.start()
        except RuntimeError:  # there is none; after an interruption there is
            self._thread = None
            managers.discard(self)
            self._pending.clear()
            self._close_wake_up()
            raise

    def _wake(self) -> None:
        if not self._is_woken and self._wake_up is not None:
            self._is_woken = True
            os.write(self._wake_up[1], b"\0")

    def _close_wake_up(self) -> None:
        numbers, self._wake_up = self._wake_up, None
        for number in numbers or ():
            os.close(number)

    def _kill(self, worker: PoolProcess, reason: BaseException) -> None:
        """Kill a worker; only under the lock, so that it is there."""
        worker.reason = worker.reason or reason
        worker.is_ending = True
        if worker in self._idle:
            self._idle.remove(worker)
        worker.kill()

    # The thread

    def _run(self) -> None:
        assert self._wake_up is not None
        self._poll.register(self._wake_up[0], _EVENTS)
        try:
            while not self._has_changed or self._fill():
                self._has_changed = False
                for number, event in self._poll.poll(self._milliseconds()):
                    if number == self._wake_up[0]:
                        with self._lock:
                            os.read(number, 1)
                            self._is_woken, self._has_changed = False, True
                    elif number in self._watched:  # it was at the poll, and may be gone by now
                        self._look(self._watched[number], number, event)
                if self._timeout is not None:
                    self._end_overdue()
        except BaseException as error:  # noqa: BLE001 - whatever it is, nobody is to wait for ever
            self._break("the thread of the ProcessPoolExecutor has failed", error)
        finally:
            self._finish()

    def _fill(self) -> bool:
        """Give out tasks and start workers, as many as are needed; return whether there is anything left to do or to come."""
        while self._idle and self._give(self._idle[-1]):
            pass
        with self._lock:
            while self._pending and self._pending[0].future.done():
                self._pending.popleft()
            starting = sum(not worker.is_ready for worker in self._workers)
            missing = min(len(self._pending) - starting, self._max_workers - len(self._workers))
        for _ in range(missing):
            self._start_worker()
        with self._lock:
            if self._pending or not (self._is_closed or is_exiting()):
                return True
            self._is_closed = True
            return any(worker.task is not None for worker in {*self._workers, *self._watched.values()})

    def _start_worker(self) -> None:
        try:
            worker = PoolProcess(self._context, self._initializer, self._initargs)
        except Exception as error:  # noqa: BLE001 - the start of a process runs code of anybody's
            self._fail_next(error)
            return
        with self._lock:
            self._workers.add(worker)
        for number in (worker.number, worker.sentinel):
            self._watched[number] = worker
            self._poll.register(number, _EVENTS)

    def _give(self, worker: PoolProcess) -> bool:
        """Give a worker the next task, where there is one; otherwise it is one that waits."""
        with self._lock:
            task = self._next()
            if task is None:
                if worker not in self._idle:
                    self._idle.append(worker)
                return False
            if worker in self._idle:
                self._idle.remove(worker)
            worker.task, task.process = task, worker
            if task.is_killed:
                self._kill(worker, WorkerDiedError("it was killed by Future.kill()"))
        try:
            worker.give(task.content, self._timeout)
        except OSError:
            self._lost(worker, is_begun=False)
        else:
            if not worker.frames.is_sent:
                self._poll.modify(worker.number, _EVENTS | select.POLLOUT)
        return True

    def _next(self) -> Task | None:
        while self._pending:
            task = self._pending.popleft()
            if task.begin():
                return task
        return None

    def _look(self, worker: PoolProcess, number: int, event: int) -> None:
        """See what has become of a worker, one of whose descriptors is ready."""
        is_ended = number == worker.sentinel
        if is_ended:
            worker.is_ending = True
        try:
            if event & select.POLLOUT and worker.frames.flush():
                self._poll.modify(worker.number, _EVENTS)
            content = worker.frames.receive()
            if content is not None:
                self._received(worker, content)
        except EOFError:
            is_ended, is_begun = True, worker.frames.is_sent
        except OSError as error:  # what it had not read is reset when it ends
            is_ended, is_begun = True, worker.frames.is_sent and error.errno != errno.ECONNRESET
        else:
            is_begun = worker.frames.is_sent
        if number == worker.number and is_ended and worker.is_let_go:
            self._poll.unregister(number)  # it has closed its end, and may have more to do until it ends
        elif is_ended and worker.sentinel in self._watched:
            self._lost(worker, is_begun)

    def _received(self, worker: PoolProcess, content: memoryview) -> None:
        """Take what a worker tells. It has its next task before anybody hears of the last one, and takes the time of this process."""
        kind, content = bytes(content[:1]), content[1:]
        if kind == READY:
            worker.is_ready = self._has_changed = True
            self._failed_starts = 0
            if not worker.is_ending:
                self._give(worker)
            return
        if kind == REFUSED:
            worker.is_ending = self._has_changed = True
            self._break("an initializer of the ProcessPoolExecutor has failed", raised(content))
            return
        with self._lock:
            task, worker.task, worker.deadline = worker.task, None, None
            if task is not None:
                task.process = None
        worker.done += 1
        if worker.done == self._max_tasks and not worker.is_ending:
            self._has_changed = True
            self._leave(worker)
            worker.let_end()
        elif worker.is_ending or not self._give(worker):
            self._has_changed = True
        if task is not None:
            tell(task, kind, content)

    def _end_overdue(self) -> None:
        now = time.monotonic()
        for worker in [*self._workers]:
            if worker.deadline is not None and worker.deadline <= now and not worker.is_ending:
                with self._lock:
                    self._kill(worker, TimeoutError())

    def _milliseconds(self) -> float | None:
        """Return how long to wait at most."""
        deadlines = [worker.deadline for worker in self._workers if worker.deadline is not None and not worker.is_ending]
        return max(0.0, min(deadlines) - time.monotonic()) * 1000 + 1 if deadlines else None

    def _leave(self, worker: PoolProcess) -> None:
        """Make room for another worker; this one gets no more tasks."""
        with self._lock:
            self._workers.discard(worker)
            if worker in self._idle:
                self._idle.remove(worker)

    def _lost(self, worker: PoolProcess, is_begun: bool) -> None:
        """Deal with the end of a worker, and of its task."""
        self._has_changed = True
        self._leave(worker)
        with self._lock:
            task, worker.task = worker.task, None
            if task is not None:
                task.process = None
            worker.kill()  # one that has only closed its socket
        for number in (worker.number, worker.sentinel):
            del self._watched[number]
            with contextlib.suppress(KeyError):
                self._poll.unregister(number)
        ended = worker.end()
        if task is None:
            if not worker.is_ready and worker.reason is None:
                self._failed_starts += 1
                if self._failed_starts >= _FAILED_STARTS:
                    text = f"{ended} before it was ready for a task, as others did before it; its stderr may say why"
                    self._fail_next(died(worker, text, None))
        elif not is_begun and worker.reason is None and task.begun < _ATTEMPTS:
            with self._lock:
                self._pending.appendleft(task)
        elif isinstance(worker.reason, TimeoutError):
            task.fail(TimeoutError(f"{worker} was killed: its task {task.name} took longer than task_timeout={self._timeout} seconds"))
        else:
            task.fail(died(worker, f"{ended} while it ran the task {task.name}", worker.reason))

    def _fail_next(self, error: BaseException) -> None:
        """Let the task that would have been next fail, for nothing else would ever end it."""
        with self._lock:
            task = self._next()
        if task is not None:
            task.fail(error)

    def _break(self, text: str, cause: BaseException) -> None:
        """Let all tasks fail, those to come, too."""
        with self._lock:
            self._broken = f"{text}: {type(cause).__name__}: {cause}"
            self._is_closed = True
            tasks = [*self._pending, *(worker.task for worker in self._workers if worker.task is not None)]
            self._pending.clear()
            for worker in self._workers:
                worker.task = None
                self._kill(worker, cause)
        for task in tasks:
            if task.begin():
                error = BrokenProcessPool(self._broken)
                error.__cause__ = cause
                task.fail(error)

    def _finish(self) -> None:
        """Let all workers end, and release everything."""
        workers = {*self._workers, *self._watched.values()}
        for worker in workers:
            if not worker.is_ending:
                worker.let_end()
        for worker in workers:
            worker.end()
        with self._lock:
            self._is_closed = True
            self._workers.clear()
            self._watched.clear()
            self._idle.clear()
            self._close_wake_up()
        managers.discard(self)
