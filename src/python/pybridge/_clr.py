"""Whether this process has the CLR, whether a fork has taken it away, and whether this interpreter can have it."""

import _thread
import os
import sys

# The one that pythonnet serves; it is one for a process. CPython tells which one this is since 3.12; before, it takes an
# extension module to make others.
IS_MAIN_INTERPRETER: bool = getattr(_thread, "_is_main_interpreter", lambda: True)()

_forked_from: "int | None" = None
_watching = False


def has_clr() -> bool:
    """Whether ``pythonnet`` has brought the CLR into this process.

    Other packages have a module ``clr``, too. What is in pythonnet's is of classes that .NET made, and those have a
    metaclass of their own.
    """
    module = sys.modules.get("clr")
    contents = getattr(module, "__dict__", {})  # not an attribute of it: a module may have a __getattr__ of its own
    return type(type(contents.get("AddReference"))) is not type


def has_own_clr() -> bool:
    """Whether this process has the CLR, and not only what a fork has left of it."""
    return _forked_from is None and has_clr()


def watch_forks() -> None:
    """Remember from now on that a forked child has no CLR: its threads are missing, and any call may wait for them."""
    global _watching
    if not _watching:
        os.register_at_fork(after_in_child=_note_fork)
        _watching = True


def require_own() -> None:
    """Raise RuntimeError in a forked child of a process that had the CLR."""
    if _forked_from is not None:
        raise RuntimeError(fork_refusal(_forked_from))


def fork_refusal(parent: int) -> str:
    """Return what is said where a fork has left a runtime behind."""
    return (
        f"pybridge cannot be used in this process: it was forked from process {parent}, where the .NET runtime was "
        "loaded, and a runtime does not survive a fork. Start the process with pybridge.get_context() or "
        "multiprocessing.get_context('spawn') instead."
    )


def _note_fork() -> None:
    global _forked_from
    _forked_from = os.getppid()
