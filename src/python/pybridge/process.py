"""``multiprocessing.Process``, with every rule of it in C#.

Follows CPython's ``Lib/multiprocessing/process.py`` (3.10 to 3.14): names, order of checks and texts are the same.
What is Python here is what only Python can do: hold Python objects, pickle them, run them in the child, and wait so
that signals are answered.
"""

import multiprocessing.process as _process
import sys
import types

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from ._peer import Peer

_EMPTY_WHEN_FALSY = sys.version_info >= (3, 14, 1)
_NO_KWARGS = None if _EMPTY_WHEN_FALSY else {}  # as CPython's signature has it; it is never changed


def _missing(process: "Process", attribute: str) -> AttributeError:
    return AttributeError(f"{type(process).__name__!r} object has no attribute {attribute!r}")


def _asked(process: "Process", attribute: str = "_closed") -> "Peer":
    """Return the C# object of a process object; where it came from another process, it is made now.

    Without one ``__init__`` was skipped. Then CPython misses the attribute that it looks at first: most of its members
    begin with ``_check_closed``, and the others say so here.
    """
    try:
        peer = process.__dict__["_peer"]
    except KeyError:
        raise _missing(process, attribute) from None
    if peer.is_attached:
        return peer
    from ._peer import attach  # here: it loads the library, which most children never need

    return attach(process)


class _State:
    """An attribute of CPython's object that other modules and packages read: it is the peer's."""

    def __init__(self, is_always_there: bool = True) -> None:
        self._is_always_there = is_always_there

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, process: "Process | None", owner: "type | None" = None) -> "Any":
        if process is None:
            return self
        peer = process.__dict__.get("_peer")
        value = getattr(peer, self._name[1:], None)
        if peer is None or (value is None and not self._is_always_there):
            raise _missing(process, self._name)
        return value


