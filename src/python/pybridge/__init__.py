"""Python's ``multiprocessing.Process`` as a C# class, for CPython: ``from pybridge import Process``."""

from __future__ import annotations

from . import _host
from ._csharp import csharp
from ._current import active_children, current_process, parent_process
from ._errors import ProcessDiedError, RemoteError, RemoteTraceback
from .context import get_context, register
from .process import Process

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

register()


def __getattr__(name: str) -> str:
    if name == "binding":
        return _host.binding()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
