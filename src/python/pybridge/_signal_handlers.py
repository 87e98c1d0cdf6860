"""The program's signal handlers, kept while something else is loaded that takes them over."""

from __future__ import annotations

import contextlib
import ctypes
import signal
from collections.abc import Iterator

# Those that the CLR takes when it is loaded, also where the program ignores them or has a handler.
_TAKEN = (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
_Action = ctypes.c_uint64 * 32  # ``struct sigaction``, which is smaller, and begins with the handler


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Set the handlers again afterwards that the program had before, and what it ignored. Defaults are left alone.

    They are those of the C library: Python sets its own in the main thread only, and this may be another. There the CLR's
    would stay, which sends a signal on to the program; another thread may take that while the main thread begins to wait.
    """
    sigaction = ctypes.CDLL(None).sigaction
    sigaction.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    before = {number: _Action() for number in _TAKEN}
    for number, action in before.items():
        sigaction(number, None, action)
    try:
        yield
    finally:
        for number, action in before.items():
            if action[0] != signal.SIG_DFL:
                sigaction(number, action, None)
