"""The first load of the C# library, which must leave the program's signals and descriptors alone."""

from __future__ import annotations

import _signal
import contextlib
import functools
import os
import signal
from collections.abc import Iterator

# Those that a thread brings upon itself: blocked, they would end the process. And the one by which .NET stops threads.
_NEVER_BLOCKED = {
    signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGTRAP, signal.SIGRTMIN,
}
_STANDARD = 3  # 0, 1 and 2: stdin, stdout and stderr


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Load a runtime in here: its threads take none of the program's signals, its files no standard descriptor."""
    with _signals_blocked(), standard_numbers_taken():
        yield


@contextlib.contextmanager
def _signals_blocked() -> Iterator[None]:
    """Block signals in this thread: the threads that are made meanwhile block them for as long as they run.

    A program that blocks a signal, to wait for it or to hold it back, counts on every thread blocking it.
    """
    before = _signal.pthread_sigmask(signal.SIG_BLOCK, ())
    restore = functools.partial(_signal.pthread_sigmask, signal.SIG_SETMASK, before)
    try:
        _signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals() - _NEVER_BLOCKED)
        yield
    finally:
        restore()  # in one call, which is none of Python's: a handler may raise between two


@contextlib.contextmanager
def standard_numbers_taken() -> Iterator[None]:
    """Keep 0, 1 and 2 from what is opened in here and stays open, where the program has closed them."""
    taken: list[int] = []
    try:
        while (descriptor := os.open(os.devnull, os.O_RDWR)) < _STANDARD:
            taken.append(descriptor)
        os.close(descriptor)
        yield
    finally:
        for descriptor in taken:
            os.close(descriptor)
