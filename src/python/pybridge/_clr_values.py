"""Values of .NET in a pickle, in a program that has the CLR through ``pythonnet``.

``pythonnet`` gives none of them a way to be pickled. Here each goes as the plain value that C# makes of it, so a process
without .NET can read it, and as .NET writes it itself, for a process with a CLR or a C# method.
"""

from __future__ import annotations

import builtins
import pickle
from typing import Any

import System
from System import Array, Object

from ._pythonnet import add_reference

add_reference()

from PyBridge.Native import PythonValues  # noqa: E402 - it is there from now on

_CLR_TYPE = type(Object)
_OF_PYTHONNET = "CLR"  # the module of what pythonnet itself hands out: methods, events, namespaces

# What pythonnet returns as a number or a text of Python, and is made of one: its name and the plain value say it all.
_PRIMITIVES = {
    f"System.{name}": getattr(System, name)
    for name in (
        "Boolean", "Char", "SByte", "Byte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Single", "Double",
    )
}


def parts(obj: Any) -> tuple[Any, str, bytes | None]:
    """Return what ``restore`` makes a value of .NET of. TypeError, with the path, for what has no counterpart in Python."""
    type_name = PythonValues.TypeName(obj)
    exact = None if type_name in _PRIMITIVES else PythonValues.TryDumpExact(obj)
    return plain(obj), type_name, exact and bytes(exact)


def restore(plain_value: Any, type_name: str, exact: bytes | None) -> Any:
    """Make the value of .NET again; the plain one where its type cannot be found here, or did not let itself be written."""
    primitive = _PRIMITIVES.get(type_name)
    if primitive is not None:
        return primitive(plain_value)
    if exact is None:
        return plain_value
    found = _called(PythonValues.Load, str(exact, "latin-1"))
    return plain_value if found is None else found


class ExactValues:
    """The values of .NET among the arguments of a C# method."""

    def __init__(self) -> None:
        self._values: list[Any] = []

    def reduce(self, obj: Any) -> Any:
        """Say how an object is pickled; ``NotImplemented`` to what is not of .NET."""
        if not is_value(obj):
            return NotImplemented
        self._values.append(obj)
        return exact, (plain(obj), PythonValues.TypeName(obj), len(self._values) - 1)

    def dump(self) -> bytes:
        """Return the values as .NET writes them, in the order of their numbers."""
        return bytes(PythonValues.DumpExact(Array[Object](self._values))) if self._values else b""


def exact(value: Any, type_name: str, number: int) -> Any:
    """Stand in a pickle for a value of .NET. C# knows the name; there is nothing of Python to be made of it."""
    raise pickle.UnpicklingError(f"{type_name} number {number} is for a C# method")


def is_value(obj: Any) -> bool:
    """Whether an object is a value of .NET. TypeError for a type, a method or a namespace of .NET, and the like."""
    # By its type's type: isinstance() with a type of .NET goes through pythonnet, which keeps what it was asked about.
    kind = type(obj)
    if isinstance(kind, _CLR_TYPE):
        if kind.__module__ == _OF_PYTHONNET and Object not in kind.__mro__:  # .NET cannot be asked about it: that ends the program
            raise TypeError(f"cannot pickle {obj}: it is no value of .NET ({kind.__name__}); give what a call or a property returns")
        return True
    if isinstance(obj, _CLR_TYPE):
        raise TypeError(f"cannot pickle {obj}: a type of .NET means nothing in the child")
    return False


def plain(obj: Any) -> Any:
    """Return what C# makes of a value of .NET for Python; raise what C# says of one that has no counterpart."""
    return pickle.loads(bytes(_called(PythonValues.Dump, obj)))


def _called(method: Any, argument: Any) -> Any:
    try:
        return method(argument)
    except Exception as error:  # noqa: BLE001 - pythonnet raises .NET's exceptions, which have no base but Exception
        name = str(getattr(error, "PythonType", ""))
        kind = getattr(builtins, name, None) or getattr(pickle, name, None)
        if kind is None:
            raise
        raise kind(error.Message) from None
