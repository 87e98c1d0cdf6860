"""How values cross the C ABI: texts as UTF-16, numbers and buffers that C# fills, errors as Python's exceptions."""

from __future__ import annotations

import _codecs
import builtins
import ctypes
import errno
import os
import pickle
import sys
from collections.abc import Callable
from ctypes import byref, c_char, c_int, c_void_p

from . import _errors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_FIRST_ROOM = 256  # elements; most names, texts and descriptions fit at once

# The codec itself: by its name it would be imported at its first use, which may be interrupted by a handler that needs it.
if sys.byteorder == "little":
    _ENCODE, _DECODE = _codecs.utf_16_le_encode, _codecs.utf_16_le_decode
else:
    _ENCODE, _DECODE = _codecs.utf_16_be_encode, _codecs.utf_16_be_decode


def text(text: str) -> tuple[bytes, int]:
    """Return the two arguments that a text is."""
    units = _ENCODE(text, "surrogatepass")[0]
    return units, len(units) // 2


def optional_text(value: str | None) -> tuple[bytes | None, int]:
    """Return the two arguments of a text that may be missing."""
    return (None, 0) if value is None else text(value)


def from_units(units: bytes) -> str:
    """Return the text of UTF-16 units."""
    return _DECODE(units, "surrogatepass", True)[0]


def handle(function: Callable, *arguments: object) -> int:
    """Call a function that gives a handle; 0 where there is none."""
    given = c_void_p()
    function(*arguments, byref(given))
    return given.value or 0


def integer(function: Callable, *arguments: object) -> int:
    """Call a function that gives a number."""
    value = c_int()
    function(*arguments, byref(value))
    return value.value


def read(function: Callable, element: type, *arguments: object) -> list:
    """Call a function that fills a buffer, and return its elements."""
    buffer, length = _fill(function, element, *arguments)
    return buffer[:length]


def read_bytes(function: Callable, *arguments: object) -> bytes:
    """Call a function that fills a buffer of bytes."""
    buffer, length = _fill(function, c_char, *arguments)
    return buffer.raw[:length]


def read_text(function: Callable, *arguments: object) -> str:
    """Call a function that fills a buffer of UTF-16 units."""
    units, length = _fill(function, ctypes.c_uint16, *arguments)
    return from_units(bytes(units)[: 2 * length])


def error(last_error: Callable) -> BaseException:
    """Return what the C# side raised last, as Python's exception."""
    name = ctypes.create_string_buffer(64)
    number, length, path_length = c_int(), c_int(), c_int()
    room, path_room = 512, 512
    while True:
        message, path = (ctypes.c_uint16 * room)(), (ctypes.c_uint16 * path_room)()
        last_error(name, len(name), message, room, byref(length), path, path_room, byref(path_length), byref(number))
        if length.value <= room and path_length.value <= path_room:
            break
        room, path_room = max(room, length.value), max(path_room, path_length.value)
    return _exception(
        name.value.decode("ascii"),
        from_units(bytes(message)[: 2 * length.value]),
        number.value,
        from_units(bytes(path)[: 2 * path_length.value]),
    )


def _fill(function: Callable, element: Any, *arguments: object) -> tuple[ctypes.Array, int]:
    """Call a function that fills a buffer, again with more room where the first one was too small."""
    room, length = _FIRST_ROOM, c_int()
    while True:
        buffer = (element * room)()
        function(*arguments, buffer, room, byref(length))
        if length.value <= room:
            return buffer, length.value
        room = length.value


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
