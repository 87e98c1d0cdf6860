"""Python's ``multiprocessing.Process`` as a C# class, for CPython: ``from pybridge import Process``.

The names are imported when they are first asked for: a child imports this package too, and needs few of them. What it
does import has its annotations quoted, where they need it: ``from __future__ import annotations`` reads one more file.
"""

from .context import get_context, register

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from ._csharp import csharp
    from ._current import active_children, current_process, parent_process
    from ._errors import ProcessDiedError, RemoteError, RemoteTraceback
    from .process import Process

    binding: str

__all__ = [
    "Process",
    "ProcessDiedError",
    "RemoteError",
    "RemoteTraceback",
    "active_children",
    "binding",
    "csharp",
    "current_process",
    "get_context",
    "parent_process",
]
__version__ = "0.1.0"

_HOMES = {
    "Process": "process",
    "ProcessDiedError": "_errors",
    "RemoteError": "_errors",
    "RemoteTraceback": "_errors",
    "active_children": "_current",
    "csharp": "_csharp",
    "current_process": "_current",
    "parent_process": "_current",
}

register()


def _find(name: str) -> object:
    if name == "binding":  # not kept: it may be another one until the first use
        from . import _host

        return _host.binding()
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value


if not TYPE_CHECKING:  # to a type checker it would say that there is every name
    __getattr__ = _find


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
