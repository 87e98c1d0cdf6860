"""The pools that have a thread: they end before the program does, and a forked child has none of them."""

from __future__ import annotations

import os
import threading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Pool(Protocol):
        """What is asked of a pool: a ``Manager``."""

        def wake(self) -> None: ...
        def join(self) -> None: ...
        def forget(self) -> None: ...

managers: set[Pool] = set()
_is_exiting = False


def is_exiting() -> bool:
    """Whether the program has come to its end, and no task is taken any more."""
    return _is_exiting


def _end_all() -> None:
    """Let all pools do what they have to do, and end."""
    global _is_exiting
    _is_exiting = True
    ending = [*managers]
    for manager in ending:
        manager.wake()
    for manager in ending:
        manager.join()


def _note_fork() -> None:
    copied = [*managers]
    managers.clear()
    for manager in copied:
        manager.forget()


threading._register_atexit(_end_all)  # as CPython's own pools do: before the threads are waited for
os.register_at_fork(after_in_child=_note_fork)
