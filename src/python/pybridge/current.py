"""The current process, its parent and its children, as C# and the rest of ``multiprocessing`` both see them."""

from __future__ import annotations

import multiprocessing.process as _process

from . import _children, _host
from ._clr import IS_MAIN_INTERPRETER
from ._creator import current_peer
from ._peer import Peer
from .process import Process

_current: Process | None = None
_parent: Process | None = None


def current_process() -> Process:
    """Return the object of the current process.

    In the main process, and wherever the standard library's object is the current one, it is a face of it: what is
    changed in one is changed in both. ImportError where the C# library is missing or does not fit; RuntimeError in a
    process that was forked from one in which it was loaded.
    """
    global _current
    peer = current_peer()
    current = _process._current_process
    if isinstance(current, Process):
        return current
    if _current is None or _current._peer is not peer:
        _current = _face(type(current).__name__, peer)
    return _current


def parent_process() -> Process | None:
    """Return the process that started this one; None in the main process.

    It can be joined and asked whether it is alive. ImportError and RuntimeError as in ``current_process``.
    """
    global _parent
    current_peer()
    if _parent is None and IS_MAIN_INTERPRETER:  # for the others, as for CPython's, each is a main process
        handle = _host.library().parent()
        if handle:
            _parent = _face("_ParentProcess", Peer("_ParentProcess", handle, {}))
    return _parent


def active_children() -> list[_process.BaseProcess]:
    """Return the children that C# has started and has not seen to end, in the order of their starts.

    Those that have ended are reaped by this. Children of other start methods are listed by
    ``multiprocessing.active_children``, as these are. ImportError and RuntimeError as in ``current_process``.
    """
    _process._cleanup()
    ours = {peer.handle: child for peer, child in _children.of_ours()}
    return [ours[handle] for handle in _host.library().active_children() if handle in ours]


def _face(class_name: str, peer: Peer) -> Process:
    face = object.__new__(type(class_name, (Process,), {"__module__": __name__}))
    face._peer = peer
    face._popen = None
    return face
