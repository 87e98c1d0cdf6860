"""The arguments of a C# method, pickled so that C# can convert them to what the method declares."""

from __future__ import annotations

import copyreg
import enum
import io
from multiprocessing.context import reduction
from pathlib import Path
from typing import Any

from ._pickling import reduce_clr

WORKER = Path(__file__).parent / "lib" / "PyBridge.dll"

_PROTOCOL = 5


def pickle_call(args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
    """Pickle the arguments of a call for C#; nothing where there are none."""
    if not args and not kwargs:
        return b""
    buffer = io.BytesIO()
    _Pickler(buffer, _PROTOCOL).dump((args, tuple(kwargs), tuple(kwargs.values())))
    return buffer.getvalue()


class _Pickler(reduction.ForkingPickler):
    """Tells C# names that CPython's own recipes leave out: the fields of named tuples, and members of enums."""

    def reducer_override(self, obj: object) -> Any:
        if isinstance(obj, enum.Enum) and obj.name is not None:
            return copyreg.__newobj_ex__, (type(obj), (obj.value,), {"name": obj.name})
        if isinstance(obj, tuple) and type(obj) is not tuple and hasattr(obj, "_fields"):
            return copyreg.__newobj_ex__, (type(obj), (), dict(zip(obj._fields, obj)))
        return reduce_clr(obj)
