"""The current process, its parent and its children, as C# and the rest of ``multiprocessing`` both see them."""

from __future__ import annotations

import multiprocessing.process as _process

from . import _host
from ._peer import AUTHKEY, DAEMON, Peer, become

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .process import Process

_stand_in: _StandIn | None = None
_parent: Process | None = None


class _StandIn:
    """The C# object for a current process whose Python object is the standard library's: mostly the main process.

    There the Python object stays what other packages read and write; C# is told before it is asked.
    """

    def __init__(self, process: _process.BaseProcess) -> None:
        library = _host.library()
        name = type(process).__name__
        if process._parent_pid is None:
            handle = library.current()
        else:
            state = {
                "identity": process._identity,
                "name": process._name,
                "parent_pid": process._parent_pid,
                "parent_name": process._parent_name,
            }
            handle = library.adopt(
                name, process._identity, process._name, False, b"", process._parent_pid, process._parent_name
            )
            become(handle, state)
        self.process = process
        self.peer = Peer(name, handle, process._config)
        self.face: Process | None = None
        self._told: tuple[Any, ...] = ()

    def tell(self) -> Peer:
        """Pass on what has changed, and return the peer."""
        process, library, handle = self.process, _host.library(), self.peer.handle
        config = self.peer.config = process._config
        now = (process._name, config.get(AUTHKEY), config.get(DAEMON, False))
        if now != self._told:
            name, authkey, daemon = now
            library.set_name(handle, str(name))
            library.set_authkey(handle, bytes(authkey))
            library.set_daemon(handle, bool(daemon))
            self._told = now
        return self.peer


def current_peer() -> Peer:
    """Return the peer of the current process, up to date."""
    global _stand_in
    current = _process._current_process
    peer = current.__dict__.get("_peer")
    if peer is not None:
        _ = peer.handle
        return peer
    if _stand_in is None or _stand_in.process is not current:
        _stand_in = _StandIn(current)
    return _stand_in.tell()


def current_process() -> Process:
    """Return the object of the current process."""
    from .process import Process

    peer = current_peer()
    current = _process._current_process
    if isinstance(current, Process):
        return current
    if _stand_in.face is None:
        _stand_in.face = _face(type(current).__name__, peer)
    return _stand_in.face


def parent_process() -> Process | None:
    """Return the process that started this one; None in the main process."""
    global _parent
    current_peer()
    handle = _host.library().parent()
    if not handle:
        return None
    peer = Peer("_ParentProcess", handle, {})
    if _parent is None:
        _parent = _face("_ParentProcess", peer)
    return _parent


def active_children() -> list[_process.BaseProcess]:
    """Return the children that have not been seen to end; those that have are reaped."""
    _process._cleanup()
    ours = dict(_children_of_ours())
    return [ours[handle] for handle in _host.library().active_children() if handle in ours]


def forget_children() -> None:
    """Take our children out of the set of ``multiprocessing``: in a forked child they are somebody else's."""
    for _, child in _children_of_ours():
        _process._children.discard(child)


def _children_of_ours() -> Iterator[tuple[int, _process.BaseProcess]]:
    """Yield the handles of the children that C# has started, and the Python objects that stand for them."""
    for child in list(_process._children):
        peer = getattr(child._popen, "peer", None)
        if peer is not None:
            yield peer.handle, child


def _face(class_name: str, peer: Peer) -> Process:
    from .process import Process

    face = object.__new__(type(class_name, (Process,), {"__module__": __name__}))
    face._peer = peer
    face._popen = None
    return face
