"""Pickling for a child: as ``ForkingPickler`` does it, and values of .NET besides where the program has the CLR."""

from __future__ import annotations

from multiprocessing.context import reduction
from typing import IO, Any

from . import _host


def dump(obj: Any, file: IO[bytes]) -> None:
    """Write a pickle of an object to a file."""
    # Two classes: asking Python about every object slows pickling down, and most programs have no CLR.
    if _host.has_clr():
        from ._clr_values import ClrPickler as Pickler
    else:
        Pickler = reduction.ForkingPickler  # noqa: N806 - a class
    Pickler(file).dump(obj)
