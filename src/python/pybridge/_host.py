"""The C# library in this process: found, loaded and told about the process when it is first needed."""

import os
import threading

from ._clr import fork_refusal, has_clr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._abi import Library

NATIVE, PYTHONNET = "native", "pythonnet"

_loading = threading.RLock()  # a signal handler or a finalizer may need the library while this thread loads it
_library: "Library | None" = None
_binding: str | None = None
_forked_from: int | None = None


def library() -> "Library":
    """Return the library, loaded at the first call.

    Raises ImportError where it is missing or does not fit, and RuntimeError in a forked child.
    """
    return _library or _load()


def loaded() -> bool:
    """Whether the library is there to be used, without loading it."""
    return _library is not None


def binding() -> str:
    """Return the name of the binding that is in use, or would be."""
    return _binding or _choose()


def _choose() -> str:
    wish = os.environ.get("PYBRIDGE_BINDING")
    if wish is None:
        # A program that lives with the CLR already shall not carry a second runtime.
        return PYTHONNET if has_clr() else NATIVE
    if wish not in (NATIVE, PYTHONNET):
        raise ImportError(f"PYBRIDGE_BINDING is {wish!r}; it can be {NATIVE!r} or {PYTHONNET!r}")
    return wish


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
                else:
                    from ._native import load
                loaded_library = load()
            if _library is None:  # what interrupted this thread may have loaded it
                os.register_at_fork(after_in_child=_refuse_after_fork)
                _library, _binding = loaded_library, binding
        return _library


def _refuse_after_fork() -> None:
    """In a forked child the runtime's threads are missing and its memory is the parent's: never touch it."""
    global _library, _loading, _forked_from
    _library, _loading, _forked_from = None, threading.RLock(), os.getppid()
