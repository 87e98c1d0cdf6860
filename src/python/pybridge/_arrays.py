"""What becomes of Python's own views and of the tables of pandas on their way to C#: arrays, lists and dicts."""

from __future__ import annotations

import operator
import pickle
import sys
from typing import Any

from ._buffers import LARGE

_FORMATS = {float: "d", int: "q"}
_MANY = 4096  # numbers of a list; fewer are pickled as they are
_PLAIN = (str, int, float, bytes, bytearray, list, dict, set, frozenset)
_VIEWS = (type({}.keys()), type({}.values()), type({}.items()))


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
        return Large(_instead(pickle.PickleBuffer(obj))) if len(obj) >= LARGE else obj
    if kind is list and len(obj) >= _MANY:
        return _numbers(obj)
    return obj


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


def reduce(obj: Any) -> Any:
    """Return a recipe that C# reads for views of memory, those of dicts, and what pandas has; else NotImplemented."""
    kind = type(obj)
    if kind is Large:
        return obj.recipe
    module = kind.__module__
    if not isinstance(module, str):  # a class may say anything of itself
        return NotImplemented
    if module == "array" and hasattr(obj, "typecode") and obj.typecode != "u" and obj.itemsize * len(obj) >= LARGE:
        return view, (pickle.PickleBuffer(obj), obj.typecode, (len(obj),))
    if kind is memoryview and obj.c_contiguous and obj.nbytes >= LARGE:
        return _instead(pickle.PickleBuffer(obj)) if _is_bytes(obj) else (view, (pickle.PickleBuffer(obj), obj.format, obj.shape))
    if kind is memoryview:
        return _instead(obj.tobytes()) if _is_bytes(obj) else (view, (obj.tobytes(), obj.format, obj.shape))
    if kind in _VIEWS:
        return _instead(list(obj))
    if module.startswith("pandas."):
        return _reduce_pandas(obj)
    for plain in _PLAIN:
        if isinstance(obj, plain):
            # A class that says itself how it is pickled knows better.
            is_own = kind.__reduce__ is not plain.__reduce__ or kind.__reduce_ex__ is not plain.__reduce_ex__
            return NotImplemented if is_own else _instead(_plain(plain, obj))
    return NotImplemented


def _plain(plain: Any, obj: Any) -> Any:
    """Return what an object of a derived class is to a method that does not know the class."""
    if plain is str:
        return str.__str__(obj)
    return plain.__int__(obj) if plain is int else plain.__float__(obj) if plain is float else plain(obj)


def _instead(value: Any) -> Any:
    """Return the recipe of another value: what is pickled in its place, and read as nothing else."""
    return operator.getitem, ((value,), 0)


def _is_bytes(obj: memoryview) -> bool:
    return obj.ndim == 1 and obj.format in ("B", "c")


def _reduce_pandas(obj: Any) -> Any:
    pandas = sys.modules["pandas"]
    if isinstance(obj, pandas.DataFrame):
        if not obj.columns.is_unique:
            raise TypeError("a DataFrame crosses to C# as a dict of its columns, and two of them have the same name")
        return _instead(dict(obj.items()))
    if isinstance(obj, (pandas.Series, pandas.Index, pandas.api.extensions.ExtensionArray)):
        return _instead(_column(pandas, obj))
    return _instead(None) if obj is pandas.NA else NotImplemented


def _column(pandas: Any, column: Any) -> Any:
    """Return the values of a column: an ndarray where numpy has the type, and else a list with None for what is missing."""
    if getattr(column, "nlevels", 1) > 1:
        return column.tolist()
    kind = column.dtype
    plain = getattr(kind, "numpy_dtype", kind)  # of a type that only adds missing values
    if getattr(plain, "kind", "O") in "biufcMm" and hasattr(plain, "byteorder"):
        if plain is kind or not column.isna().any():
            return column.to_numpy(dtype=plain)
    if kind == object:
        return column.tolist()
    return [None if value is pandas.NA or value != value else value for value in column]
