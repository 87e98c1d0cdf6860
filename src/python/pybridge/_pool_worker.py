"""The worker's side of a pool: takes one task after the other from its socket, until an empty frame or the end of the pool."""

from __future__ import annotations

import pickle
import signal

from ._pool_frames import Frames
from ._pool_pickle import dumps
from ._short_wait import ShortWait

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from multiprocessing.connection import Connection
    from types import FrameType
    from typing import Any

_SOON = 50e-6  # seconds: about what a process needs to wake up
READY, REFUSED, RETURNED, RAISED = b"\0", b"\1", b"\2", b"\3"  # what the first byte of a frame to the pool says of it


class _Interruptions:
    """Ctrl-C goes to all processes of a terminal: it interrupts a task, and is no concern of a worker that waits for one."""

    def __init__(self) -> None:
        self.is_running = False
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._interrupt)

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        if self.is_running:
            raise KeyboardInterrupt


def serve(connection: Connection, initializer: Callable[..., object] | None, initargs: tuple[Any, ...]) -> None:
    """Be a worker; the target of its process."""
    frames, interruptions, next_task = Frames(connection), _Interruptions(), ShortWait(connection.fileno(), _SOON)
    try:
        refused = None if initializer is None else _initialize(interruptions, initializer, initargs)
        frames.send(*(refused or (b"", READY)))
        while refused is None:
            next_task.wait()
            content = frames.receive()
            if not content:
                return
            frames.send(*_answer(interruptions, content))
    except (EOFError, ConnectionError):
        return  # the pool's process has ended: nobody waits for an answer


def run_chunk(function: Callable[..., Any], arguments: Iterable[tuple[Any, ...]]) -> list[Any]:
    """Call a function once for each of several tuples of arguments: one task of ``map`` with a ``chunksize``."""
    return [function(*each) for each in arguments]


def _initialize(
    interruptions: _Interruptions, initializer: Callable[..., object], initargs: tuple[Any, ...]
) -> tuple[bytes, bytes] | None:
    """Run the initializer; return what tells of its failure, if it fails."""
    try:
        try:
            interruptions.is_running = True
            initializer(*initargs)
        finally:
            interruptions.is_running = False
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is the pool's
        return _record_of(error), REFUSED
    return None


def _answer(interruptions: _Interruptions, content: memoryview) -> tuple[bytes, bytes]:
    """Do a task, and return its outcome and of what kind that is."""
    try:
        try:
            interruptions.is_running = True
            function, args, kwargs = pickle.loads(content)
            content.release()  # a task may be large, and take long
            value = function(*args, **kwargs)
        finally:
            interruptions.is_running = False
        return dumps(value), RETURNED
    except BaseException as error:  # noqa: BLE001 - SystemExit too is the task's, and not the worker's
        interruptions.is_running = False
        return _record_of(error), RAISED


def _record_of(error: BaseException) -> bytes:
    """Pickle what the pool is to know of an exception."""
    from ._report import _record  # here, for most tasks return

    trace = error.__traceback__ and error.__traceback__.tb_next  # without the frame of this file
    error.__traceback__ = None
    try:
        original = dumps(error)
    except Exception:  # noqa: BLE001 - pickling runs code of anybody's; the text has to do
        original = None
    return pickle.dumps(_record(error, trace, original), pickle.HIGHEST_PROTOCOL)
