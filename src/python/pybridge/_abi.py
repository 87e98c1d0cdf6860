"""The calls of the C ABI in Python's types; ``_abi_table`` has its functions. Beside ``_abi…`` two for the CLR alone speak C."""

from __future__ import annotations

import functools
import struct
from collections.abc import Callable

from ._abi_table import DESCRIPTION, HOLDING_THE_GIL, SIGNATURES  # first: it imports ctypes with the standard numbers taken
import ctypes
from ctypes import byref, c_int, c_int64, c_void_p

from ._abi_calls import Caller, launch_of
from ._abi_values import from_units, handle as new_handle, integer, optional_text, read, read_bytes, read_text, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._abi_calls import Standby, Then

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's <malloc.h>
_LONGEST = 1 << 40  # milliseconds


def load(path: str) -> Callable[[str], Callable]:
    """Load the native library and return a function that finds its exports by name."""
    library, holding = ctypes.CDLL(path), ctypes.PyDLL(path)
    return lambda name: getattr(holding if name in HOLDING_THE_GIL else library, name)


def share_arena() -> None:
    """Let all threads allocate from the arena of the first, from now on, where the C library has arenas at all."""
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(_ARENA_MAX, 1)


def at(address: int, name: str) -> Callable:
    """Make a callable of an export that is known by its address."""
    kind = ctypes.PYFUNCTYPE if name in HOLDING_THE_GIL else ctypes.CFUNCTYPE
    return kind(c_int, *SIGNATURES[name])(address)


