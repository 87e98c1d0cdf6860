"""The C ABI of the C# library, as ``pybridge.h`` documents it. ``_hostfxr`` alone imports ``ctypes``, too."""

from __future__ import annotations

import _codecs
import builtins
import errno
import functools
import os
import pickle
import struct
import sys
from collections.abc import Callable, Iterable, Sequence

from . import _errors
from ._loading import standard_numbers_taken

with standard_numbers_taken():  # libffi 3.5 opens a file for the first callback, which ctypes makes, and never closes it
    import ctypes
from ctypes import POINTER, byref, c_char, c_char_p, c_int, c_int64, c_void_p

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    # What follows from a start, given the numbers that will be known then: each call is one of C, and returns None.
    Then = Callable[[Iterable[int]], Sequence[functools.partial[None]]]

VERSION = 9

_Handle = c_void_p
_Text = c_char_p  # UTF-16 units in the machine's order; never zero-terminated, the length comes with it
_Int = POINTER(c_int)
_Int64 = POINTER(c_int64)
_HandleOut = POINTER(c_void_p)


class Launch(ctypes.Structure):
    """``pybridge_launch``: how a child is to be started."""

    _fields_ = (
        ("arguments", POINTER(c_char_p)),
        ("environment", c_void_p),
        ("message", c_char_p),
        ("message_length", c_int64),
        ("kept_descriptors", POINTER(c_int)),
        ("kept_descriptor_count", c_int),
        ("signal_mask", c_void_p),
    )


# ``pybridge_description``: the parent's process id, the daemon flag, then how many numbers the identity, units the names
# and bytes the key have that follow it.
DESCRIPTION = struct.Struct("=6i")

SIGNATURES: dict[str, tuple[type, ...]] = {
    "pybridge_abi_version": (),
    "pybridge_last_error": (c_void_p, c_int, c_void_p, c_int, _Int, c_void_p, c_int, _Int, _Int),
    "pybridge_free": (_Handle,),
    "pybridge_current": (c_int, _HandleOut),
    "pybridge_parent": (_HandleOut,),
    "pybridge_active_children": (_HandleOut, c_int, _Int),
    "pybridge_end_other_children": (_HandleOut,),
    "pybridge_become": (_Handle, _Text, c_int, c_int, c_int),
    "pybridge_numbers_taken": (_Int,),
    "pybridge_name_new": (_Int, c_int, _Text, c_int, c_int, c_int, c_void_p, c_int, _Int),
    "pybridge_process_adopt": (
        _Text, c_int, _Int, c_int, _Text, c_int, c_int, c_char_p, c_int, c_int, _Text, c_int, _HandleOut,
    ),
    "pybridge_check": (c_int, c_int, _Text, c_int),
    "pybridge_repr": (
        c_int, _Text, c_int, _Text, c_int, _Text, c_int, _Text, c_int, c_int, c_int, c_int, c_void_p, c_int, _Int,
    ),
    "pybridge_process_set_name": (_Handle, _Text, c_int),
    "pybridge_process_set_daemon": (_Handle, c_int),
    "pybridge_process_set_authkey": (_Handle, c_char_p, c_int),
    "pybridge_process_get_pid": (_Handle, _Int),
    "pybridge_process_get_exitcode": (_Handle, _Int, _Int),
    "pybridge_process_get_sentinel": (_Handle, _Int),
    "pybridge_process_is_alive": (_Handle, _Int),
    "pybridge_process_interrupt": (_Handle,),
    "pybridge_process_terminate": (_Handle,),
    "pybridge_process_kill": (_Handle,),
    "pybridge_process_close": (_Handle,),
    "pybridge_process_describe": (_Handle, c_void_p, c_int, _Int),
    "pybridge_process_get_closed": (_Handle, _Int),
    "pybridge_process_begin_start": (_Handle, _Handle),
    "pybridge_environment_take": (_HandleOut,),
    "pybridge_process_finish_start": (_Handle, POINTER(Launch), _Int),
    "pybridge_process_finish_start_method": (_Handle, _Text, c_int, _Text, c_int, POINTER(Launch), _Int),
    "pybridge_process_begin_join": (_Handle, _Int, _HandleOut),
    "pybridge_process_end_join": (_Handle, _Int),
    "pybridge_process_want_result": (_Handle, c_int),
    "pybridge_process_take_result": (_Handle, c_int, _Int, _Int, _Int64, _Int64, _HandleOut),
    "pybridge_failure_get": (_Handle, c_void_p, c_int, _Int),
}

_SignalSet = ctypes.c_uint64 * 16  # ``sigset_t``
_BLOCK, _SET_MASK = 0, 2  # SIG_BLOCK, SIG_SETMASK
# All but those that a thread brings upon itself (SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV) and SIGRTMIN, which is .NET's.
_BLOCKED = _SignalSet(~sum(1 << (number - 1) for number in (4, 5, 7, 8, 11, 34)) & (1 << 64) - 1)

