"""``multiprocessing.Process``, with every rule of it in C#.

Follows CPython's ``Lib/multiprocessing/process.py`` (3.10 to 3.15): names, order of checks and texts are the same. The
attributes are those of CPython's class, which programs read, write and delete; of our own there is none. What is Python
here is what only Python can do: hold Python objects, pickle them, run them in the child, and wait so that signals are
answered. C# says first whether a method may be called; then it is called on the base class, where error reporters and
tracers put wrappers of theirs, and that asks ``_popen``, which is C#'s process.
"""

import multiprocessing.process as _process
import os
import sys
import types

from . import _rules
from ._beside import Beside
from ._methods import STANDBY_METHOD, START_METHOD, default_method as _default_method
from ._submodules import of_original

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any


class _StartMethod:
    """The program's start method where that is one of ours, and otherwise the first of them."""

    def __get__(self, instance: object, owner: type) -> str:
        return str(STANDBY_METHOD if _default_method() == STANDBY_METHOD else START_METHOD)


_EMPTY_WHEN_FALSY = sys.version_info >= (3, 14, 1)
_NO_KWARGS = None if _EMPTY_WHEN_FALSY else {}  # as CPython's signature has it; it is never changed

_BASE_INTERRUPTS = hasattr(_process.BaseProcess, "interrupt")  # since CPython 3.14
_answers = Beside()  # an Answer where a result is wanted, in the child True