class _WritableState(_State):
    """One that they write, too."""

    def __set__(self, process: "Process", value: "Any") -> None:
        peer = process.__dict__.get("_peer")
        if peer is None:
            raise _missing(process, self._name)
        setattr(peer, self._name[1:], value)


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
        kwargs: "Mapping[str, Any] | None" = _NO_KWARGS,
        *,
        daemon: bool | None = None,
        result: bool = False,
        capture_stderr: bool = False,
    ) -> None:
        """Make the object; no process is there before ``start()``.

        ``group`` is None, as in ``threading.Thread``. ``target`` is what the child calls with ``args`` and ``kwargs``: a
        Python callable that can be pickled, or a C# method (``pybridge.csharp``). ``name`` is for people; by itself it
        is the class and the numbers, as in ``Process-1:2``. ``daemon`` and the authentication key are those of the
        current process, unless ``daemon`` is given: a daemonic process is terminated when its parent exits, and may have
        no children. With ``result`` the child hands back what the target returns or raises, for ``result()``, and with
        ``capture_stderr`` the end of its stderr is told where it dies before.

        AssertionError where ``group`` is something; TypeError for ``args`` that are not iterable and ``kwargs`` that are
        no mapping; ValueError for ``capture_stderr`` without ``result``; ImportError where the C# library is missing or
        does not fit; RuntimeError in a process that was forked from one in which it was loaded. CPython:
        ``multiprocessing.process.BaseProcess.__init__``.
        """
        from ._creator import new_peer, next_number  # here: a child that starts none needs it not

        number = 0 if group is not None else next_number()
        self._peer = new_peer(type(self).__name__, number, group is not None)
        self._popen = None
        self._target = target
        self._args = tuple(args)
        given: "Any" = kwargs  # None too, where this version takes it
        self._kwargs: "dict[str, Any]" = dict(given) if given or not _EMPTY_WHEN_FALSY else {}
        if name:
            self._name = name
        if daemon is not None:
            self.daemon = daemon
        if result:
            from ._answer import Answer  # here: most processes have no result

            self._peer.want_result(capture_stderr)
            self._answer = Answer()
        elif capture_stderr:
            raise ValueError("capture_stderr=True is for processes with a result: pass result=True, too")
        _process._dangling.add(self)

    def run(self) -> "Any":
        """Call the target, in the child; to be overridden in a subclass. What it returns is the result, where one is wanted."""
        if self._target:
            returned = self._target(*self._args, **self._kwargs)
            return None if self._answer is None else returned

    def start(self) -> None:
        """Start the process. After an exception there is none, and the object can be started again.

        Unless it is the exception of a signal handler: that may come when the process has been started. Then the object
        has a pid, and the process is one of the active children like any other.

        AssertionError where it was started before, was made by another process, or the current process is daemonic;
        ValueError where it is closed. What cannot be pickled raises what the pickler raises; OSError tells what the
        system refused, RuntimeError that no interpreter was found or the main module is still being imported. For a C#
        method FileNotFoundError, AttributeError and TypeError tell which file, member or argument does not fit.
        """
        from ._creator import current_peer  # here: a child that starts none needs it not

        peer = _asked(self)
        peer.begin_start(current_peer())  # a daemon starts nothing, and that may have changed
        _process._cleanup()
        self._popen = self._Popen(self)
        # What the child has now is released here (bpo-30775).
        del self._target, self._args, self._kwargs
        _process._children.add(self)

    def interrupt(self) -> None:
        """Interrupt the process (SIGINT), as Ctrl-C does; nothing where it has ended.

        AttributeError before the start, as CPython 3.14 has it; ValueError where the object is closed.
        """
        _asked(self).interrupt()

    def terminate(self) -> None:
        """Terminate the process (SIGTERM); nothing where it has ended.

        Its own children, ``finally`` blocks and exit handlers are left to themselves. AttributeError before the start;
        ValueError where the object is closed.
        """
        _asked(self).terminate()

    def kill(self) -> None:
        """Kill the process (SIGKILL); nothing where it has ended.

        AttributeError before the start; ValueError where the object is closed.
        """
        _asked(self).kill()

    def join(self, timeout: float | None = None) -> None:
        """Wait until the process has ended, at most ``timeout`` seconds; None waits without end.

        ``exitcode`` tells whether it has. Signals are handled meanwhile. AssertionError where the process was not
        started, or not by this one; ValueError where the object is closed.
        """
        if _asked(self).join(timeout):
            _process._children.discard(self)

    def result(self, timeout: float | None = None) -> "Any":
        """Wait until the process has ended, and return what its target returned, or raise what it raised.

        ``timeout`` is in seconds; None waits without end. It may be called again, and by any thread. What the target
        raised has a ``RemoteTraceback`` as its cause; where it cannot be raised here, RemoteError tells of it.
        TimeoutError where the process has not ended in time; ``pybridge.ProcessDiedError`` where it ended before its
        target was done; PicklingError where what the target returned cannot be pickled; ValueError for a process that
        was not made with ``result=True`` or is closed; AssertionError where it was not started.
        """
        peer = _asked(self)
        if self._answer in (None, True):  # True: this is the child itself
            return peer.take_result(demand=False)  # raises what is wrong
        return self._answer.get(peer, lambda: Process.join(self, timeout))

    def is_alive(self) -> bool:
        """Return whether the process runs; one that has ended is reaped.

        AssertionError for a process that this one has not made; ValueError where the object is closed.
        """
        if _asked(self).is_alive():
            return True
        _process._children.discard(self)
        return False

    def close(self) -> None:
        """Release what the object holds, after which nearly all of it raises ValueError; it may be called again.

        ValueError while the process runs.
        """
        _asked(self, "_popen").close()
        if self.__dict__.get("_popen") is not None:
            self._popen = None
            _process._children.discard(self)

    @property
    def name(self) -> str:
        """The name, for people; it need not be the only one of its kind. AssertionError where it is set to no ``str``."""
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        _asked(self, "_name").rename(name)

    @property
    def daemon(self) -> bool:
        """Whether the process is terminated when its parent exits; such a process may have no children.

        AssertionError where it is set after the start.
        """
        return self._config.get("daemon", False)

    @daemon.setter
    def daemon(self, daemonic: bool) -> None:
        _asked(self, "_popen").daemon = daemonic

    @property
    def authkey(self) -> bytes:
        """The authentication key, for connections between processes of one family.

        It is a ``bytes`` that refuses to be pickled but for a child, and is made from what it is set to, as ``bytes`` is.
        """
        return self._config["authkey"]

    @authkey.setter
    def authkey(self, authkey: bytes) -> None:
        self._config["authkey"] = _process.AuthenticationString(authkey)

    @property
    def exitcode(self) -> int | None:
        """The exit code, -N for death by signal N.

        None before the start, while the process runs, and where somebody else has taken its status. ValueError where the
        object is closed.
        """
        return _asked(self).exitcode()[1]

    @property
    def ident(self) -> int | None:
        """The process id; None before the start. ValueError where the object is closed."""
        return _asked(self).pid

    pid = ident

    @property
    def sentinel(self) -> int:
        """A descriptor that becomes readable when the process ends: a pidfd, closed by ``close()``.

        ValueError before the start and where the object is closed.
        """
        return _asked(self).sentinel

    def __repr__(self) -> str:
        return _asked(self).repr(type(self).__name__, self._name, bool(self.daemon))

    # What other modules of multiprocessing, and packages beside it, read, write and call.

    _closed = _State()
    _identity = _State()  # type: ignore[assignment]
    _parent_pid = _State()
    _parent_name = _State(is_always_there=False)  # neither the main process nor a parent's object has one
    _name = _WritableState()  # any object, as CPython's constructor takes it; only ``name`` wants a string
    _config = _WritableState()

    @staticmethod
    def _Popen(process_obj: _process.BaseProcess) -> object:
        from ._popen import Popen  # here: a child that starts none needs it not

        runs_target = type(process_obj).run in (Process.run, _process.BaseProcess.run)
        return Popen(process_obj, runs_target)

    def _bootstrap(self, parent_sentinel: int | None = None) -> int:
        if self._answer is not None:
            from ._child import report  # here: only a child with a result has one

            if report is not None:
                self.run = report.watch(self.run)
        return super()._bootstrap(parent_sentinel)

    @staticmethod
    def _after_fork() -> None:
        """Nothing to put right: the process was not forked."""

    @property
    def _sentinel(self) -> int:
        try:
            return self.sentinel
        except ValueError:
            raise _missing(self, "_sentinel") from None
