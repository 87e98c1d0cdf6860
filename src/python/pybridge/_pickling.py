"""Pickling for a child: as ``ForkingPickler`` does it, and values of .NET besides where the program has the CLR."""

from __future__ import annotations

from multiprocessing.context import reduction
from typing import IO, Any

from . import _host


def dump(obj: Any, file: IO[bytes]) -> None:
    """Write a pickle of an object to a file."""
    pickler = _ClrPickler if _host.has_clr() else reduction.ForkingPickler
    pickler(file).dump(obj)


def reduce_clr(obj: Any) -> Any:
    """Say how a value of .NET is pickled; ``NotImplemented`` to any other, and where the program has no CLR."""
    if not _host.has_clr():
        return NotImplemented
    from ._clr_values import reduce

    return reduce(obj)


class _ClrPickler(reduction.ForkingPickler):
    """A class of its own: asking Python about every object slows pickling down, and most programs have no CLR."""

    def reducer_override(self, obj: Any) -> Any:
        return reduce_clr(obj)
