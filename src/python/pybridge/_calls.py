"""Calls of C# methods: each runs in a worker of this process, which then waits for the next one.

A call has a worker for itself. There are as many as run at once, but no more than processors, or four; what comes on top
waits. After a fork there are none, and the next call starts one: Python does so, and no runtime is needed here.
"""

from __future__ import annotations

import asyncio
import atexit
import collections
import concurrent.futures
import os
import socket
import threading
from collections.abc import Generator
from typing import Any

from ._buffers import Buffers
from ._call import pickle_call
from ._call_frames import Frame, NotBegun, Outdated, result_of
from ._call_process import CallProcess

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._call import Method

    Waiter = concurrent.futures.Future[None]

_FEWEST = 4
_SECONDS_TO_END = 2.0


class _Workers:
    """The workers of this process."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self._lock = threading.RLock()  # a signal handler may call, too
        self._free = max(os.cpu_count() or 1, _FEWEST)
        self._waiters: collections.deque[Waiter] = collections.deque()
        self._idle: dict[str, list[CallProcess]] = {}  # by the full path of the file
        self._busy: set[CallProcess] = set()
        self._ending: list[CallProcess] = []

    def reserve(self) -> Waiter | None:
        """Reserve a place for a call; where there is none, return what is done once there is."""
        with self._lock:
            if self._free:
                self._free -= 1
                return None
            waiter: Waiter = concurrent.futures.Future()
            self._waiters.append(waiter)
            return waiter

    def release(self) -> None:
        """Give a place to whoever waits for one."""
        while True:
            with self._lock:
                if not self._waiters:
                    self._free += 1
                    return
                waiter = self._waiters.popleft()
            if waiter.set_running_or_notify_cancel():
                waiter.set_result(None)
                return

    def give_up(self, waiter: Waiter | None) -> None:
        """Wait no more for a place."""
        if waiter is None or not waiter.cancel():
            self.release()

    def take(self, file: str, method: Method) -> CallProcess:
        """Return a worker that nobody else has: one that waits, or else a new one. OSError where there is no such file."""
        with self._lock:
            waiting = None if method.fresh else self._idle.get(file)
            worker = waiting.pop() if waiting else None
            if worker is not None:
                self._busy.add(worker)
                return worker
            self._ending = [worker for worker in self._ending if not worker.has_ended()]
        _demand(file, method)
        worker = CallProcess(file)
        with self._lock:
            self._busy.add(worker)
        return worker

    def give_back(self, worker: CallProcess, file: str, fresh: bool) -> None:
        """Let a worker that has answered wait for its next call, or end."""
        with self._lock:
            self._busy.discard(worker)
            if not fresh:
                self._idle.setdefault(file, []).append(worker)
                return
            self._ending.append(worker)
        worker.let_end()

    def let_outdated_end(self, worker: CallProcess, file: str) -> None:
        """Let a worker end that has loaded an earlier build of the file, and all that wait with one."""
        with self._lock:
            self._busy.discard(worker)
            outdated = [worker, *self._idle.pop(file, ())]
            self._ending += outdated
        for other in outdated:
            other.let_end()

    def are_all_idle_but_one(self) -> bool:
        """Whether a single call is under way: no thread of another one would need the interpreter meanwhile."""
        return len(self._busy) == 1

    def kill(self, worker: CallProcess) -> None:
        """End a worker in whatever it does."""
        with self._lock:
            self._busy.discard(worker)
        worker.kill()

    def forget(self) -> None:
        """Close what a fork has copied: the workers are the parent's."""
        for worker in self._all():
            worker.end.close()

    def end_all(self) -> None:
        """End all workers, and wait for that."""
        with self._lock:
            busy, self._busy = self._busy, set()
            waiting = [worker for workers in self._idle.values() for worker in workers]
            self._idle.clear()
            waiting += self._ending
            self._ending.clear()
        for worker in busy:
            worker.kill()
        for worker in waiting:
            worker.let_end()
        for worker in waiting:
            worker.wait(_SECONDS_TO_END)

    def _all(self) -> list[CallProcess]:
        return [*self._busy, *self._ending, *(worker for workers in self._idle.values() for worker in workers)]


