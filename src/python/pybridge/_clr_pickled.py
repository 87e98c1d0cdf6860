"""How values of .NET are pickled wherever that is done: in pools, executors, pipes and queues, too.

``pythonnet`` gives them no way. A pickle names the functions here, for a process with the CLR as for one without: there
a value is what Python has for it.
"""

from __future__ import annotations

from typing import Any

from ._clr import has_clr, require_own, watch_forks
from ._errors import RemoteError


def install() -> None:
    """Teach the classes from which all of .NET inherit. An interface is not one: its values stay unpickled."""
    from System import Exception as DotNetException, Object

    watch_forks()
    Object.__reduce_ex__ = _reduce
    DotNetException.__reduce_ex__ = _reduce_exception


def _reduce(self: Any, protocol: int) -> Any:
    if type(self).__reduce__ is not object.__reduce__:
        return self.__reduce__()  # of a class of Python's that is derived from one of .NET
    return reduce(self)


def reduce(obj: Any) -> Any:
    """Say how a value of .NET is pickled."""
    require_own()
    from ._clr_values import parts

    return value, parts(obj)


def _reduce_exception(self: Any, protocol: int) -> Any:
    if type(self).__reduce__ is not BaseException.__reduce__:
        return self.__reduce__()
    kind = type(self)
    return exception, (kind.__module__, kind.__qualname__, self.args, str(self), str(self.StackTrace or ""))


def value(plain: Any, type_name: str, exact: bytes | None) -> Any:
    """Return a value of .NET where the process has the CLR and the type, and otherwise the plain value of Python."""
    if not has_clr():
        return plain
    require_own()
    from ._clr_values import restore

    return restore(plain, type_name, exact)


def exception(module: str, name: str, args: tuple[Any, ...], text: str, trace: str) -> BaseException:
    """Return an exception of .NET, made anew; a ``RemoteError`` where the process has no CLR, or not the type."""
    if has_clr():
        require_own()
        from importlib import import_module

        try:
            return getattr(import_module(module), name)(*args)
        except Exception:  # noqa: BLE001 - whatever its constructor says; what the exception tells must not be lost
            pass
    return RemoteError(f"{module}.{name}", text, trace)
