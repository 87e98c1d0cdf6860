"""A pool of processes for ``concurrent.futures``: a worker that dies costs one task, and not the pool.

``pybridge.ProcessPoolExecutor`` takes the place of ``concurrent.futures.ProcessPoolExecutor``. Its futures are those of the
standard library, and can be killed, too.
"""

from __future__ import annotations

import collections
import concurrent.futures
import functools
import itertools
import os
import time
import weakref

from ._pool_future import Future, Task
from ._pool_manager import Manager
from ._pool_pickle import dumps_call
from ._pool_worker import run_chunk
from .context import get_context

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.context import BaseContext
    from types import TracebackType
    from typing import Any, ParamSpec, TypeVar

    P = ParamSpec("P")
    T = TypeVar("T")

__all__ = ["Future", "ProcessPoolExecutor"]


class ProcessPoolExecutor(concurrent.futures.Executor):
    """Processes that stay and do one task after the other, each a Python function or a C# method.

    A worker that dies, or takes too long, costs the task that it ran, and is replaced.
    CPython: ``concurrent.futures.ProcessPoolExecutor``.
    """

    def __init__(
        self,
        max_workers: int | None = None,
        mp_context: BaseContext | None = None,
        initializer: Callable[..., object] | None = None,
        initargs: tuple[Any, ...] = (),
        *,
        max_tasks_per_child: int | None = None,
        task_timeout: float | None = None,
    ) -> None:
        """Make one; workers are started when there are tasks for them.

        ``max_workers`` is how many there may be, by itself as many as processors may be used. ``mp_context`` is what they are
        processes of, by itself ``pybridge.get_context()``; any context of ``multiprocessing`` will do. Each worker calls
        ``initializer`` with ``initargs`` first; where that raises, all tasks fail with
        ``concurrent.futures.process.BrokenProcessPool``, whose cause says why. ``max_tasks_per_child`` is how many tasks
        a worker does before another takes its place; None is any number. ``task_timeout`` is how many seconds a task may run
        from when its worker is given it: then the worker is killed, and the task fails with TimeoutError.

        ValueError for numbers that are not above 0, and for ``max_tasks_per_child`` with a context that forks; TypeError for an
        initializer that cannot be called, a ``max_tasks_per_child`` that is no ``int``, a ``task_timeout`` that is no number, and
        an ``mp_context`` that is none.
        CPython: ``concurrent.futures.ProcessPoolExecutor.__init__``.
        """
        if max_workers is None:
            max_workers = _processors()
        elif max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        context = get_context() if mp_context is None else mp_context
        if not hasattr(context, "get_start_method"):
            raise TypeError(f"mp_context must be a context, such as pybridge.get_context('pybridge-standby'), not {mp_context!r}")
        if max_tasks_per_child is not None:
            if not isinstance(max_tasks_per_child, int):
                raise TypeError("max_tasks_per_child must be an integer")
            if max_tasks_per_child <= 0:
                raise ValueError("max_tasks_per_child must be >= 1")
            if context.get_start_method() == "fork":
                raise ValueError(
                    "max_tasks_per_child is incompatible with the 'fork' multiprocessing start method; supply a different mp_context."
                )
        if task_timeout is not None and not isinstance(task_timeout, (int, float)):
            raise TypeError(f"task_timeout must be a number of seconds, or None, not {task_timeout!r}")
        if task_timeout is not None and not task_timeout > 0:
            raise ValueError(f"task_timeout must be greater than 0 seconds, or None, not {task_timeout!r}")
        self._manager = Manager(context, max_workers, initializer, tuple(initargs), max_tasks_per_child, task_timeout)
        self._count = itertools.count(1)
        weakref.finalize(self, _let_end, self._manager).atexit = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Let a worker call ``fn(*args, **kwargs)``, and return the future of it.

        ``fn`` is a function that a worker can import, or a C# method (``pybridge.csharp``). It is pickled here with ``args``
        and ``kwargs``; where that fails the future has the exception, and so it has what the call raises, with a
        ``RemoteTraceback`` as its cause. Where the worker dies it is ``WorkerDiedError``, which names worker, signal and task.

        RuntimeError after ``shutdown``, when the program ends, and in a process that was forked from the executor's;
        ``BrokenProcessPool`` after an initializer has failed. CPython: ``concurrent.futures.Executor.submit``.
        """
        self._manager.check()
        future: Future[T] = Future()
        try:
            content = dumps_call(fn, args, kwargs)
        except Exception as error:  # noqa: BLE001 - pickling runs code of anybody's
            future.set_running_or_notify_cancel()
            future.set_exception(error)
            return future
        task = Task(f"{next(self._count)}, {_name_of(fn)}", content, future)
        future._task, future._pool = task, self._manager
        self._manager.submit(task)
        return future

    def map(
        self,
        fn: Callable[..., T],
        *iterables: Iterable[Any],
        timeout: float | None = None,
        chunksize: int = 1,
        buffersize: int | None = None,
    ) -> Iterator[T]:
        """Let the workers call ``fn`` with the items of ``iterables``; return an iterator over the results, in their order.

        ``timeout`` is how many seconds the results may take from now on, or else TimeoutError is raised; None is any time.
        ``chunksize`` is how many calls are one task. ``buffersize`` is how many tasks may be there at most whose results
        were not yet asked for: the iterables are read only that far ahead, and may be endless; None reads all at once.

        ValueError for a ``chunksize`` or a ``buffersize`` below 1, TypeError for a ``buffersize`` that is no ``int``;
        besides those of ``submit``. CPython: ``concurrent.futures.Executor.map``, with ``buffersize`` since 3.14.
        """
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        if buffersize is not None and not isinstance(buffersize, int):
            raise TypeError("buffersize must be an integer or None")
        if buffersize is not None and buffersize < 1:
            raise ValueError("buffersize must be None or > 0")
        end = None if timeout is None else time.monotonic() + timeout
        calls: Iterator[tuple[Any, ...]] = zip(*iterables)
        if chunksize == 1:
            return _results(self, fn, calls, end, buffersize)
        chunks = zip(iter(lambda: list(itertools.islice(calls, chunksize)), []))
        lists = _results(self, functools.partial(run_chunk, fn), chunks, end, buffersize)
        return itertools.chain.from_iterable(lists)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks, and end the workers when all tasks are done; with ``wait``, wait for that.

        ``cancel_futures`` cancels the tasks that wait for a worker. It may be called again, and does nothing in a process that was
        forked from the executor's. CPython: ``concurrent.futures.Executor.shutdown``.
        """
        self._manager.close(cancel_futures)
        if wait:
            self._manager.join()

    def kill_workers(self) -> None:
        """Kill all workers (SIGKILL) and take no more tasks: those that wait are cancelled, those that run fail.

        It waits for nothing. CPython: ``concurrent.futures.ProcessPoolExecutor.kill_workers``, since 3.14.
        """
        self._manager.kill_workers()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Shut down, and wait; where the block was left by Ctrl-C or an exit, what waits is cancelled.

        After Ctrl-C the workers are killed, too: one may have been given a task that was not interrupted.
        """
        if kind is not None and issubclass(kind, KeyboardInterrupt):
            self.kill_workers()
        self.shutdown(wait=True, cancel_futures=kind is not None and not issubclass(kind, Exception))


def _results(
    executor: ProcessPoolExecutor, function: Callable[..., T], calls: Iterator[tuple[Any, ...]], end: float | None, size: int | None
) -> Iterator[T]:
    """Submit calls, as many as may be, and return an iterator over what they return."""
    futures = collections.deque(executor.submit(function, *each) for each in itertools.islice(calls, size))
    return _in_order(futures, weakref.ref(executor), function, calls if size is not None else iter(()), end)


def _in_order(
    futures: collections.deque[Future[T]],
    executor: weakref.ref[ProcessPoolExecutor],
    function: Callable[..., T],
    calls: Iterator[tuple[Any, ...]],
    end: float | None,
) -> Iterator[T]:
    """Yield results in the order of their calls; submit one more for each. What is left at the end is cancelled.

    The executor can be dropped meanwhile: then no more are submitted.
    """
    try:
        while futures:
            pool = executor()
            if pool is not None:
                for each in itertools.islice(calls, 1):
                    futures.append(pool.submit(function, *each))
            del pool
            yield _result_of(futures.popleft(), end)  # no reference to it is kept
    finally:
        for future in futures:
            future.cancel()


def _result_of(future: Future[T], end: float | None) -> T:
    """Return a result; where it is not there in time, cancel what it would be the result of."""
    try:
        return future.result(None if end is None else end - time.monotonic())
    finally:
        future.cancel()
        del future  # its exception has this frame in its traceback


def _name_of(function: object) -> str:
    """Say which function a task calls, for errors."""
    if isinstance(function, functools.partial):
        return _name_of(function.args[0] if function.func is run_chunk else function.func)
    name = getattr(function, "__qualname__", None)
    return f"{getattr(function, '__module__', None)}.{name}" if isinstance(name, str) else repr(function)


def _processors() -> int:
    """Return how many processors this process may use."""
    count = getattr(os, "process_cpu_count", os.cpu_count)()  # the first is new in CPython 3.13
    return count or 1


def _let_end(manager: Manager) -> None:
    """Let a pool end whose executor was dropped."""
    manager.close()
