"""``multiprocessing.Process``, with every rule of it in C#.

Follows CPython's ``Lib/multiprocessing/process.py`` (3.10 to 3.14): names, order of checks and texts are the same.
What is Python here is what only Python can do: hold Python objects, pickle them, run them in the child, and wait so
that signals are answered.
"""

import multiprocessing.process as _process
import sys
import types

from . import _host
from ._peer import AUTHKEY, ConfigView, Peer, authkey_of, daemon_of, set_authkey, set_daemon

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

_EMPTY_WHEN_FALSY = sys.version_info >= (3, 14, 1)


def _peer_of(process: "Process", first_attribute: str) -> "Peer":
    """Return the peer; without one ``__init__`` was skipped, and CPython names the attribute it missed first."""
    try:
        return process.__dict__["_peer"]
    except KeyError:
        raise AttributeError(
            f"{type(process).__name__!r} object has no attribute {first_attribute!r}"
        ) from None


class Process(_process.BaseProcess):
    """An activity that runs in a process of its own: ``target(*args, **kwargs)``, or an overridden ``run()``."""

    # ``Process[int]``: one whose result is an int. Only type checkers look at it.
    __class_getitem__ = classmethod(types.GenericAlias)

    _start_method = "pybridge"
    _answer: "Any" = None  # an Answer where a result is wanted, in the child True

    def __init__(
        self,
        group: None = None,
        target: "Callable[..., object] | None" = None,
        name: str | None = None,
        args: "Iterable[Any]" = (),
        kwargs: "Mapping[str, Any]" = {},  # noqa: B006 - CPython's signature; it is never changed
        *,
        daemon: bool | None = None,
        result: bool = False,
        capture_stderr: bool = False,
    ) -> None:
        from ._current import current_peer  # not above: a child that starts none needs it not

        creator = current_peer()
        number = 0 if group is not None else next(_process._process_counter)
        class_name = type(self).__name__
        handle = _host.library().new(class_name, number, group is not None)
        self._peer = Peer(class_name, handle, ConfigView(creator).copy())
        self._popen = None
        self._target = target
        self._args = tuple(args)
        self._kwargs = dict(kwargs) if kwargs or not _EMPTY_WHEN_FALSY else {}
        if name:
            self._name = name
        if daemon is not None:
            self.daemon = daemon
        if result:
            from ._answer import Answer

            _host.library().want_result(handle, capture_stderr)
            self._answer = Answer()
        elif capture_stderr:
            raise ValueError("capture_stderr=True is for processes with a result: pass result=True, too")
        _process._dangling.add(self)

    def run(self) -> "Any":
        """Call the target; to be overridden in a subclass. What it returns is the result, where one is wanted."""
        if self._target:
            returned = self._target(*self._args, **self._kwargs)
            return None if self._answer is None else returned

    def start(self) -> None:
        """Start the process. After an exception there is none, and the object can be started again."""
        from ._current import current_peer

        peer = _peer_of(self, "_closed")
        current_peer()
        _host.library().begin_start(peer.handle)
        _process._cleanup()
        self._popen = self._Popen(self)
        # What the child has now is released here (bpo-30775).
        del self._target, self._args, self._kwargs
        _process._children.add(self)

    def interrupt(self) -> None:
        """Interrupt the process (SIGINT), as Ctrl-C does."""
        _host.library().interrupt(_peer_of(self, "_closed").handle)

    def terminate(self) -> None:
        """Terminate the process (SIGTERM)."""
        _host.library().terminate(_peer_of(self, "_closed").handle)

    def kill(self) -> None:
        """Kill the process (SIGKILL)."""
        _host.library().kill(_peer_of(self, "_closed").handle)

    def join(self, timeout: float | None = None) -> None:
        """Wait until the process has ended, at most ``timeout`` seconds."""
        if join_peer(_peer_of(self, "_closed"), timeout):
            _process._children.discard(self)

    def result(self, timeout: float | None = None) -> "Any":
        """Wait until the process has ended, and return what its target returned, or raise what it raised.

        For a process that was made with ``result=True``. TimeoutError where it has not ended after ``timeout`` seconds,
        ``pybridge.ProcessDiedError`` where it ended before its target was done.
        """
        peer = _peer_of(self, "_closed")
        if self._answer in (None, True):  # True: this is the child itself
            _host.library().take_result(peer.handle, demand=False)  # raises what is wrong
        return self._answer.get(peer, lambda: Process.join(self, timeout))

    def is_alive(self) -> bool:
        """Return whether the process runs."""
        if _host.library().is_alive(_peer_of(self, "_closed").handle):
            return True
        _process._children.discard(self)
        return False

    def close(self) -> None:
        """Release what the object holds; ValueError while the process runs."""
        peer = _peer_of(self, "_popen")
        _host.library().close(peer.handle)
        if self.__dict__.get("_popen") is not None:
            self._popen = None
            _process._children.discard(self)

    @property
    def name(self) -> str:
        """The name, for people."""
        peer = _peer_of(self, "_name")
        _ = peer.handle
        return _name_of(peer)

    @name.setter
    def name(self, name: str) -> None:
        peer = _peer_of(self, "_name")
        _host.library().set_name(peer.handle, name if isinstance(name, str) else None)
        peer.odd_name = None if type(name) is str else name

    @property
    def daemon(self) -> bool:
        """Whether the process is terminated when its parent exits."""
        peer = _peer_of(self, "_config")
        _ = peer.handle
        return daemon_of(peer)

    @daemon.setter
    def daemon(self, daemonic: bool) -> None:
        peer = _peer_of(self, "_popen")
        _ = peer.handle
        set_daemon(peer, daemonic)

    @property
    def authkey(self) -> bytes:
        """The authentication key, a ``bytes`` that refuses to be pickled."""
        peer = _peer_of(self, "_config")
        _ = peer.handle
        return authkey_of(peer)

    @authkey.setter
    def authkey(self, authkey: bytes) -> None:
        peer = _peer_of(self, "_config")
        _ = peer.handle
        set_authkey(peer, _process.AuthenticationString(authkey))

    @property
    def exitcode(self) -> int | None:
        """The exit code, -N for death by signal N; None while the process has not ended."""
        return exitcode_of(_peer_of(self, "_closed"))[1]

    @property
    def ident(self) -> int | None:
        """The process id; None before the start."""
        return _host.library().pid(_peer_of(self, "_closed").handle)

    pid = ident

    @property
    def sentinel(self) -> int:
        """A descriptor that becomes readable when the process ends: a pidfd."""
        return _host.library().sentinel(_peer_of(self, "_closed").handle)

    def __repr__(self) -> str:
        peer = _peer_of(self, "_closed")
        return _host.library().repr(peer.handle, type(self).__name__, repr(_name_of(peer)), bool(self.daemon))

    # What other modules of multiprocessing, and packages beside it, read and write.

    @staticmethod
    def _Popen(process_obj: _process.BaseProcess) -> object:
        from ._popen import Popen

        return Popen(process_obj)

    def _bootstrap(self, parent_sentinel: int | None = None) -> int:
        if self._answer is not None:
            from ._child import report

            if report is not None:
                self.run = report.watch(self.run)
        return super()._bootstrap(parent_sentinel)

    @staticmethod
    def _after_fork() -> None:
        """Nothing to put right: the process was not forked."""

    @property
    def _identity(self) -> tuple[int, ...]:
        peer = _peer_of(self, "_identity")
        return peer.describe()["identity"]

    @property
    def _name(self) -> str:
        return _name_of(_peer_of(self, "_name"))

    @_name.setter
    def _name(self, name: object) -> None:
        """Take any object, as CPython's constructor does; only the property ``name`` wants a string."""
        peer = _peer_of(self, "_name")
        _host.library().set_name(peer.handle, str(name))
        peer.odd_name = None if type(name) is str else name

    @property
    def _config(self) -> "ConfigView":
        return ConfigView(_peer_of(self, "_config"))

    @_config.setter
    def _config(self, config: "Mapping[str, Any]") -> None:
        peer = _peer_of(self, "_config")
        missing = {key: peer.config[key] for key in (AUTHKEY,) if key in peer.config and key not in config}
        peer.config = missing
        ConfigView(peer).update(config)

    @property
    def _parent_pid(self) -> int | None:
        return _peer_of(self, "_parent_pid").describe()["parent_pid"]

    @property
    def _parent_name(self) -> str:
        state = _peer_of(self, "_parent_name").describe()
        if state["parent_pid"] is None:  # as in CPython, neither the main process nor a parent's object has one
            raise AttributeError(f"{type(self).__name__!r} object has no attribute '_parent_name'")
        return state["parent_name"]

    @property
    def _closed(self) -> bool:
        peer = _peer_of(self, "_closed")
        return not peer.detached and _host.library().closed(peer.handle)

    @property
    def _sentinel(self) -> int:
        try:
            return self.sentinel
        except ValueError:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute '_sentinel'") from None


def _name_of(peer: "Peer") -> str:
    name = peer.state["name"] if peer.detached else _host.library().name(peer.handle)
    return name if peer.odd_name is None else peer.odd_name


def exitcode_of(peer: "Peer") -> tuple[bool, int | None]:
    """Return whether the process has ended, and the code; a status that somebody else took is not known."""
    from ._abi import ENDED_WITH_CODE, RUNNING

    state, code = _host.library().exitcode(peer.handle)
    return state != RUNNING, code if state == ENDED_WITH_CODE else None


def join_peer(peer: "Peer", timeout: float | None) -> bool:
    """Wait for the end, in Python, so that a signal handler runs and may raise; return whether it has come."""
    library = _host.library()
    wait, descriptor = library.begin_join(peer.handle)
    if not wait:
        return True
    try:
        if timeout is None:
            _wait_for(descriptor)
        else:
            from multiprocessing.connection import wait as wait_for_any

            wait_for_any([descriptor], timeout)
    finally:
        ended = library.end_join(wait)
    return ended


def _wait_for(descriptor: int) -> None:
    import select

    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    poll.poll()
