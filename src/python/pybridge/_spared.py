"""What the standard library's child imports and few children use, loaded when it is used.

``multiprocessing.util`` takes one function from ``subprocess``, and ``multiprocessing.spawn`` needs ``runpy`` for main
modules that ``_main_module`` does not run. With what they bring along, such as ``contextlib``, ``fcntl`` and ``locale``,
they are up to a tenth of a child's time. ``multiprocessing.connection`` and ``synchronize`` make names by ``tempfile``, which
brings three libraries for compression along; a child that has them ends later, for the system takes back its memory.
"""

import sys

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType
    from typing import Any


class _Spared(type(sys)):
    """Stands for a module while others import it. What they ask of it or set, is the module's own."""

    def __getattr__(self, name: str) -> "Any":
        if name == "__path__":  # the import system asks every module whether it is a package
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        return getattr(self._load(), name)

    def __setattr__(self, name: str, value: "Any") -> None:
        setattr(self._load(), name, value)

    def __delattr__(self, name: str) -> None:
        delattr(self._load(), name)

    def __dir__(self) -> "list[str]":
        return dir(self._load())

    def _load(self) -> "ModuleType":
        self.withdraw()
        __import__(self.__name__)
        return sys.modules[self.__name__]

    def withdraw(self) -> None:
        """Let the next import find the module itself."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]


class _SparedSubprocess(_Spared):
    @staticmethod
    def _args_from_interpreter_flags() -> list[str]:
        import subprocess

        return subprocess._args_from_interpreter_flags()


class _SparedTempfile(_Spared):
    class _RandomNameSequence:
        """Names for semaphores, of which most children make none."""

        _names: "Iterator[str]"

        def __iter__(self) -> "Iterator[str]":
            return self

        def __next__(self) -> str:
            if not hasattr(self, "_names"):
                import tempfile

                self._names = tempfile._RandomNameSequence()
            return next(self._names)


def import_spawn() -> "ModuleType":
    """Import and return ``multiprocessing.spawn``."""
    with _spared(_SparedSubprocess("subprocess"), _Spared("runpy")):
        from multiprocessing import spawn
    return spawn


def import_connections() -> None:
    """Import what connections, queues and locks are made of."""
    with _spared(_SparedTempfile("tempfile")):
        from multiprocessing import connection, queues  # noqa: F401

        try:
            from multiprocessing import synchronize  # noqa: F401
        except ImportError:  # the system has no semaphores
            pass


class _spared:
    """While this is entered, modules are not imported, but stand-ins for them."""

    def __init__(self, *modules: _Spared) -> None:
        self._modules = modules

    def __enter__(self) -> None:
        for module in self._modules:
            sys.modules.setdefault(module.__name__, module)

    def __exit__(self, *_: object) -> None:
        for module in self._modules:
            module.withdraw()