RUNNING, ENDED_WITH_CODE, ENDED_UNKNOWN = range(3)
RESULT_TAKEN, RESULT_NONE, RESULT_VALUE = -1, 0, 1
RESULT_PYTHON_FAILURE, RESULT_DOTNET_FAILURE, RESULT_UNSENDABLE = 3, 4, 5

_WITHOUT_ERRORS = {"pybridge_abi_version", "pybridge_last_error"}
_STARTING = {"pybridge_process_finish_start", "pybridge_process_finish_start_method"}  # see ``Library._start``

# As long as the GIL is held, no thread of its interpreter changes the environment; nor while CPython's own spawn reads it.
# Those of interpreters with a GIL of their own, or of a Python without any, may: the C# side copies it in spite of them.
_HOLDING_THE_GIL = {"pybridge_environment_take"}

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's <malloc.h>

_FIRST_ROOM = 256  # elements; most names, texts and descriptions fit at once


def load(path: str) -> Callable[[str], Callable]:
    """Load the native library and return a function that finds its exports by name."""
    library, holding = ctypes.CDLL(path), ctypes.PyDLL(path)
    return lambda name: getattr(holding if name in _HOLDING_THE_GIL else library, name)


def share_arena() -> None:
    """Let all threads allocate from the arena of the first, from now on, where the C library has arenas at all."""
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(_ARENA_MAX, 1)


def at(address: int, name: str) -> Callable:
    """Make a callable of an export that is known by its address."""
    kind = ctypes.PYFUNCTYPE if name in _HOLDING_THE_GIL else ctypes.CFUNCTYPE
    return kind(c_int, *SIGNATURES[name])(address)


