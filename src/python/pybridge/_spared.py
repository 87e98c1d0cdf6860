"""What the standard library's child imports and few children use, loaded when it is used.

``multiprocessing.util`` takes a function from ``subprocess``, which brings ``locale`` and ``selectors`` along, and
``multiprocessing.spawn`` needs ``runpy`` for main modules that ``_main_module`` does not run. Together they are a tenth of
what a child imports.
"""

import sys

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any


class _Spared(type(sys)):
    """Stands for a module while others import it. What they ask of it, the module itself answers."""

    def __getattr__(self, name: str) -> "Any":
        if name.startswith("__"):  # the import system asks for what only packages have
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        self.withdraw()
        __import__(self.__name__)
        return getattr(sys.modules[self.__name__], name)

    def withdraw(self) -> None:
        """Let the next import find the module itself."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]


class _SparedSubprocess(_Spared):
    @staticmethod
    def _args_from_interpreter_flags() -> list[str]:
        import subprocess

        return subprocess._args_from_interpreter_flags()


def import_spawn() -> "ModuleType":
    """Import and return ``multiprocessing.spawn``."""
    spared = [_SparedSubprocess("subprocess"), _Spared("runpy")]
    for module in spared:
        sys.modules.setdefault(module.__name__, module)
    try:
        from multiprocessing import spawn
    finally:
        for module in spared:
            module.withdraw()
    return spawn
