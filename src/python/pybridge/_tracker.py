"""The parent's resource tracker, lent to a child.

The standard library's child imports ``multiprocessing.resource_tracker`` to tell it of the descriptor. That loads two
extension modules, and most children never share what has to be tracked: here it is told when something imports it.
"""

import os
import sys

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any

MODULE = "multiprocessing.resource_tracker"
# Imports the other one between making a semaphore and telling the tracker of it: a signal that ends the process there
# would leave the semaphore behind, so the tracker is to be there before.
LATE_USER = "multiprocessing.synchronize"


def lend_tracker(fd: int) -> None:
    """Let this process tell the tracker at the other end of ``fd`` what it shares, from its first use on."""
    if MODULE in sys.modules:
        _use(sys.modules[MODULE], fd)
    else:
        finder = _TrackerFinder(fd)
        sys.meta_path.insert(0, finder)
        os.register_at_fork(after_in_child=finder.forget_after_fork)


def _use(module: "ModuleType", fd: int) -> None:
    module._resource_tracker._fd = fd


class _TrackerFinder:
    """Finds the module once, as it would be found without this, and gives it the descriptor when it is loaded."""

    def __init__(self, fd: int) -> None:
        self._fd = fd

    def forget_after_fork(self) -> None:
        """Close the pipe in a child that a plain ``os.fork()`` made: as long as it is open, the tracker cannot stop.

        The module does so by itself once it is there, since CPython 3.14, and keeps the pipe for forks that
        ``multiprocessing`` made (gh-146313). Those come from ``popen_fork``, which then imports the module.
        """
        if self in sys.meta_path and "multiprocessing.popen_fork" not in sys.modules:
            sys.meta_path.remove(self)
            os.close(self._fd)

    def find_spec(
        self, name: str, path: "Sequence[str] | None" = None, target: "ModuleType | None" = None
    ) -> "ModuleSpec | None":
        if name == LATE_USER:
            from importlib import import_module

            import_module(MODULE)
        if name != MODULE:
            return None
        from importlib.util import find_spec

        sys.meta_path.remove(self)
        spec = find_spec(name)
        if spec is None or spec.loader is None:
            return None
        if hasattr(spec.loader, "exec_module"):
            spec.loader = _LendingLoader(spec.loader, self._fd)
        return spec


class _LendingLoader:
    """Loads one module by a loader that others share: one serves all modules of an archive, a class all frozen ones."""

    def __init__(self, loader: "Any", fd: int) -> None:
        self._loader = loader
        self._fd = fd

    def __getattr__(self, name: str) -> "Any":
        return getattr(self._loader, name)

    def exec_module(self, module: "ModuleType") -> None:
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        _use(module, self._fd)
