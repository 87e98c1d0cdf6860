"""Our children in the set of ``multiprocessing``.

C# has a set of its own, and says who has ended. This one is read by CPython: ``multiprocessing.process`` polls its members
(``_cleanup``, ``active_children``), ``multiprocessing.util`` terminates and joins them at exit (``_exit_function``), and
programs take children out of it that shall outlive them.
"""

from __future__ import annotations

import multiprocessing.process as _process
import os

from ._peer import Peer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def of_ours() -> Iterator[tuple[Peer, _process.BaseProcess]]:
    """Yield the peers of the children that C# has started, and the Python objects that stand for them."""
    for child in list(_process._children):
        peer = getattr(getattr(child, "_popen", None), "peer", None)
        if isinstance(peer, Peer):
            yield peer, child


def _forget() -> None:
    """In a forked child the parent's children are none of ours: nothing may poll, join or terminate them there."""
    for _, child in of_ours():
        _process._children.discard(child)


os.register_at_fork(after_in_child=_forget)
