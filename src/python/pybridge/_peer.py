"""The C# object behind a Python process object."""

from __future__ import annotations

from multiprocessing import process as _process
from typing import Any

from . import _host
from ._abi import ENDED_WITH_CODE, RUNNING
from ._config import AUTHKEY, DAEMON, ConfigView
from ._crossed import Crossed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from functools import partial

    from ._abi import Library


class Peer:
    """A C# ``Process`` under a handle, which is given back when Python drops the object.

    C# holds what a name, a daemon flag and a key say: a text, a truth value and bytes. CPython gives back the very
    object that was set, so those are kept here, and handed out as long as C# still says the same.
    """

    is_attached = True

    def __init__(self, class_name: str, handle: int, entries: dict[str, Any]) -> None:
        self.class_name = class_name
        self._handle = handle
        self._entries = entries
        self._given_name: tuple[object, str] | None = None  # an object that is no plain text, and the text it stands for
        self.library = _host.library()

    @classmethod
    def adopt(cls, crossed: Crossed) -> Peer:
        """Make the C# object for one that another process has made."""
        config, name = crossed.config, str(crossed.name)
        handle = _host.library().adopt(
            crossed.class_name, crossed.identity, name, bool(config.get(DAEMON)), bytes(config[AUTHKEY]),
            crossed.parent_pid or 0, crossed.parent_name or "",
        )
        peer = cls(crossed.class_name, handle, config)
        peer._give_name(crossed.name, name)
        return peer

    # Bound while it is there: at the interpreter's exit the names of a module are None before its objects go.
    def __del__(self, _is_current: Callable[[Library], bool] = _host.is_current) -> None:
        library = self.__dict__.get("library")
        if library is not None and _is_current(library):
            library.free(self._handle)

    @property
    def handle(self) -> int:
        """The number under which C# finds the object."""
        _host.check_owner(self.library)
        return self._handle

    def __reduce__(self) -> tuple[type[Crossed], tuple[Any, ...]]:
        # One question for all, with the answers that name, daemon and config would give.
        state, daemon, authkey = _host.library().describe(self.handle)
        config = dict(self._entries)
        if daemon or DAEMON in config:
            config[DAEMON] = self._daemon(daemon)
        if AUTHKEY in config:
            config[AUTHKEY] = self._authkey(authkey)
        return Crossed, (
            self.class_name, state["identity"], self._name(state["name"]), config, state["parent_pid"], state["parent_name"],
        )

    def become(self, parent_pid: int, parent_name: str) -> None:
        """Let C# know that this object stands for this process, which was started by another."""
        sentinel = _process._parent_process._sentinel
        _host.library().become(self.handle, parent_name, parent_pid, sentinel)

    # What it is

    @property
    def name(self) -> object:
        """The name: a ``str``, or any object that CPython's constructor was given for one."""
        return self._name(_host.library().name(self.handle))

    @name.setter
    def name(self, name: object) -> None:
        text = str(name)
        _host.library().set_name(self.handle, text)
        self._give_name(name, text)

    def rename(self, name: str) -> None:
        """Set the name; C# refuses what is no string."""
        _host.library().set_name(self.handle, name if isinstance(name, str) else None)
        self._give_name(name, str(name))

    def _give_name(self, name: object, text: str) -> None:
        self._given_name = None if type(name) is str else (name, text)

    def _name(self, text: str) -> object:
        if self._given_name is not None and self._given_name[1] == text:
            return self._given_name[0]
        return text

    @property
    def daemon(self) -> Any:
        """The daemon flag."""
        return self._daemon(_host.library().daemon(self.handle))

    @daemon.setter
    def daemon(self, daemonic: Any) -> None:
        _host.library().set_daemon(self.handle, bool(daemonic))
        self._entries[DAEMON] = daemonic

    def _daemon(self, daemon: bool) -> Any:
        given = self._entries.get(DAEMON, False)
        return given if bool(given) is daemon else daemon

    @property
    def authkey(self) -> _process.AuthenticationString:
        """The authentication key."""
        return self._authkey(_host.library().authkey(self.handle))

    @authkey.setter
    def authkey(self, authkey: bytes) -> None:
        _host.library().set_authkey(self.handle, bytes(authkey))
        self._entries[AUTHKEY] = authkey

    def _authkey(self, authkey: bytes) -> Any:
        given = self._entries.get(AUTHKEY)
        return given if given == authkey else _process.AuthenticationString(authkey)

    @property
    def config(self) -> ConfigView:
        """The entries of ``_config``. They may be replaced by others; the key stays where those have none."""
        return ConfigView(self, self._entries)

    @config.setter
    def config(self, config: Mapping[str, Any]) -> None:
        view = self.config
        for key in {*view} - {*config, AUTHKEY}:
            del view[key]
        view.update(config)

    @property
    def identity(self) -> tuple[int, ...]:
        """The numbers of the process: each the place among the children of its parent; none for the main process."""
        return self._state("identity")

    @property
    def parent_pid(self) -> int | None:
        """The process id of the creator; None for the main process and for a parent."""
        return self._state("parent_pid")

    @property
    def parent_name(self) -> str | None:
        """The name that the creator had then; None where it has no ``parent_pid``."""
        state = _host.library().describe(self.handle)[0]
        return None if state["parent_pid"] is None else state["parent_name"]

    def _state(self, key: str) -> Any:
        return _host.library().describe(self.handle)[0][key]

    @property
    def pid(self) -> int | None:
        """The process id; None before the start."""
        return _host.library().pid(self.handle)

    @property
    def sentinel(self) -> int:
        """The pidfd."""
        return _host.library().sentinel(self.handle)

    @property
    def closed(self) -> bool:
        """Whether the object was closed."""
        return _host.library().closed(self.handle)

    def is_alive(self) -> bool:
        """Whether the process runs."""
        return _host.library().is_alive(self.handle)

    def exitcode(self) -> tuple[bool, int | None]:
        """Return whether the process has ended, and the code; a status that somebody else took is not known."""
        state, code = _host.library().exitcode(self.handle)
        return state != RUNNING, code if state == ENDED_WITH_CODE else None

    def repr(self, class_name: str, name: object, daemon: bool) -> str:
        """Return the text of the object."""
        return _host.library().repr(self.handle, class_name, repr(name), daemon)

    # What is done with it

    def begin_start(self, creator: Peer) -> None:
        """Check whether the process may be started, and raise what CPython raises where it may not."""
        _host.library().begin_start(self.handle, creator.handle)

    def finish_start(
        self,
        arguments: list[bytes],
        message: bytes,
        kept: list[int],
        then: Sequence[partial[None]],
        blocked: frozenset[int] | None = None,
    ) -> None:
        """Start an interpreter: its command line, its start message, and the descriptors that it is given.

        See ``_abi.Library.finish_start`` for ``then`` and ``blocked``.
        """
        _host.library().finish_start(self.handle, arguments, message, kept, then, blocked)

    def finish_start_method(
        self, assembly: str, method: str, worker: bytes, call: bytes, kept: list[int], then: Sequence[partial[None]]
    ) -> None:
        """Start the worker program, which calls a method of an assembly with pickled arguments."""
        _host.library().finish_start_method(self.handle, assembly, method, worker, call, kept, then)

    def want_result(self, capture_stderr: bool) -> None:
        """Let the child hand back a result; to be called before the start."""
        _host.library().want_result(self.handle, capture_stderr)

    def take_result(self, demand: bool) -> tuple[int, int, int, bytes]:
        """Return the kind of the result and where it is; see ``_abi.Library.take_result``."""
        return _host.library().take_result(self.handle, demand)

    def interrupt(self) -> None:
        """Send SIGINT."""
        _host.library().interrupt(self.handle)

    def terminate(self) -> None:
        """Send SIGTERM."""
        _host.library().terminate(self.handle)

    def kill(self) -> None:
        """Send SIGKILL."""
        _host.library().kill(self.handle)

    def close(self) -> None:
        """Release what C# holds of the process."""
        _host.library().close(self.handle)

    def join(self, timeout: float | None) -> bool:
        """Wait for the end, in Python, so that a signal handler runs and may raise; return whether it has come."""
        library = _host.library()
        if timeout is None:
            while not library.join(self.handle, _wait_for_ever):
                # It is dead, but another process traces it and is to see that first: until then nobody can reap it.
                _pause()
            return True
        return library.join(self.handle, lambda descriptor: _wait_for(descriptor, timeout))


def attach(process: _process.BaseProcess) -> Peer:
    """Make the C# object of one of our process objects that came from another process."""
    crossed: Crossed = process._peer
    if crossed.peer is None:
        crossed.peer = Peer.adopt(crossed)
        if _process._current_process.__dict__.get("_peer") is crossed:
            crossed.peer.become(crossed.parent_pid or 0, crossed.parent_name or "")
    process._peer = crossed.peer
    return process._peer


def _wait_for_ever(descriptor: int) -> None:
    import select  # here: an extension module, which most children never need

    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    poll.poll()


def _wait_for(descriptor: int, timeout: float) -> None:
    from multiprocessing.connection import wait  # here: it imports sockets

    wait([descriptor], timeout)


def _pause() -> None:
    import time

    time.sleep(0.001)
