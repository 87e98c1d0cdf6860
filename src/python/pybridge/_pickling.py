"""Pickling for a child: as ``ForkingPickler`` does it, and values of .NET besides where the program has the CLR."""

from __future__ import annotations

import io
from multiprocessing.context import reduction

from ._clr import has_clr


def dumps(*objects: object) -> bytes:
    """Return pickles of objects, one after the other."""
    # Two classes: asking Python about every object slows pickling down, and most programs have no CLR.
    if has_clr():
        from ._clr_pickler import ClrPickler as Pickler
    else:
        Pickler = reduction.ForkingPickler  # noqa: N806 - a class
    message = io.BytesIO()
    pickler = Pickler(message)
    for obj in objects:
        pickler.dump(obj)
        pickler.clear_memo()  # each is read by itself
    return message.getvalue()
