"""Python's ``multiprocessing.Process`` as a C# class, for CPython: ``from pybridge import Process``.

Besides the class there is all that ``multiprocessing`` has: ``Queue``, ``Lock``, ``Pool`` and the rest, of the context on
which such processes run, and its modules. A program changes its import and nothing else.
"""

# The names are imported when they are first asked for: a child imports this package too, and needs few of them. What it
# does import has its annotations quoted, where they need it: ``from __future__ import annotations`` reads one more file.
import sys

from . import _clr_import, _submodules
from ._clr import has_clr
from .context import get_context, register

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from multiprocessing import (
        Array,
        AuthenticationError,
        Barrier,
        BoundedSemaphore,
        BufferTooShort,
        Condition,
        Event,
        JoinableQueue,
        Lock,
        Manager,
        Pipe,
        Pool,
        ProcessError,
        Queue,
        RLock,
        RawArray,
        RawValue,
        Semaphore,
        SimpleQueue,
        TimeoutError,
        Value,
        allow_connection_pickling,
        cpu_count,
        freeze_support,
        get_all_start_methods,
        get_logger,
        get_start_method,
        log_to_stderr,
        reducer,
        set_executable,
        set_forkserver_preload,
        set_start_method,
    )
    from multiprocessing import (  # noqa: F401 - modules that a program may ask this one for
        connection as connection,
        managers as managers,
        pool as pool,
        queues as queues,
        reduction as reduction,
        shared_memory as shared_memory,
        sharedctypes as sharedctypes,
        synchronize as synchronize,
        util as util,
    )

    from . import standby
    from ._csharp import csharp
    from ._errors import ProcessDiedError, RemoteError, RemoteTraceback, WorkerDiedError
    from .current import active_children, current_process, parent_process
    from .executor import ProcessPoolExecutor
    from .process import Process
    from .standby import set_standby

    binding: str

__all__ = [
    "Array",
    "AuthenticationError",
    "Barrier",
    "BoundedSemaphore",
    "BufferTooShort",
    "Condition",
    "Event",
    "JoinableQueue",
    "Lock",
    "Manager",
    "Pipe",
    "Pool",
    "Process",
    "ProcessDiedError",
    "ProcessError",
    "ProcessPoolExecutor",
    "Queue",
    "RLock",
    "RawArray",
    "RawValue",
    "RemoteError",
    "RemoteTraceback",
    "Semaphore",
    "SimpleQueue",
    "TimeoutError",
    "Value",
    "WorkerDiedError",
    "active_children",
    "allow_connection_pickling",
    "binding",
    "cpu_count",
    "csharp",
    "current_process",
    "freeze_support",
    "get_all_start_methods",
    "get_context",
    "get_logger",
    "get_start_method",
    "log_to_stderr",
    "parent_process",
    "reducer",
    "set_executable",
    "set_forkserver_preload",
    "set_standby",
    "set_start_method",
    "standby",
]
__version__ = "0.1.0"

_HOMES = {
    "Process": "process",
    "ProcessDiedError": "_errors",
    "ProcessPoolExecutor": "executor",
    "RemoteError": "_errors",
    "RemoteTraceback": "_errors",
    "WorkerDiedError": "_errors",
    "active_children": "current",
    "csharp": "_csharp",
    "set_standby": "standby",
    "current_process": "current",
    "parent_process": "current",
    "standby": "standby",
}

register()
_clr_import.look_out()
_submodules.look_out()


def _find(name: str) -> object:
    if name == "binding":  # not kept: it may be another one until the first use
        from . import _host

        return _host.binding()
    if name in _HOMES:
        from importlib import import_module

        if name == "standby":
            return import_module(".standby", __name__)
        value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    elif name in __all__:
        import multiprocessing

        context = get_context()
        value = getattr(context if hasattr(context, name) else multiprocessing, name)
    else:
        try:
            value = _submodules.find(name)
        except AttributeError:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    globals()[name] = value
    return value


if not TYPE_CHECKING:  # to a type checker it would say that there is every name
    __getattr__ = _find


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _find_all() -> None:
    for name in __all__:
        try:
            _find(name)
        except (RuntimeError, OSError):  # no interpreter was found for what the context makes; its first use says so
            continue


if has_clr() and not any(sys.orig_argv):
    # C# code of a program that embeds Python: pythonnet's ``Py.Import`` looks for names in a module's dictionary alone.
    _find_all()
