"""The C# object behind a Python process object."""

from collections.abc import MutableMapping
from multiprocessing import process as _process

from . import _host

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

AUTHKEY, DAEMON = "authkey", "daemon"


class Peer:
    """A handle of a C# ``Process``, and what C# cannot hold of it: Python objects given for a name or a flag.

    A peer that was unpickled has no handle at first, only the state it crossed with: most children never ask for
    what needs the library.
    """

    def __init__(
        self, class_name: str, handle: int | None, config: "dict[str, Any]", state: "dict[str, Any] | None" = None
    ) -> None:
        self.class_name = class_name
        self.config = config
        self.state = state
        self.odd_name: object = None
        self._handle = handle
        self._free: "Callable[[int], None] | None" = None
        if handle is not None:
            self._free = _host.library().free

    def __del__(self, _loaded: "Callable[[], bool]" = _host.loaded) -> None:
        # Bound while it is there: at the interpreter's exit the names of a module are None before its objects go.
        if self._free is not None and _loaded():
            self._free(self._handle)

    @property
    def handle(self) -> int:
        """The C# object; made now where this peer came from another process."""
        if self._handle is None:
            self._attach()
        return self._handle

    @property
    def detached(self) -> bool:
        return self._handle is None

    def __reduce__(self) -> "tuple[Callable[..., Peer], tuple]":
        config, state = dict(self.config), self.state
        if state is None:
            state, daemon, authkey = _host.library().describe(self.handle)
            if DAEMON in config:
                config[DAEMON] = _daemon(config[DAEMON], daemon)
            if AUTHKEY in config:
                config[AUTHKEY] = _authkey(config[AUTHKEY], authkey)
        return _restore, (self.class_name, config, state, self.odd_name)

    def describe(self) -> "dict[str, Any]":
        """What the object is, for another process."""
        if self.state is not None:
            return self.state
        return _host.library().describe(self.handle)[0]

    def _attach(self) -> None:
        library = _host.library()
        state = self.state
        self._handle = library.adopt(
            self.class_name,
            state["identity"],
            state["name"],
            bool(self.config.get(DAEMON)),
            bytes(self.config[AUTHKEY]),
            state["parent_pid"],
            state["parent_name"],
        )
        self._free = library.free
        self.state = None
        if getattr(_process._current_process, "_peer", None) is self:
            become(self._handle, state)


def become(handle: int, state: "dict[str, Any]") -> None:
    """Let C# know that the object stands for this process, which was started by another."""
    parent = _process._parent_process
    _host.library().become(handle, state["parent_name"], state["parent_pid"], parent._sentinel)


def _restore(class_name: str, config: "dict[str, Any]", state: "dict[str, Any]", odd_name: object) -> "Peer":
    peer = Peer(class_name, None, config, state)
    peer.odd_name = odd_name
    return peer


class ConfigView(MutableMapping):
    """``_config`` as the rest of ``multiprocessing`` and other packages read and write it.

    The daemon flag and the authentication key are the C# object's; the other entries are Python's own.
    """

    def __init__(self, peer: "Peer") -> None:
        self._peer = peer

    def __getitem__(self, key: str) -> "Any":
        value = self._peer.config[key]
        if key == DAEMON:
            return daemon_of(self._peer)
        if key == AUTHKEY:
            return authkey_of(self._peer)
        return value

    def __setitem__(self, key: str, value: "Any") -> None:
        if key == DAEMON:
            set_daemon(self._peer, value)
        elif key == AUTHKEY:
            set_authkey(self._peer, value)
        else:
            self._peer.config[key] = value

    def __delitem__(self, key: str) -> None:
        del self._peer.config[key]

    def __iter__(self) -> "Iterator[str]":
        return iter(self._peer.config)

    def __len__(self) -> int:
        return len(self._peer.config)

    def __repr__(self) -> str:
        return repr(dict(self))

    def copy(self) -> "dict[str, Any]":
        """Return a plain dictionary, as a new process object of the standard library takes it."""
        return dict(self)


def daemon_of(peer: "Peer") -> "Any":
    """Return the flag: the very object it was set to, as CPython does, as long as it says the same as C#'s."""
    given = peer.config.get(DAEMON, False)
    if peer.detached:
        return given
    return _daemon(given, _host.library().daemon(peer.handle))


def _daemon(given: "Any", daemon: bool) -> "Any":
    return given if bool(given) is daemon else daemon


def set_daemon(peer: "Peer", daemon: "Any") -> None:
    if not peer.detached:
        _host.library().set_daemon(peer.handle, bool(daemon))
    peer.config[DAEMON] = daemon


def authkey_of(peer: "Peer") -> _process.AuthenticationString:
    given = peer.config.get(AUTHKEY)
    if peer.detached:
        return given
    return _authkey(given, _host.library().authkey(peer.handle))


def _authkey(given: "Any", authkey: bytes) -> _process.AuthenticationString:
    return given if given == authkey else _process.AuthenticationString(authkey)


def set_authkey(peer: "Peer", authkey: bytes) -> None:
    if not peer.detached:
        _host.library().set_authkey(peer.handle, bytes(authkey))
    peer.config[AUTHKEY] = authkey
