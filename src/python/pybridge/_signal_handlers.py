"""The program's signal handlers, kept while something else is loaded that takes them over."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator

# Those that the CLR takes when it is loaded, also where the program ignores them or has a handler.
_TAKEN = (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Set the handlers again afterwards that the program had before, and what it ignored. Defaults are left alone.

    Python sets handlers in the main thread only; in others nothing is done.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _TAKEN}
    try:
        yield
    finally:
        for number, handler in before.items():
            # None: somebody's who is not Python.
            if handler not in (None, signal.SIG_DFL):
                signal.signal(number, handler)