class Library:
    """The functions of the ABI in Python's types. They raise what the C# side raised, as Python's exceptions."""

    def __init__(self, find: Callable[[str], Callable], makes_threads: bool = False) -> None:
        """``makes_threads``: any call may make one, as in the CLR; then the program's signals are blocked in each."""
        self._mask_signals: Any = _mask_signals() if makes_threads else None
        for name, arguments in SIGNATURES.items():
            function = find(name)
            function.argtypes = arguments
            function.restype = c_int
            if name not in (*_WITHOUT_ERRORS, *_STARTING):
                function.errcheck = self._raise_error
            if makes_threads and name not in _STARTING:
                function = functools.partial(self._call_blocked, function)
            setattr(self, "_" + name.removeprefix("pybridge_"), function)

    @staticmethod
    def version(find: Callable[[str], Callable]) -> int:
        """Return the version of the ABI that a library speaks."""
        return find("pybridge_abi_version")()

    def free(self, handle: int) -> None:
        self._free(handle)

    def current(self, another: bool) -> int:
        return self._handle(self._current, another)

    def parent(self) -> int:
        return self._handle(self._parent)

    def active_children(self) -> list[int]:
        return self._read(self._active_children, c_void_p)

    def end_other_children(self) -> int:
        return self._handle(self._end_other_children)

    def become(self, handle: int, parent_name: str, parent_pid: int, parent_sentinel: int) -> None:
        self._become(handle, *_text(parent_name), parent_pid, parent_sentinel)

    def numbers_taken(self) -> int:
        return self._int(self._numbers_taken)

    def name_new(self, creator: tuple[int, ...], class_name: str, number: int, has_group: bool) -> str:
        numbers = (c_int * len(creator))(*creator)
        return self._read_text(self._name_new, numbers, len(creator), *_text(class_name), number, has_group)

    def check(self, member: int, facts: int, operation: str) -> None:
        self._check(member, facts, *_text(operation))

    def repr(
        self,
        facts: int,
        class_name: str,
        name_repr: str,
        pid: str | None,
        parent_pid: str,
        exit_state: int,
        exit_code: int,
        daemon: bool,
    ) -> str:
        return self._read_text(
            self._repr, facts, *_text(class_name), *_text(name_repr), *((None, 0) if pid is None else _text(pid)),
            *_text(parent_pid), exit_state, exit_code, daemon,
        )

    def adopt(
        self,
        class_name: str,
        identity: tuple[int, ...],
        name: str,
        daemon: bool,
        authkey: bytes,
        parent_pid: int,
        parent_name: str,
    ) -> int:
        numbers = (c_int * len(identity))(*identity)
        return self._handle(
            self._process_adopt, *_text(class_name), numbers, len(identity), *_text(name), daemon,
            authkey, len(authkey), parent_pid, *_text(parent_name),
        )

    def set_name(self, handle: int, name: str | None) -> None:
        self._process_set_name(handle, *((None, 0) if name is None else _text(name)))

    def set_daemon(self, handle: int, daemon: bool) -> None:
        self._process_set_daemon(handle, daemon)

    def set_authkey(self, handle: int, authkey: bytes) -> None:
        self._process_set_authkey(handle, authkey, len(authkey))

    def pid(self, handle: int) -> int | None:
        return self._int(self._process_get_pid, handle) or None

    def exitcode(self, handle: int) -> tuple[int, int]:
        """Return how it stands (``RUNNING``, ``ENDED_WITH_CODE``, ``ENDED_UNKNOWN``) and the code."""
        state, code = c_int(), c_int()
        self._process_get_exitcode(handle, byref(state), byref(code))
        return state.value, code.value

    def sentinel(self, handle: int) -> int:
        return self._int(self._process_get_sentinel, handle)

    def is_alive(self, handle: int) -> bool:
        return self._int(self._process_is_alive, handle) != 0

    def interrupt(self, handle: int) -> None:
        self._process_interrupt(handle)

    def terminate(self, handle: int) -> None:
        self._process_terminate(handle)

    def kill(self, handle: int) -> None:
        self._process_kill(handle)

    def close(self, handle: int) -> None:
        self._process_close(handle)

    def describe(self, handle: int) -> tuple[dict[str, Any], bool, bytes]:
        """Return what another process has to know of the object: its state, daemon flag and key, as ``adopt`` takes them."""
        packed = self._read_bytes(self._process_describe, handle)
        parent_pid, daemon, numbers, name_units, parent_name_units, _ = DESCRIPTION.unpack_from(packed)
        name = DESCRIPTION.size + 4 * numbers
        parent_name = name + 2 * name_units
        key = parent_name + 2 * parent_name_units
        state = {
            "identity": struct.unpack_from(f"={numbers}i", packed, DESCRIPTION.size),
            "name": _from_units(packed[name:parent_name]),
            "parent_pid": parent_pid or None,
            "parent_name": _from_units(packed[parent_name:key]),
        }
        return state, daemon != 0, packed[key:]

    def closed(self, handle: int) -> bool:
        return self._int(self._process_get_closed, handle) != 0

    def begin_start(self, handle: int, creator: int) -> None:
        self._process_begin_start(handle, creator)

    def finish_start(
        self,
        handle: int,
        arguments: list[bytes],
        message: bytes,
        kept: list[int],
        then: Then = lambda numbers: (),
        blocked: frozenset[int] | None = None,
    ) -> None:
        """Start the process, and do at once what follows from it. ``blocked``: signals, if not those of this thread."""
        self._start(self._process_finish_start, (handle,), arguments, message, kept, then, blocked)

    def finish_start_method(
        self,
        handle: int,
        assembly: str,
        method: str,
        worker: bytes,
        call: bytes,
        kept: list[int],
        then: Then,
    ) -> None:
        called = handle, *_text(assembly), *_text(method)
        self._start(self._process_finish_start_method, called, [worker], call, kept, then, None)

    def _start(
        self,
        finish: Callable,
        called: tuple,
        arguments: list[bytes],
        message: bytes,
        kept: list[int],
        then: Then,
        blocked: frozenset[int] | None,
    ) -> None:
        """Start a process and, if that succeeds, do what ``then`` returned.

        A signal handler runs between two steps of Python's own, and may raise: then there would be a child that nobody
        knows of. So there is no such step in between, and none of these functions is one of Python.
        """
        environment, before = c_void_p(), _SignalSet()
        try:
            self._environment_take(byref(environment))  # ``os.putenv`` included
            launch = Launch(
                (c_char_p * (len(arguments) + 1))(*arguments, None),
                environment.value,
                message,
                len(message),
                (c_int * len(kept))(*kept),
                len(kept),
            )
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
                raise self._error()
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

    def _call_blocked(self, function: Callable, *arguments: object) -> int:
        before = _SignalSet()
        restore = functools.partial(self._mask_signals, _SET_MASK, byref(before), None)
        self._mask_signals(_BLOCK, None, byref(before))
        try:
            self._mask_signals(_BLOCK, byref(_BLOCKED), None)
            return function(*arguments)
        finally:
            restore()

    def join(self, handle: int, wait: Callable[[int], None]) -> bool:
        """Call ``wait`` with a descriptor that becomes readable when the process ends, and return whether it has ended.

        It is not called where the process has ended already. C# holds the descriptor open meanwhile.
        """
        descriptor, held, ended = c_int(), c_void_p(), c_int()
        end = functools.partial(self._process_end_join, held, byref(ended))  # whole: a handler may raise between two calls
        try:
            self._process_begin_join(handle, byref(descriptor), byref(held))
            if not held:
                return True
            wait(descriptor.value)
        finally:
            if held:
                end()
        return ended.value != 0

    def want_result(self, handle: int, capture_stderr: bool) -> None:
        self._process_want_result(handle, capture_stderr)

    def take_result(self, handle: int, demand: bool) -> tuple[int, int, int, bytes]:
        """Return what the child left: a ``RESULT_...``, ``RESULT_NONE`` while it runs, and where that is.

        Of a value that is a descriptor, to be closed, and the offset of the pickle in its file; of a failure it is the
        pickle of a tuple of plain values: the full name of the type, the names of the built-in types, message, trace, the
        code of a SystemExit, and the pickle of the exception itself or None.
        """
        kind, descriptor, offset, length, failure = c_int(), c_int(-1), c_int64(), c_int64(), c_void_p()
        try:
            self._process_take_result(
                handle, demand, byref(kind), byref(descriptor), byref(offset), byref(length), byref(failure)
            )
            record = self._read_bytes(self._failure_get, failure) if failure else b""
        finally:
            if failure:
                self._free(failure)
        return kind.value, descriptor.value, offset.value, record

    def _raise_error(self, status: int, function: Callable, arguments: tuple) -> int:
        if status:
            raise self._error()
        return status

    def _error(self) -> BaseException:
        name = ctypes.create_string_buffer(64)
        number, length, path_length = c_int(), c_int(), c_int()
        room, path_room = 512, 512
        while True:
            message, path = (ctypes.c_uint16 * room)(), (ctypes.c_uint16 * path_room)()
            self._last_error(
                name, len(name), message, room, byref(length), path, path_room, byref(path_length), byref(number)
            )
            if length.value <= room and path_length.value <= path_room:
                break
            room, path_room = max(room, length.value), max(path_room, path_length.value)
        return _exception(
            name.value.decode("ascii"),
            _from_units(bytes(message)[: 2 * length.value]),
            number.value,
            _from_units(bytes(path)[: 2 * path_length.value]),
        )

    @staticmethod
    def _handle(function: Callable, *arguments: object) -> int:
        handle = c_void_p()
        function(*arguments, byref(handle))
        return handle.value or 0

    @staticmethod
    def _int(function: Callable, *arguments: object) -> int:
        value = c_int()
        function(*arguments, byref(value))
        return value.value

    @staticmethod
    def _fill(function: Callable, element: Any, *arguments: object) -> tuple[ctypes.Array, int]:
        """Call a function that fills a buffer, again with more room where the first one was too small."""
        room, length = _FIRST_ROOM, c_int()
        while True:
            buffer = (element * room)()
            function(*arguments, buffer, room, byref(length))
            if length.value <= room:
                return buffer, length.value
            room = length.value

    def _read(self, function: Callable, element: type, *arguments: object) -> list:
        buffer, length = self._fill(function, element, *arguments)
        return buffer[:length]

    def _read_bytes(self, function: Callable, *arguments: object) -> bytes:
        buffer, length = self._fill(function, c_char, *arguments)
        return buffer.raw[:length]

    def _read_text(self, function: Callable, *arguments: object) -> str:
        units, length = self._fill(function, ctypes.c_uint16, *arguments)
        return _from_units(bytes(units)[: 2 * length])


