"""The end of a child that was a reserve worker: without the interpreter's own end, where nobody can tell.

That takes longer than all the rest of a short child. What a program can notice of it happens here too, in its order: threads
are waited for, exit handlers run, streams are flushed. What is left then is the end of objects, one by one. Where one of them
might do something there, or where this cannot be seen, the interpreter ends as always.
"""

import atexit
import gc
import os
import sys
import threading

from . import _inert, _streams

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from typing import NoReturn

_HIGHEST_CODE = 255


def end(code: int, is_inert: bool) -> "NoReturn":
    """End the process with a code, as ``sys.exit(code)`` at the end of the program does.

    ``is_inert``: whether all objects that were frozen before can be left out.
    """
    _await_threads()
    atexit._run_exitfuncs()
    if is_inert and 0 <= code <= _HIGHEST_CODE and _can_be_spared() and _flushed():
        os._exit(code)
    leave(code)


def leave(code: int) -> "NoReturn":
    """Let the interpreter end, with all objects."""
    gc.unfreeze()  # it would leave those out
    sys.exit(code)


def _await_threads() -> None:
    """Wait for the threads as the interpreter does first. It tells of an interrupt, and goes on."""
    try:
        threading._shutdown()
    except BaseException:  # noqa: BLE001 - whatever a signal handler raises
        import traceback

        threading._shutdown = lambda: None  # it would wait for them again
        print(f"Exception ignored on threading shutdown {threading!r}:", file=sys.stderr)
        traceback.print_exc()


def _can_be_spared() -> bool:
    try:
        return _inert.is_process_quiet() and _inert.are_inert(gc.get_objects())
    except Exception:  # noqa: BLE001 - a class may have any idea of its attributes
        return False


def _flushed() -> bool:
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__, *_streams.replaced):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except Exception:  # noqa: BLE001 - the interpreter says what there is to say, and changes the code
            return False
    return True
