"""Values of .NET in a pickle, in a program that has the CLR through ``pythonnet``.

``pythonnet`` gives none of them a way to be pickled. Here each goes as the plain value that C# makes of it, so the child
needs neither .NET nor pythonnet to read it.
"""

from __future__ import annotations

import builtins
import pickle
from multiprocessing.context import reduction
from typing import IO, Any

from System import Object

from ._pythonnet import add_reference

add_reference()

from PyBridge.Native import PythonValues  # noqa: E402 - it is there from now on

_CLR_TYPE = type(Object)


def _is_value(obj: Any) -> bool:
    # By its type's type: isinstance() with a type of .NET goes through pythonnet, which keeps what it was asked about.
    return isinstance(type(obj), _CLR_TYPE)


class _FoundError(BaseException):
    """There is a value of .NET."""


class _Scout(reduction.ForkingPickler):
    """The ordinary pickler, which gives up at the first value of .NET: most pickles hold none, and it is fast."""

    def reducer_override(self, obj: Any) -> Any:
        if _is_value(obj):
            raise _FoundError
        if isinstance(obj, _CLR_TYPE):
            raise TypeError(f"cannot pickle {obj}: a type of .NET means nothing in the child")
        return NotImplemented


class _PlainPickler(pickle._Pickler):
    """Puts plain values in the place of .NET's. Only the pickler that is written in Python can be told to."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file)
        self.dispatch_table = reduction.ForkingPickler(file).dispatch_table
        # By identity, with the original, which must not give its id to another. Shared objects stay shared.
        self._replaced: dict[int, tuple[Any, Any]] = {}

    def save(self, obj: Any, save_persistent_id: bool = True) -> Any:
        if _is_value(obj):
            if id(obj) not in self._replaced:
                self._replaced[id(obj)] = obj, plain(obj)
            obj = self._replaced[id(obj)][1]
        return super().save(obj, save_persistent_id)


def dump(obj: Any, file: IO[bytes]) -> None:
    """Write a pickle of an object to a file that can be rewound."""
    start = file.tell()
    scout = _Scout(file)
    try:
        scout.dump(obj)
    except _FoundError:
        file.seek(start)
        file.truncate()
        _PlainPickler(file).dump(obj)
    finally:
        # A pickler with an overridden reducer is a cycle: it would keep the arguments until garbage is collected.
        scout.clear_memo()


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
