"""One worker of a pool, as the pool has it: started, given tasks, ended."""

from __future__ import annotations

import contextlib
import multiprocessing.process as _process
import os
import signal
import time

from ._pool_frames import Frames
from ._pool_worker import serve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from typing import Any


class PoolProcess:
    """A process with a socket to it; at most one task is its own."""

    def __init__(self, context: BaseContext, initializer: Any, initargs: tuple[Any, ...]) -> None:
        """Start it. What ``Process.start`` raises is raised."""
        ours, theirs = context.Pipe(duplex=True)
        _starting.add(ours)
        try:
            process = context.Process(target=serve, args=(theirs, initializer, initargs))
            process.start()
        except BaseException:
            ours.close()
            raise
        finally:
            _starting.discard(ours)
            theirs.close()
        os.set_blocking(ours.fileno(), False)
        self.frames = Frames(ours)
        self.number: int = ours.fileno()
        self.sentinel: int = process.sentinel
        self.pid: int = process.pid
        self.name: str = process.name
        self._process: _process.BaseProcess = process
        self.task: Any = None  # a Task, which knows its worker; what this module has no use for, it need not import
        self.deadline: float | None = None  # by time.monotonic()
        self.done = 0  # tasks
        self.is_ready = False
        self.is_ending = False  # gets no more tasks
        self.is_let_go = False  # ends by itself
        self.reason: BaseException | None = None  # why the pool has killed it

    def give(self, content: bytes, timeout: float | None) -> None:
        """Send the content of a task that is this worker's by now. OSError where the worker is gone."""
        self.deadline = None if timeout is None else time.monotonic() + timeout
        self.frames.send(content)

    def kill(self) -> None:
        """End it in whatever it does."""
        self._process.kill()

    def let_end(self) -> None:
        """Let it end, for it has nothing to do."""
        self.is_ending = self.is_let_go = True
        with contextlib.suppress(OSError):
            self.frames.send(b"")

    def end(self) -> str:
        """Wait for the end of one that ends, release what is held, and return how it ended."""
        self.frames.close()
        self._process.join()
        ended = _ended(self._process.exitcode)
        self._process.close()
        return ended

    def forget(self) -> None:
        """Release what a fork has copied: the worker is the parent's."""
        self.frames.close()
        _process._children.discard(self._process)

    def __str__(self) -> str:
        return f"worker {self.name} (pid {self.pid})"


_starting: set[Connection] = set()  # the pools' ends of workers that are being started


def _note_fork() -> None:
    """Close the pool's end in a worker that is a fork: as long as it is open there, the worker would not see the pool's end."""
    for connection in _starting:
        connection.close()
    _starting.clear()


os.register_at_fork(after_in_child=_note_fork)


def _ended(code: int | None) -> str:
    """Say how a process ended."""
    if code is None:
        return "ended, and its exit code is unknown"
    if code >= 0:
        return f"ended with exit code {code}"
    try:
        return f"was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"was killed by signal {-code}"
