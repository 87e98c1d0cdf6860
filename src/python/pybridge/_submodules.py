"""The modules of ``multiprocessing``, for a program that has changed its import: ``pybridge.connection``.

They are the standard library's own, whichever name they are imported by, so a class of theirs is one class. Of ``process``
and ``context`` there are two: this package's say what is different, and have the rest from the standard library's.
"""

import sys
from collections.abc import Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any

_PACKAGE, _ORIGINAL = f"{__package__}.", "multiprocessing."


class _Finder:
    """The last one to be asked for a module of this package: it has those of ``multiprocessing`` that this has not."""

    def find_spec(
        self, name: str, path: "Sequence[str] | None" = None, target: "ModuleType | None" = None
    ) -> "ModuleSpec | None":
        if not name.startswith(_PACKAGE) or "._" in name:
            return None
        from importlib.util import find_spec

        original = find_spec(_ORIGINAL + name[len(_PACKAGE):])
        if original is None:
            return None
        from importlib.machinery import ModuleSpec

        return ModuleSpec(name, self, origin=original.origin)  # type: ignore[arg-type] - a loader by what it can do

    def create_module(self, spec: "ModuleSpec") -> None:
        """Have an empty one made, which nobody will see."""

    def exec_module(self, module: "ModuleType") -> None:
        from importlib import import_module

        original = import_module(_ORIGINAL + module.__name__[len(_PACKAGE):])
        sys.modules[module.__name__] = original
        for name, part in list(sys.modules.items()):  # what it has loaded of itself: it would be loaded once more
            if name.startswith(f"{original.__name__}."):
                sys.modules.setdefault(_PACKAGE + name[len(_ORIGINAL):], part)


def of_original(module: "ModuleType", name: str) -> "Any":
    """Return what a module of ``multiprocessing`` has, where the one of that name here has not; AttributeError if none has."""
    if name.startswith("__"):  # what a module says of itself
        raise AttributeError(name)
    return getattr(module, name)


def find(name: str) -> object:
    """Return what ``multiprocessing`` has by a name that is none of the context's: a module, or a constant.

    ``AttributeError`` where it has none.
    """
    import multiprocessing
    from importlib import import_module

    if name.startswith("_"):
        raise AttributeError(name)
    try:
        return import_module(_PACKAGE + name)
    except ModuleNotFoundError as error:
        if error.name != _PACKAGE + name:  # it is there, and lacks something itself, as ``synchronize`` does on some systems
            raise
        return getattr(multiprocessing, name)


def look_out() -> None:
    """Let ``import pybridge.connection`` find the module."""
    sys.meta_path.append(_finder)


_finder = _Finder()
