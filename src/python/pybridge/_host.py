"""The C# library in this process: found, loaded and told about the process when it is first needed.

A forked child of a process that has it is refused it. But a forkserver is there to be forked, and runs the main module
first by default, since CPython 3.14: what that uses while it is imported shall not cost every child the library. So a
forkserver loads the native one, and each of its children starts cold, with a copy of its own.
"""

import os
import sys
import threading

from ._clr import IS_MAIN_INTERPRETER, fork_refusal, has_clr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._abi import Library

NATIVE, PYTHONNET = "native", "pythonnet"

_loading = threading.RLock()  # a signal handler or a finalizer may need the library while this thread loads it
_library: "Library | None" = None
_binding: str | None = None
_forked_from: int | None = None
_forkserver: int | None = None  # the one that had loaded the library when it made this process


def library() -> "Library":
    """Return the library, loaded at the first call.

    Raises ImportError where it is missing or does not fit, and RuntimeError in a forked child.
    """
    return _library or _load()


def loaded() -> bool:
    """Whether the library is there to be used, without loading it."""
    return _library is not None


def is_current(owner: "Library") -> bool:
    """Whether a library, by which an object was made, is the one that is there to be used."""
    return owner is _library


def check_owner(owner: "Library") -> None:
    """Raise RuntimeError where this process was forked since an object was made by a library."""
    if library() is not owner:
        raise RuntimeError(
            f"this object was made in process {_forkserver}, the forkserver that made this process, and cannot be used "
            "here. Make it where it is used, not while the main module or a preloaded one is imported."
        )


def binding() -> str:
    """Return the name of the binding that is in use, or would be."""
    return _binding or _choose()


def _choose() -> str:
    wish = os.environ.get("PYBRIDGE_BINDING")
    if wish not in (None, NATIVE, PYTHONNET):
        raise ImportError(f"PYBRIDGE_BINDING is {wish!r}; it can be {NATIVE!r} or {PYTHONNET!r}")
    if not IS_MAIN_INTERPRETER or _is_forkserver():
        # There is one CLR in a process: the main interpreter has it, and a server's would be in the way of its children's.
        return NATIVE
    # A program that lives with the CLR already shall not carry a second runtime.
    return wish or (PYTHONNET if has_clr() else NATIVE)


def _load() -> "Library":
    global _library, _binding
    if _forked_from is not None:
        raise RuntimeError(fork_refusal(_forked_from))
    with _loading:
        if _library is None:
            from ._loading import undisturbed

            binding = _choose()
            with undisturbed():
                if binding == PYTHONNET:
                    from ._pythonnet import load

                    loaded_library = load()
                else:
                    from ._native import load

                    loaded_library = load(another=_forkserver is not None)
            if _library is None:  # what interrupted this thread may have loaded it
                os.register_at_fork(after_in_child=_leave_to_forkserver if _is_forkserver() else _refuse_after_fork)
                _library, _binding = loaded_library, binding
        return _library


def _refuse_after_fork() -> None:
    """In a forked child the runtime's threads are missing and its memory is the parent's: never touch it."""
    global _library, _loading, _forked_from
    _library, _loading, _forked_from = None, threading.RLock(), os.getppid()


def _leave_to_forkserver() -> None:
    """In a forkserver's child the same is true, but another one can be loaded, when it is needed."""
    global _library, _binding, _loading, _forkserver
    if _forkserver is None:  # it is kept through the forks of this child's own children
        _library, _binding, _loading, _forkserver = None, None, threading.RLock(), os.getppid()


def _is_forkserver() -> bool:
    """Whether this process is a forkserver, and not one of its children, which have the same command line."""
    forkserver = sys.modules.get("multiprocessing.forkserver")
    if forkserver is None or "from multiprocessing.forkserver import main" not in " ".join(sys.orig_argv):
        return False
    return forkserver.get_inherited_fds() is None
