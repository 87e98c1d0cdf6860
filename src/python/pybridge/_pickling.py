"""Pickling for a child: as ``multiprocessing.reduction`` does it, and values of .NET besides where the program has the CLR."""

from __future__ import annotations

import io
from multiprocessing import context

from ._clr import has_clr


def dumps(*objects: object) -> bytes:
    """Return pickles of objects, one after the other."""
    message, dump = io.BytesIO(), context.reduction.dump
    # Two classes: asking Python about every object slows pickling down, and most programs have no CLR. Nor is anything asked
    # of ours where a program has put a function or a pickler of its own there, as it does to pickle with dill.
    if has_clr() and not _is_replaced():
        from ._clr_pickler import ClrPickler

        def dump(obj: object, file: io.BytesIO) -> None:
            ClrPickler(file).dump(obj)

    for obj in objects:
        dump(obj, message)
    return message.getvalue()


def _is_replaced() -> bool:
    own = "multiprocessing.reduction"
    reduction = context.reduction
    return (getattr(reduction.dump, "__module__", None), reduction.ForkingPickler.__module__) != (own, own)