class Process(_process.BaseProcess):
    """An activity that runs in a process of its own: ``target(*args, **kwargs)``, or an overridden ``run()``.

    ``Process[int]`` is, to type checkers, one whose result is an ``int``. CPython: ``multiprocessing.process.BaseProcess``.
    """

    # ``Process[int]``: one whose result is an int. Only type checkers look at it.
    __class_getitem__ = classmethod(types.GenericAlias)

    _start_method = _StartMethod()

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
        from ._creator import next_identity  # here: a child that starts none needs it not

        creator = _process._current_process
        self._identity, own_name = next_identity(type(self).__name__, group is not None)
        self._config = creator._config.copy()
        self._parent_pid = os.getpid()
        self._parent_name = creator.name
        self._popen: "Any" = None
        self._closed = False
        self._target = target
        self._args = tuple(args)
        given: "Any" = kwargs  # None too, where this version takes it
        self._kwargs: "dict[str, Any]" = dict(given) if given or not _EMPTY_WHEN_FALSY else {}
        self._name = name or own_name
        if daemon is not None:
            self.daemon = daemon
        if result:
            from ._answer import Answer  # here: most processes have no result

            _answers[self] = Answer(capture_stderr)
        elif capture_stderr:
            raise ValueError("capture_stderr=True is for processes with a result: pass result=True, too")
        _process._dangling.add(self)

    def run(self) -> "Any":
        """Call the target, in the child; to be overridden in a subclass. What it returns is the result, where one is wanted.

        CPython: ``BaseProcess.run``.
        """
        returned = None
        if self in _answers:
            from ._returned import Returned

            returned = Returned(self)
        try:
            super().run()
        finally:
            value = returned and returned.take()
        return value

    def start(self) -> None:
        """Start the process. After an exception there is none, and the object can be started again.

        Unless it is the exception of a signal handler: that may come when the process has been started. Then the object
        has a pid, and the process is one of the active children like any other.

        AssertionError where it was started before, was made by another process, or the current process is daemonic;
        ValueError where it is closed. What cannot be pickled raises what the pickler raises; OSError tells what the
        system refused, RuntimeError that no interpreter was found or the main module is still being imported. For a C#
        method FileNotFoundError, AttributeError and TypeError tell which file, member or argument does not fit.
        CPython: ``BaseProcess.start``.
        """
        _rules.check(self, _rules.START)
        super().start()

    def interrupt(self) -> None:
        """Interrupt the process (SIGINT), as Ctrl-C does; nothing where it has ended.

        AttributeError before the start, as CPython 3.14 has it; ValueError where the object is closed.
        CPython: ``BaseProcess.interrupt``, since 3.14; here on every version.
        """
        _rules.check(self, _rules.SIGNAL, "interrupt")
        if _BASE_INTERRUPTS:
            super().interrupt()
        else:
            self._popen.interrupt()

    def terminate(self) -> None:
        """Terminate the process (SIGTERM); nothing where it has ended.

        Its own children, ``finally`` blocks and exit handlers are left to themselves. AttributeError before the start;
        ValueError where the object is closed. CPython: ``BaseProcess.terminate``.
        """
        _rules.check(self, _rules.SIGNAL, "terminate")
        super().terminate()

    def kill(self) -> None:
        """Kill the process (SIGKILL); nothing where it has ended.

        AttributeError before the start; ValueError where the object is closed. CPython: ``BaseProcess.kill``.
        """
        _rules.check(self, _rules.SIGNAL, "kill")
        super().kill()

    def join(self, timeout: float | None = None) -> None:
        """Wait until the process has ended, at most ``timeout`` seconds; None waits without end.

        ``exitcode`` tells whether it has. Signals are handled meanwhile. AssertionError where the process was not
        started, or not by this one; ValueError where the object is closed. CPython: ``BaseProcess.join``.
        """
        _rules.check(self, _rules.JOIN)
        super().join(timeout)

    def result(self, timeout: float | None = None) -> "Any":
        """Wait until the process has ended, and return what its target returned, or raise what it raised.

        ``timeout`` is in seconds; None waits without end. It may be called again, and by any thread. What the target
        raised has a ``RemoteTraceback`` as its cause; where it cannot be raised here, RemoteError tells of it.
        TimeoutError where the process has not ended in time; ``pybridge.ProcessDiedError`` where it ended before its
        target was done; PicklingError where what the target returned cannot be pickled; ValueError for a process that
        was not made with ``result=True`` or is closed; AssertionError where it was not started.
        """
        _rules.check(self, _rules.RESULT)
        answer, peer = _answers.get(self), getattr(self._popen, "peer", None)
        if answer is None or peer is None:
            raise ValueError("the process was made without result=True")
        peer.set_name(str(self._name))
        return answer.get(peer, lambda: Process.join(self, timeout))

    def is_alive(self) -> bool:
        """Return whether the process runs; one that has ended is reaped.

        AssertionError for a process that this one has not made; ValueError where the object is closed.
        CPython: ``BaseProcess.is_alive``.
        """
        _rules.check(self, _rules.IS_ALIVE)
        if _rules.is_current(self):
            return True
        return super().is_alive() and not _rules.is_lost(self._popen)

    def close(self) -> None:
        """Release what the object holds, after which nearly all of it raises ValueError; it may be called again.

        ValueError while the process runs. CPython: ``BaseProcess.close``.
        """
        _rules.check(self, _rules.CLOSE)
        if _rules.is_lost(self._popen):  # the base class would take it to run for ever
            self._popen.close()
            self._popen = None
            del self._sentinel
        super().close()

    @property
    def name(self) -> str:
        """The name, for people; it need not be the only one of its kind. AssertionError where it is set to no ``str``.

        CPython: ``BaseProcess.name``.
        """
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        if not isinstance(name, str):
            _rules.refuse_name()
        self._name = name

    @property
    def daemon(self) -> bool:
        """Whether the process is terminated when its parent exits; such a process may have no children.

        AssertionError where it is set after the start. CPython: ``BaseProcess.daemon``.
        """
        return self._config.get("daemon", False)

    @daemon.setter
    def daemon(self, daemonic: bool) -> None:
        _rules.check(self, _rules.SET_DAEMON)
        self._config["daemon"] = daemonic

    @property
    def authkey(self) -> bytes:
        """The authentication key, for connections between processes of one family.

        It is a ``bytes`` that refuses to be pickled but for a child, and is made from what it is set to, as ``bytes`` is.
        CPython: ``BaseProcess.authkey``.
        """
        return self._config["authkey"]

    @authkey.setter
    def authkey(self, authkey: bytes) -> None:
        self._config["authkey"] = _process.AuthenticationString(authkey)

    @property
    def exitcode(self) -> int | None:
        """The exit code, -N for death by signal N.

        None before the start, while the process runs, and where somebody else has taken its status. ValueError where the
        object is closed. CPython: ``BaseProcess.exitcode``.
        """
        _rules.check(self, _rules.EXITCODE)
        return self._popen if self._popen is None else self._popen.poll()

    @property
    def ident(self) -> int | None:
        """The process id; None before the start. ValueError where the object is closed.

        CPython: ``BaseProcess.ident`` and ``pid``.
        """
        _rules.check(self, _rules.PID)
        if _rules.is_current(self):
            return os.getpid()
        return self._popen and self._popen.pid

    pid = ident

    @property
    def sentinel(self) -> int:
        """A descriptor that becomes readable when the process ends: a pidfd, closed by ``close()``.

        ValueError before the start and where the object is closed. CPython: ``BaseProcess.sentinel``.
        """
        _rules.check(self, _rules.SENTINEL)
        return self._sentinel

    def __repr__(self) -> str:
        return _rules.text(self)

    # What other modules of multiprocessing call.

    @staticmethod
    def _Popen(process_obj: _process.BaseProcess) -> object:
        return Process._popen_of(process_obj, standby=_default_method() == STANDBY_METHOD)

    @staticmethod
    def _popen_of(process_obj: _process.BaseProcess, standby: bool) -> object:
        if standby:
            from ._reserve import StandbyPopen as Popen
        else:
            from ._popen import Popen
        runs_target = type(process_obj).run in (Process.run, _process.BaseProcess.run)
        return Popen(process_obj, runs_target, _answers.get(process_obj))

    def _bootstrap(self, parent_sentinel: int | None = None) -> int:
        from ._child import report

        if report is not None:
            _answers[self] = True
            self.run = report.watch(self.run)
        return super()._bootstrap(parent_sentinel)

    @staticmethod
    def _after_fork() -> None:
        """Nothing to put right: the process was not forked."""


def _find(name: str) -> "Any":
    """Return what ``multiprocessing.process`` has besides, for a program that has changed its import."""
    return of_original(_process, name)


if not TYPE_CHECKING:  # to a type checker it would say that there is every name
    __getattr__ = _find
