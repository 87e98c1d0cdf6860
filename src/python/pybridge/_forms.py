"""What becomes of Python's own views, of names and of the tables of pandas on their way to C#: arrays, lists and dicts.

This text also travels to interpreters that have nothing of PyBridge, with C#'s start message: it needs CPython >= 3.8
and the standard library alone.
"""

import copyreg
import enum
import io
import operator
import pickle
import sys
from multiprocessing import reduction

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO, Any

LARGE = 1 << 16  # bytes; what is smaller is as fast in the pickle
_PLAIN = (str, int, float, bytes, bytearray, list, dict, set, frozenset)
_VIEWS = (type({}.keys()), type({}.values()), type({}.items()))
_SAME_IN_ARRAYS = {**{code: code for code in "bBhHiIlLqQfd"}, "n": "q", "N": "Q"}


def dump(value: "Any", file: "IO[bytes]") -> "list[memoryview]":
    """Pickle a result for C#; return the contents that are to follow the pickle, which refers to them as PEP 574 defines."""
    taken: "list[memoryview]" = []

    def take(buffer: "pickle.PickleBuffer") -> bool:
        content = buffer.raw()
        if content.nbytes < LARGE:
            return True  # the pickle is to hold it
        taken.append(content)
        return False

    class Pickler(reduction.ForkingPickler):
        def reducer_override(self, obj: "Any") -> "Any":
            _refuse_stream(obj, "return its")
            return reduce(obj, _array_of)

    if type(value) in (bytes, bytearray) and len(value) >= LARGE:
        value = pickle.PickleBuffer(value)
    Pickler(file, pickle.HIGHEST_PROTOCOL, True, take).dump(value)
    return taken


def reduce(obj: "Any", view: "Callable[[memoryview], tuple[Any, ...]]") -> "Any":
    """Return a recipe that C# reads for what CPython has none for, or one without the names; else NotImplemented.

    ``view`` gives the one of memory with items of another type than bytes.
    """
    _refuse_stream(obj, "pass its")
    named = _reduce_named(obj)
    if named is not NotImplemented:
        return named
    kind = type(obj)
    module = kind.__module__
    if not isinstance(module, str):  # a class may say anything of itself
        return NotImplemented
    if module == "array" and hasattr(obj, "typecode") and obj.typecode != "u" and obj.itemsize * len(obj) >= LARGE:
        return view(memoryview(obj))
    if kind is memoryview:
        if obj.ndim == 1 and obj.format in ("B", "c"):
            return instead(pickle.PickleBuffer(obj) if obj.c_contiguous and obj.nbytes >= LARGE else obj.tobytes())
        return view(obj)
    if kind in _VIEWS:
        return instead(list(obj))
    if module.startswith("pandas."):
        return _reduce_pandas(obj)
    for plain in _PLAIN:
        if isinstance(obj, plain):
            # A class that says itself how it is pickled knows better.
            is_own = kind.__reduce__ is not plain.__reduce__ or kind.__reduce_ex__ is not plain.__reduce_ex__
            return NotImplemented if is_own else instead(_plain(plain, obj))
    return NotImplemented


def _reduce_named(obj: "Any") -> "Any":
    """Return the recipe of a member of an enum or a named tuple, with its names."""
    if isinstance(obj, enum.Enum) and obj.name is not None:
        return copyreg.__newobj_ex__, (type(obj), (obj.value,), {"name": obj.name})
    if isinstance(obj, tuple) and type(obj) is not tuple and hasattr(obj, "_fields"):
        return copyreg.__newobj_ex__, (type(obj), (), dict(zip(obj._fields, obj)))
    return NotImplemented


def _refuse_stream(obj: "Any", instead_of_it: str) -> None:
    """Say what to do with a stream, which has no recipe; ``instead_of_it`` is what its owner does: "pass its", "return its"."""
    if isinstance(obj, io.IOBase):
        path = "path, and open it in the child" if instead_of_it == "pass its" else "content or its path"
        advice = f"{instead_of_it} {'getvalue()' if hasattr(obj, 'getvalue') else path}"
        raise TypeError(f"cannot pickle {type(obj).__name__!r} object: a stream belongs to its process; {advice}")


def instead(value: "Any") -> "Any":
    """Return the recipe of another value: what is pickled in its place, and read as nothing else."""
    return operator.getitem, ((value,), 0)


def _array_of(obj: memoryview) -> "tuple[Any, ...]":
    """Return the recipe of an array of the module ``array``, where that has the type of a view, and else of a list."""
    code = _SAME_IN_ARRAYS.get((obj.format or "B").lstrip("@"))
    if obj.ndim != 1 or code is None:
        return instead(obj.tolist())
    import array  # here, for most programs need none

    recipe, (kind, _, machine_format, _), *_ = array.array(code).__reduce_ex__(pickle.HIGHEST_PROTOCOL)
    content = pickle.PickleBuffer(obj) if obj.c_contiguous and obj.nbytes >= LARGE else obj.tobytes()
    return recipe, (kind, code, machine_format, content)


def _plain(plain: "Any", obj: "Any") -> "Any":
    """Return what an object of a derived class is to a method that does not know the class."""
    if plain is str:
        return str.__str__(obj)
    return plain.__int__(obj) if plain is int else plain.__float__(obj) if plain is float else plain(obj)


def _reduce_pandas(obj: "Any") -> "Any":
    pandas = sys.modules["pandas"]
    if isinstance(obj, pandas.DataFrame):
        if not obj.columns.is_unique:
            raise TypeError("a DataFrame crosses to C# as a dict of its columns, and two of them have the same name")
        return instead(dict(obj.items()))
    if isinstance(obj, (pandas.Series, pandas.Index, pandas.api.extensions.ExtensionArray)):
        return instead(_column(pandas, obj))
    return instead(None) if obj is pandas.NA else NotImplemented


def _column(pandas: "Any", column: "Any") -> "Any":
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
