"""How the functions of the C ABI are called: errors raised, signals blocked, and a start in one step."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence

from ._abi_table import SIGNATURES, STARTING, WITHOUT_ERRORS, Launch  # first: it imports ctypes with the standard numbers taken
import ctypes
from ctypes import byref, c_char_p, c_int, c_void_p

from ._abi_values import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    # What follows from a start, given the numbers that will be known then: each call is one of C, and returns None.
    Then = Callable[[Iterable[int]], Sequence[functools.partial[None]]]

_SignalSet = ctypes.c_uint64 * 16  # ``sigset_t``
_BLOCK, _SET_MASK = 0, 2  # SIG_BLOCK, SIG_SETMASK
# All but those that a thread brings upon itself (SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV) and SIGRTMIN, which is .NET's.
_BLOCKED = _SignalSet(~sum(1 << (number - 1) for number in (4, 5, 7, 8, 11, 34)) & (1 << 64) - 1)

_CALL = functools.partial.__call__


class Standby:
    """How a worker is started that may take over a start, or why none may take over this one."""

    def __init__(self, arguments: list[bytes], message: bytes, refusal: str | None = None) -> None:
        self.arguments = arguments
        self.message = message
        self.refusal = refusal

    def launch(self, environment: c_void_p) -> Launch:
        """Return the launch of such a worker."""
        return launch_of(self.arguments, environment, self.message)


class Caller:
    """The functions, each an attribute of its name: ``pybridge_check`` is ``_check``."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Callable: ...

    def __init__(self, find: Callable[[str], Callable], makes_threads: bool = False) -> None:
        """``makes_threads``: any call may make one, as in the CLR; then the program's signals are blocked in each."""
        self._mask_signals: Any = _mask_signals() if makes_threads else None
        call_blocked = _blocking(self._mask_signals)
        for name, arguments in SIGNATURES.items():
            function = find(name)
            function.argtypes = arguments
            function.restype = c_int
            if name not in (*WITHOUT_ERRORS, *STARTING):
                function.errcheck = self._raise_error
            if makes_threads and name not in STARTING:
                function = functools.partial(call_blocked, function)
            setattr(self, "_" + name.removeprefix("pybridge_"), function)

    def _start(
        self,
        finish: Callable,
        called: tuple,
        arguments: list[bytes],
        message: bytes,
        kept: list[int],
        then: Then,
        blocked: frozenset[int] | None,
        standby: Standby | None,
        awaits_reader: bool = False,
    ) -> None:
        """Start a process and, if that succeeds, do what ``then`` returned.

        A signal handler runs between two steps of Python's own, and may raise: then there would be a child that nobody
        knows of. So there is no such step in between, and none of these functions is one of Python.
        """
        environment, before = c_void_p(), _SignalSet()
        try:
            self._environment_take(byref(environment))  # ``os.putenv`` included
            launch = launch_of(arguments, environment, message, kept, awaits_reader)
            worker = None  # until the start is over
            if standby is not None and standby.refusal is not None:
                launch.standby_refusal = standby.refusal.encode()
            elif standby is not None:
                worker = standby.launch(environment)
                launch.standby = ctypes.addressof(worker)
            numbers = (c_int * 2)()  # its sentinel and its process id
            steps = [functools.partial(finish, *called, byref(launch), numbers), *then(numbers)]
            if blocked is not None:
                before[0] = sum(1 << (number - 1) for number in blocked)
                launch.signal_mask = ctypes.addressof(before)
            if self._mask_signals is None:
                failed = any(map(_CALL, steps))
            else:
                failed = self._with_signals_blocked(steps, launch)
            if failed:
                raise error(self._last_error)
        finally:
            if environment:
                self._free(environment)

    def _with_signals_blocked(self, steps: list[functools.partial], launch: Launch) -> bool:
        """Take the steps up to the first that fails. The child blocks what this thread has blocked before."""
        before = _SignalSet()
        restore = functools.partial(self._mask_signals, _SET_MASK, byref(before), None)
        self._mask_signals(_BLOCK, None, byref(before))
        if not launch.signal_mask:
            launch.signal_mask = ctypes.addressof(before)
        try:
            return any(map(_CALL, [functools.partial(self._mask_signals, _BLOCK, byref(_BLOCKED), None), *steps]))
        finally:
            restore()

    def _raise_error(self, status: int, function: Callable, arguments: tuple) -> int:
        if status:
            raise error(self._last_error)
        return status


def launch_of(
    arguments: list[bytes],
    environment: c_void_p,
    message: bytes,
    kept: Sequence[int] = (),
    awaits_reader: bool = False,
) -> Launch:
    """Return the structure for a start with these; the environment is not taken over."""
    return Launch(
        (c_char_p * (len(arguments) + 1))(*arguments, None),
        environment.value,
        message,
        len(message),
        (c_int * len(kept))(*kept),
        len(kept),
        awaits_reader,
    )


def _blocking(mask_signals: Any) -> Callable:
    """Return a function that calls another one with signals blocked.

    It is one in a function for the names that it uses: those of a module are None at the interpreter's exit before the last
    objects go, whose handles are given back by such a call.
    """
    signal_set, block, set_mask, blocked = _SignalSet, _BLOCK, _SET_MASK, byref(_BLOCKED)
    pointer, partial = byref, functools.partial

    def call_blocked(function: Callable, *arguments: object) -> int:
        before = signal_set()
        restore = partial(mask_signals, set_mask, pointer(before), None)
        mask_signals(block, None, pointer(before))
        try:
            mask_signals(block, blocked, None)
            return function(*arguments)
        finally:
            restore()

    return call_blocked


def _mask_signals() -> Callable:
    """Return ``pthread_sigmask`` of the C library, which runs no signal handlers of Python."""
    function = ctypes.CDLL(None).pthread_sigmask
    function.argtypes = (c_int, c_void_p, c_void_p)
    return function
