"""The process that makes others: the current one, as C# has to know it before it makes an object or starts a process."""

from __future__ import annotations

import multiprocessing.process as _process
from typing import Any

from . import _host
from ._clr import IS_MAIN_INTERPRETER
from ._config import AUTHKEY, DAEMON
from ._peer import Peer, attach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._abi import Library


class StandIn(Peer):
    """The C# object for a current process whose Python object is the standard library's: mostly the main process.

    There the Python object stays what other packages read and write. C# is told what has changed before it is asked, and
    what is changed through C# is changed there.
    """

    def __init__(self, process: _process.BaseProcess) -> None:
        self.process = process
        self._told: tuple[Any, ...] = ()
        class_name, library = type(process).__name__, _host.library()
        if process._parent_pid is None:
            # Each interpreter of a program has a current process of its own, from which its children inherit.
            super().__init__(class_name, library.current(another=not IS_MAIN_INTERPRETER), process._config)
        else:
            parent = process._parent_pid, process._parent_name
            handle = library.adopt(class_name, process._identity, process._name, False, b"", *parent)
            super().__init__(class_name, handle, process._config)
            self.become(*parent)

    @property
    def handle(self) -> int:
        """The number under which C# finds the object, which has been told of every change."""
        self.tell()
        return self._handle

    def tell(self) -> None:
        """Let C# know what has changed."""
        _host.check_owner(self.library)
        library, self._entries = self.library, self.process._config
        now = facts_of(self.process)
        if now != self._told:
            tell(library, self._handle, *now)
            self._told = now

    @property
    def name(self) -> object:
        """The name, as the standard library's object has it."""
        return self.process._name

    @name.setter
    def name(self, name: object) -> None:
        self.process._name = name

    def rename(self, name: str) -> None:
        """Set the name; C# refuses what is no string."""
        super().rename(name)
        self.process._name = name


_stand_in: StandIn | None = None


def current_peer() -> Peer:
    """Return the peer of the current process; C# knows all of it now."""
    global _stand_in
    current = _process._current_process
    peer = current.__dict__.get("_peer")
    if peer is not None:
        _host.library()  # refuses a forked child
        return peer if peer.is_attached else attach(current)
    if _stand_in is None or _stand_in.process is not current or not _host.is_current(_stand_in.library):
        _stand_in = StandIn(current)
    _stand_in.tell()
    return _stand_in


def next_number() -> int:
    """Take the number of the next process from ``multiprocessing.process._process_counter``.

    The classes of the standard library take theirs from it. So do, late, the objects that C# has made for itself, where
    it runs in a CLR that .NET code of the program shares.
    """
    counter = _process._process_counter
    for _ in range(_host.library().numbers_taken()):
        next(counter)
    return next(counter)


def new_peer(class_name: str, number: int, has_group: bool = False) -> Peer:
    """Let C# make an object that takes after the current process."""
    creator = current_peer()
    handle = _host.library().new(creator.handle, class_name, number, has_group)
    return Peer(class_name, handle, creator.config.copy())


def peer_for(process: _process.BaseProcess) -> Peer:
    """Let C# make an object for one of the standard library's, which is made and not started."""
    peer = new_peer(type(process).__name__, process._identity[-1])
    tell(_host.library(), peer.handle, *facts_of(process))
    return peer


def facts_of(process: _process.BaseProcess) -> tuple[Any, ...]:
    """Return what a process object of the standard library says, which may change: name, key and daemon flag."""
    config = process._config
    return process._name, config.get(AUTHKEY), config.get(DAEMON, False)


def tell(library: Library, handle: int, name: object, authkey: bytes, daemon: object) -> None:
    """Let C# know what a process object of the standard library says."""
    library.set_name(handle, str(name))
    library.set_authkey(handle, bytes(authkey))
    library.set_daemon(handle, bool(daemon))
