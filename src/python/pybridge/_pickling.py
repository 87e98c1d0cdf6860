"""Pickling for a child: as ``multiprocessing.reduction`` does it, and values of .NET besides where the program has the CLR."""

from __future__ import annotations

from multiprocessing import context

from ._clr import has_clr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._message import Message


def pickle_process(message: Message, preparation: object, process: object) -> bytes:
    """Pickle what a child reads: what to prepare, and the process object. Return what goes through its pipe."""
    reduction = context.reduction
    message.add(preparation, reduction.dump)
    # Nothing is asked of ours where a program has put a function or a pickler of its own there, as it does to pickle with dill.
    if _is_replaced():
        message.add(process, reduction.dump)
    # Two classes: asking Python about every object slows pickling down, and most programs have no CLR.
    elif has_clr():
        from ._clr_pickler import ClrPickler

        message.add_large(process, ClrPickler)
    else:
        message.add_large(process, reduction.ForkingPickler)
    return message.finish()


def _is_replaced() -> bool:
    own = "multiprocessing.reduction"
    reduction = context.reduction
    return (getattr(reduction.dump, "__module__", None), reduction.ForkingPickler.__module__) != (own, own)
