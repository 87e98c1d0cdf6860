"""The current process, its parent and its children, as C# and the rest of ``multiprocessing`` both see them."""

from __future__ import annotations

import multiprocessing.process as _process
from typing import Any

from . import _children, _host
from ._clr import IS_MAIN_INTERPRETER
from ._creator import current_peer
from ._peer import Peer
from .process import Process

_current: Process | None = None
_parent: Process | None = None


def current_process() -> Process:
    """Return the object of the current process.

    In the main process, and wherever the standard library's object is the current one, it is a face of it: their
    attributes are the same ones. ImportError where the C# library is missing or does not fit; RuntimeError in a process
    that was forked from one in which it was loaded. CPython: ``multiprocessing.current_process``.
    """
    global _current
    current_peer()
    current = _process._current_process
    if isinstance(current, Process):
        return current
    if _current is None or vars(_current) is not vars(current):
        _current = _face(type(current).__name__, vars(current), close=lambda _: current.close())
    return _current


def parent_process() -> Process | None:
    """Return the process that started this one; None in the main process.

    It can be joined and asked whether it is alive. ImportError and RuntimeError as in ``current_process``. CPython:
    ``multiprocessing.parent_process``.
    """
    global _parent
    current_peer()
    if _parent is None and IS_MAIN_INTERPRETER:  # for the others, as for CPython's, each is a main process
        handle = _host.library().parent()
        if handle:
            peer, theirs = Peer(handle), _process._parent_process

            def join(_: Process, timeout: float | None = None) -> None:
                peer.join(timeout)

            pid = property(lambda self: self._pid)
            _parent = _face(
                "_ParentProcess",
                _told_of(handle) if theirs is None else vars(theirs),
                is_alive=lambda _: peer.is_alive(),
                join=join,
                ident=pid,  # one property, as in CPython, whose errors call it by the second name
                pid=pid,
            )
    return _parent


def active_children() -> list[_process.BaseProcess]:
    """Return the children that C# has started and has not seen to end, in the order of their starts.

    Those that have ended are reaped by this. Children of other start methods are listed by
    ``multiprocessing.active_children``, as these are. ImportError and RuntimeError as in ``current_process``. CPython:
    ``multiprocessing.active_children``.
    """
    _process._cleanup()
    ours = {peer.handle: child for peer, child in _children.of_ours()}
    return [ours[handle] for handle in _host.library().active_children() if handle in ours]


def _face(class_name: str, attributes: dict[str, Any], **members: Any) -> Process:
    """Return an object of ours that has the attributes of another, all that come and go."""
    face = object.__new__(type(class_name, (Process,), {"__module__": __name__, **members}))
    face.__dict__ = attributes
    return face


def _told_of(parent: int) -> dict[str, Any]:
    """Return what C# knows of a parent that Python does not, as CPython's object of one has it."""
    library = _host.library()
    return {
        "_identity": (), "_name": library.describe(parent)[0]["name"], "_pid": library.pid(parent), "_parent_pid": None,
        "_popen": None, "_closed": False, "_sentinel": library.sentinel(parent), "_config": {},
    }
