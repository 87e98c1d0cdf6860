"""The arguments of a C# method, pickled so that C# can convert them to what the method declares."""

from __future__ import annotations

import copyreg
import enum
import io
import operator
from multiprocessing.context import reduction
from pathlib import Path
from typing import IO, Any

from ._clr import has_clr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._clr_values import ExactValues

WORKER = Path(__file__).parent / "lib" / "PyBridge.dll"

_PROTOCOL = 5


def pickle_call(args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
    """Pickle the arguments of a call for C#; nothing where there are none."""
    if not args and not kwargs:
        return b""
    buffer = io.BytesIO()
    call: tuple[Any, ...] = (args, tuple(kwargs), tuple(kwargs.values()))
    if has_clr():
        from ._clr_values import ExactValues

        exact = ExactValues()
        _ClrPickler(buffer, exact).dump((*call, exact))
    else:
        _Pickler(buffer, _PROTOCOL).dump(call)
    return buffer.getvalue()


class _Pickler(reduction.ForkingPickler):
    """Tells C# names that CPython's own recipes leave out: the fields of named tuples, and members of enums."""

    def reducer_override(self, obj: Any) -> Any:
        if isinstance(obj, enum.Enum) and obj.name is not None:
            return copyreg.__newobj_ex__, (type(obj), (obj.value,), {"name": obj.name})
        if isinstance(obj, tuple) and type(obj) is not tuple and hasattr(obj, "_fields"):
            return copyreg.__newobj_ex__, (type(obj), (), dict(zip(obj._fields, obj)))
        return NotImplemented


class _ClrPickler(_Pickler):
    """Knows values of .NET besides; they come last, when all are known."""

    def __init__(self, file: IO[bytes], exact: ExactValues) -> None:
        super().__init__(file, _PROTOCOL)
        self._exact = exact

    def reducer_override(self, obj: Any) -> Any:
        if obj is self._exact:
            return operator.getitem, ((obj.dump(),), 0)
        reduced = super().reducer_override(obj)
        return self._exact.reduce(obj) if reduced is NotImplemented else reduced
