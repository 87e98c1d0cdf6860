"""Values of .NET in a pickle, in a program that has the CLR through ``pythonnet``.

``pythonnet`` gives none of them a way to be pickled. Here each goes as the plain value that C# makes of it, so a child
that runs Python needs neither .NET nor pythonnet to read it. For a C# method the value itself goes along.
"""

from __future__ import annotations

import builtins
import operator
import pickle
from multiprocessing.context import reduction
from typing import Any

from System import Array, Object

from ._pythonnet import add_reference

add_reference()

from PyBridge.Native import PythonValues  # noqa: E402 - it is there from now on

_CLR_TYPE = type(Object)


class ClrPickler(reduction.ForkingPickler):
    """Pickles for a child that runs Python."""

    def reducer_override(self, obj: Any) -> Any:
        if not _is_value(obj):
            return NotImplemented
        # A recipe that has one outcome: the plain value itself, whatever its type. Shared values stay shared by it.
        return operator.getitem, ((plain(obj),), 0)


class ExactValues:
    """The values of .NET among the arguments of a C# method."""

    def __init__(self) -> None:
        self._values: list[Any] = []

    def reduce(self, obj: Any) -> Any:
        """Say how an object is pickled; ``NotImplemented`` to what is not of .NET."""
        if not _is_value(obj):
            return NotImplemented
        self._values.append(obj)
        return exact, (plain(obj), PythonValues.TypeName(obj), len(self._values) - 1)

    def dump(self) -> bytes:
        """Return the values as .NET writes them, in the order of their numbers."""
        return bytes(PythonValues.DumpExact(Array[Object](self._values))) if self._values else b""


def exact(value: Any, type_name: str, number: int) -> Any:
    """Stand in a pickle for a value of .NET. C# knows the name; there is nothing of Python to be made of it."""
    raise pickle.UnpicklingError(f"{type_name} number {number} is for a C# method")


def _is_value(obj: Any) -> bool:
    # By its type's type: isinstance() with a type of .NET goes through pythonnet, which keeps what it was asked about.
    if isinstance(type(obj), _CLR_TYPE):
        return True
    if isinstance(obj, _CLR_TYPE):
        raise TypeError(f"cannot pickle {obj}: a type of .NET means nothing in the child")
    return False


def plain(value: Any) -> Any:
    """Return what C# makes of a value of .NET for Python; raise what C# says of one that has no counterpart."""
    try:
        data = PythonValues.Dump(value)
    except Exception as error:  # noqa: BLE001 - pythonnet raises .NET's exceptions, which have no base but Exception
        kind = getattr(builtins, str(getattr(error, "PythonType", "")), None)
        if kind is None:
            raise
        raise kind(error.Message) from None
    return pickle.loads(bytes(data))