class Library(Caller):
    """The functions of the ABI in Python's types. They raise what the C# side raised, as Python's exceptions."""

    @staticmethod
    def version(find: Callable[[str], Callable]) -> int:
        """Return the version of the ABI that a library speaks."""
        return find("pybridge_abi_version")()

    def free(self, handle: int) -> None:
        self._free(handle)

    def current(self, another: bool) -> int:
        return new_handle(self._current, another)

    def parent(self) -> int:
        return new_handle(self._parent)

    def active_children(self) -> list[int]:
        return read(self._active_children, c_void_p)

    def end_other_children(self) -> int:
        return new_handle(self._end_other_children)

    def become(self, handle: int, parent_name: str, parent_pid: int, parent_sentinel: int) -> None:
        self._become(handle, *text(parent_name), parent_pid, parent_sentinel)

    def numbers_taken(self) -> int:
        return integer(self._numbers_taken)

    def name_new(self, creator: tuple[int, ...], class_name: str, number: int, has_group: bool) -> str:
        numbers = (c_int * len(creator))(*creator)
        return read_text(self._name_new, numbers, len(creator), *text(class_name), number, has_group)

    def check(self, member: int, facts: int, operation: str) -> None:
        self._check(member, facts, *text(operation))

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
        return read_text(
            self._repr, facts, *text(class_name), *text(name_repr), *optional_text(pid),
            *text(parent_pid), exit_state, exit_code, daemon,
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
        return new_handle(
            self._process_adopt, *text(class_name), numbers, len(identity), *text(name), daemon,
            authkey, len(authkey), parent_pid, *text(parent_name),
        )

    def set_name(self, handle: int, name: str | None) -> None:
        self._process_set_name(handle, *optional_text(name))

    def set_daemon(self, handle: int, daemon: bool) -> None:
        self._process_set_daemon(handle, daemon)

    def set_authkey(self, handle: int, authkey: bytes) -> None:
        self._process_set_authkey(handle, authkey, len(authkey))

    def pid(self, handle: int) -> int | None:
        return integer(self._process_get_pid, handle) or None

    def exitcode(self, handle: int) -> tuple[int, int]:
        """Return how it stands (``RUNNING``, ``ENDED_WITH_CODE``, ``ENDED_UNKNOWN``) and the code."""
        state, code = c_int(), c_int()
        self._process_get_exitcode(handle, byref(state), byref(code))
        return state.value, code.value

    def sentinel(self, handle: int) -> int:
        return integer(self._process_get_sentinel, handle)

    def is_alive(self, handle: int) -> bool:
        return integer(self._process_is_alive, handle) != 0

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
        packed = read_bytes(self._process_describe, handle)
        parent_pid, daemon, numbers, name_units, parent_name_units, _ = DESCRIPTION.unpack_from(packed)
        name = DESCRIPTION.size + 4 * numbers
        parent_name = name + 2 * name_units
        key = parent_name + 2 * parent_name_units
        state = {
            "identity": struct.unpack_from(f"={numbers}i", packed, DESCRIPTION.size),
            "name": from_units(packed[name:parent_name]),
            "parent_pid": parent_pid or None,
            "parent_name": from_units(packed[parent_name:key]),
        }
        return state, daemon != 0, packed[key:]

    def closed(self, handle: int) -> bool:
        return integer(self._process_get_closed, handle) != 0

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
        awaits_reader: bool = False,
        standby: Standby | None = None,
    ) -> None:
        """Start the process, and do at once what follows from it. ``blocked``: signals, if not those of this thread.

        ``awaits_reader``: not before the child has begun to read, as it is where its pipe holds only a part of the message.
        ``standby``: where a worker of the reserve may take it over.
        """
        called = (handle,)
        self._start(self._process_finish_start, called, arguments, message, kept, then, blocked, standby, awaits_reader)

    def finish_start_method(
        self,
        handle: int,
        assembly: str,
        method: str,
        worker: bytes,
        call: bytes,
        kept: list[int],
        then: Then,
        standby: Standby | None = None,
    ) -> None:
        called = handle, *text(assembly), *text(method)
        self._start(self._process_finish_start_method, called, [worker], call, kept, then, None, standby)

    def standby_set(self, csharp: bool, workers: int, idle_seconds: float | None, worker: Standby | None) -> None:
        """Say how many workers are to wait, how long, and what they are started with; ``csharp``: those for C# methods."""
        idle = -1 if idle_seconds is None else min(int(idle_seconds * 1000), _LONGEST)
        environment = c_void_p()
        try:
            if worker is not None:
                self._environment_take(byref(environment))
            self._standby_set(csharp, workers, idle, None if worker is None else byref(worker.launch(environment)))
        finally:
            if environment:
                self._free(environment)

    def standby_stats(self, csharp: bool) -> str:
        return read_text(self._standby_stats, csharp)

    def standby_trouble(self) -> str:
        """Return what went wrong with a worker, each thing once; "" if there is nothing."""
        handle = c_void_p()
        try:
            self._standby_trouble(byref(handle))
            return read_text(self._text_get, handle) if handle else ""
        finally:
            if handle:
                self._free(handle)

    def standby_end(self) -> None:
        self._standby_end()

    def serve_calls(self, assembly: str, worker: bytes, socket: int, caller: int) -> None:
        """Become the worker that serves the calls of a process over a socket; it returns only by raising."""
        environment = c_void_p()
        try:
            self._environment_take(byref(environment))
            self._serve_calls(*text(assembly), byref(launch_of([worker], environment, b"")), socket, caller)
        finally:
            if environment:
                self._free(environment)

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

    def take_result(self, handle: int, demand: bool) -> tuple[int, int, int, int, bytes]:
        """Return what the child left: a ``RESULT_...``, ``RESULT_NONE`` while it runs, and where that is.

        Of a value that is a descriptor, to be closed, and the offset and length of the pickle in its file; of a failure it is the
        pickle of a tuple of plain values: the full name of the type, the names of the built-in types, message, trace, the
        code of a SystemExit, and the pickle of the exception itself or None.
        """
        kind, descriptor, offset, length, failure = c_int(), c_int(-1), c_int64(), c_int64(), c_void_p()
        try:
            self._process_take_result(
                handle, demand, byref(kind), byref(descriptor), byref(offset), byref(length), byref(failure)
            )
            record = read_bytes(self._failure_get, failure) if failure else b""
        finally:
            if failure:
                self._free(failure)
        return kind.value, descriptor.value, offset.value, length.value, record