_workers: _Workers | None = None
_making = threading.Lock()


def call(method: Method, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Call a C# method in a worker, and return what it returns or raise what it throws."""
    workers, file = _own_workers(), os.path.abspath(method.assembly)
    with _Arguments(method, args, kwargs) as arguments:
        waiter = workers.reserve()
        try:
            if waiter is not None:
                waiter.result()
        except BaseException:
            workers.give_up(waiter)
            raise
        try:
            exchange = _exchange(workers, file, method, arguments)
            try:
                while True:
                    next(exchange)
            except StopIteration as done:
                frame: Frame = done.value
        finally:
            workers.release()
    return result_of(frame)


async def call_async(method: Method, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Do the same without blocking the event loop. A cancelled call ends its worker."""
    workers, file = _own_workers(), os.path.abspath(method.assembly)
    with _Arguments(method, args, kwargs) as arguments:
        waiter = workers.reserve()
        try:
            if waiter is not None:
                await asyncio.wrap_future(waiter)
        except BaseException:
            workers.give_up(waiter)
            raise
        exchange = _exchange(workers, file, method, arguments)
        try:
            while True:
                await _readable(next(exchange))
        except StopIteration as done:
            frame: Frame = done.value
        finally:
            exchange.close()
            workers.release()
    return result_of(frame)


class _Arguments:
    """The arguments of a call, pickled; what is large lies in files until the call is over."""

    def __init__(self, method: Method, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self._method = method
        self._buffers = Buffers()
        try:
            self._call = pickle_call(method, args, kwargs, self._buffers)
        except BaseException:
            self._buffers.close()
            raise

    def __enter__(self) -> _Arguments:
        return self

    def __exit__(self, *_: object) -> None:
        self._buffers.close()

    def send(self, worker: CallProcess) -> None:
        """Let a worker begin with the call."""
        worker.send(self._method.name, self._call, self._buffers.descriptors)


def _exchange(
    workers: _Workers, file: str, method: Method, arguments: _Arguments
) -> Generator[CallProcess, None, Frame]:
    """Make a call and return the frame with the answer; where a worker is yielded, that is waited for next.

    A worker that has died before the method began is replaced, and so is one that has loaded another build of the file than is
    there. One that has not answered for any other reason is ended.
    """
    while True:
        worker = workers.take(file, method)
        try:
            arguments.send(worker)
            if not worker.is_ready:
                yield worker
                worker.receive_ready(method.name)
            yield worker
            frame = worker.receive(method.name, looks=workers.are_all_idle_but_one())
        except Outdated:
            workers.let_outdated_end(worker, file)
        except NotBegun:
            workers.kill(worker)
        except BaseException:
            workers.kill(worker)
            raise
        else:
            workers.give_back(worker, file, method.fresh)
            return frame


async def _readable(worker: CallProcess) -> None:
    """Wait until there is something to be received."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[None] = loop.create_future()
    number = worker.end.fileno()
    loop.add_reader(number, _complete, future)
    try:
        await future
    finally:
        loop.remove_reader(number)


def _complete(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


def _demand(file: str, method: Method) -> None:
    """OSError, which names the host, where the file is not there."""
    try:
        os.stat(file)
    except OSError as error:
        where = f"{error.strerror} on {socket.gethostname()}, where {method.name} was called"
        raise OSError(error.errno, where, file) from None


def _own_workers() -> _Workers:
    global _workers
    workers = _workers
    if workers is None or workers.pid != os.getpid():
        with _making:
            if _workers is None or _workers.pid != os.getpid():
                _workers = _Workers()
            return _workers
    return workers


def _note_fork() -> None:
    global _workers, _making
    workers, _workers, _making = _workers, None, threading.Lock()
    if workers is not None:
        workers.forget()


def _end() -> None:
    if _workers is not None and _workers.pid == os.getpid():
        _workers.end_all()


os.register_at_fork(after_in_child=_note_fork)
atexit.register(_end)
