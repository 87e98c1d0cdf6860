"""Large arguments of C# methods, and views of memory among them: recipes that C# alone reads in another way."""

from __future__ import annotations

import pickle
from typing import Any

from . import _forms
from ._buffers import LARGE

_FORMATS = {float: "d", int: "q"}
_MANY = 4096  # numbers of a list; fewer are pickled as they are


def view(content: bytes, format: Any, shape: tuple[int, ...]) -> memoryview:
    """Make a view of bytes; C# reads a call of it as an array."""
    return memoryview(content).cast("B").cast(format, shape)


def numbers(content: bytes, format: Any) -> list[Any]:
    """Make a list of numbers; C# reads a call of it as such a list."""
    return memoryview(content).cast("B").cast(format).tolist()


class Large:
    """Stands for a large argument whose own pickle would copy it, or write each of its numbers by itself."""

    def __init__(self, recipe: tuple[Any, tuple[Any, ...]]) -> None:
        self.recipe = recipe


def large(obj: Any) -> Any:
    """Return what is pickled for an argument: itself, or what stands for it."""
    kind = type(obj)
    if kind is bytes or kind is bytearray:
        return Large(_forms.instead(pickle.PickleBuffer(obj))) if len(obj) >= LARGE else obj
    if kind is list and len(obj) >= _MANY:
        return _numbers(obj)
    return obj


def reduce(obj: Any) -> Any:
    """Return the recipe of an argument or of a part of one; NotImplemented where CPython's own does."""
    return obj.recipe if type(obj) is Large else _forms.reduce(obj, _view)


def _view(obj: memoryview) -> tuple[Any, ...]:
    content = pickle.PickleBuffer(obj) if obj.c_contiguous and obj.nbytes >= LARGE else obj.tobytes()
    return view, (content, obj.format, obj.shape)


def _numbers(items: list[Any]) -> Any:
    kinds = set(map(type, items))
    if len(kinds) == 1:
        format = _FORMATS.get(kinds.pop())
        if format is not None:
            import array  # here, for most programs need none

            try:
                return Large((numbers, (pickle.PickleBuffer(array.array(format, items)), format)))
            except OverflowError:
                pass  # an int of more than 64 bits
    return items