def _mask_signals() -> Callable:
    """Return ``pthread_sigmask`` of the C library, which runs no signal handlers of Python."""
    function = ctypes.CDLL(None).pthread_sigmask
    function.argtypes = (c_int, c_void_p, c_void_p)
    return function


_CALL = functools.partial.__call__


def _text(text: str) -> tuple[bytes, int]:
    units = _ENCODE(text, "surrogatepass")[0]
    return units, len(units) // 2


def _from_units(units: bytes) -> str:
    return _DECODE(units, "surrogatepass", True)[0]


# The codec itself: by its name it would be imported at its first use, which may be interrupted by a handler that needs it.
if sys.byteorder == "little":
    _ENCODE, _DECODE = _codecs.utf_16_le_encode, _codecs.utf_16_le_decode
else:
    _ENCODE, _DECODE = _codecs.utf_16_be_encode, _codecs.utf_16_be_decode


def _exception(name: str, message: str, number: int, path: str) -> BaseException:
    kind = next((getattr(home, name) for home in (builtins, _errors, pickle) if hasattr(home, name)), RuntimeError)
    if issubclass(kind, OSError) and number:
        if number == errno.ENOMEM and not message:  # C# had no memory to say more
            from ._room import memory_advice  # here: for those who are short of memory

            message = memory_advice()
        text = f"{os.strerror(number)} ({message.rstrip('.')})" if message else os.strerror(number)
        return OSError(number, text, path) if path else OSError(number, text)
    if kind is KeyError:  # its text is the repr of the key
        return KeyError(message.strip("'"))
    return kind(message)
