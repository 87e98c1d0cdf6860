"""The process that makes others: the current one, as C# has to know it before it starts a process."""

from __future__ import annotations

import multiprocessing.process as _process
from typing import Any

from . import _host
from ._clr import IS_MAIN_INTERPRETER
from ._peer import Peer, adopt, key_of


class StandIn(Peer):
    """The C# object for the current process.

    The Python object is what programs read and write. C# is told what has changed before it is asked.
    """

    def __init__(self, process: Any) -> None:
        self.process = process
        self._told: tuple[Any, ...] = ()
        library, parent_pid = _host.library(), process._parent_pid
        if parent_pid is None:
            # Each interpreter of a program has a current process of its own, from which its children inherit.
            super().__init__(library.current(another=not IS_MAIN_INTERPRETER))
        else:
            super().__init__(adopt(process, parent_pid))
            library.become(self._handle, str(process._parent_name), parent_pid, _process._parent_process._sentinel)

    @property
    def handle(self) -> int:
        """The number under which C# finds the object, which has been told of every change."""
        self.tell()
        return self._handle

    def tell(self) -> None:
        """Let C# know what has changed: name, key and daemon flag."""
        _host.check_owner(self.library)
        config = self.process._config
        now = str(self.process._name), key_of(config), bool(config.get("daemon"))
        if now != self._told:
            name, key, daemon = now
            library = self.library
            library.set_name(self._handle, name)
            library.set_authkey(self._handle, key)
            library.set_daemon(self._handle, daemon)
            self._told = now


_stand_in: StandIn | None = None


def current_peer() -> StandIn:
    """Return the peer of the current process; C# knows all of it now."""
    global _stand_in
    _host.library()  # refuses a forked child
    current = _process._current_process
    if _stand_in is None or _stand_in.process is not current or not _host.is_current(_stand_in.library):
        _stand_in = StandIn(current)
    _stand_in.tell()
    return _stand_in


def next_identity(class_name: str, has_group: bool) -> tuple[tuple[int, ...], str]:
    """Return the numbers of the next process and the name that it has by itself.

    The number is the next of ``multiprocessing.process._process_counter``. The classes of the standard library take theirs
    from it. So do, late, the objects that C# has made for itself, where it runs in a CLR that .NET code of the program
    shares. Where there is a group, which C# refuses, none is taken.
    """
    number = 0 if has_group else _next_number()
    creator = _process._current_process._identity
    return (*creator, number), _host.library().name_new(creator, class_name, number, has_group)


def _next_number() -> int:
    counter = _process._process_counter
    for _ in range(_host.library().numbers_taken()):
        next(counter)
    return next(counter)
