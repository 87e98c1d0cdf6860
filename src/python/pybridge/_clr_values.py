"""Values of .NET in a pickle, in a program that has the CLR through ``pythonnet``.

``pythonnet`` gives none of them a way to be pickled. Here each goes as the plain value that C# makes of it, so a child
that runs Python needs neither .NET nor pythonnet to read it, and a C# method gets of it what its parameter declares.
"""

from __future__ import annotations

import builtins
import operator
import pickle
from typing import Any

from System import Object

from ._pythonnet import add_reference

add_reference()

from PyBridge.Native import PythonValues  # noqa: E402 - it is there from now on

_CLR_TYPE = type(Object)


def reduce(obj: Any) -> Any:
    """Say how a value of .NET is pickled: what ``reducer_override`` answers. ``NotImplemented`` to any other."""
    # By its type's type: isinstance() with a type of .NET goes through pythonnet, which keeps what it was asked about.
    if isinstance(type(obj), _CLR_TYPE):
        # A recipe that has one outcome: the plain value itself, whatever its type. Shared values stay shared by it.
        return operator.getitem, ((plain(obj),), 0)
    if isinstance(obj, _CLR_TYPE):
        raise TypeError(f"cannot pickle {obj}: a type of .NET means nothing in the child")
    return NotImplemented


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
