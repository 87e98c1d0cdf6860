"""The context: everything of ``multiprocessing``, on processes that C# starts."""

import multiprocessing
import multiprocessing.context as _context

from ._methods import STANDBY_METHOD, START_METHOD
from ._submodules import of_original

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import overload

    from .process import Process


class _ImportedProcess:
    """The class ``Process``, imported when it is first asked for."""

    def __get__(self, instance: "PyBridgeContext | None", owner: "type[PyBridgeContext]") -> "type[Process]":
        from .process import Process

        PyBridgeContext.Process = Process
        return Process


class PyBridgeContext(_context.BaseContext):
    """What ``multiprocessing.get_context("pybridge")`` returns."""

    _name = START_METHOD
    if TYPE_CHECKING:
        Process = Process
    else:
        Process = _ImportedProcess()

    def set_start_method(self, method: "str | None", force: bool = False) -> None:
        """Raise ValueError, as every context does that has one start method, its own; the text says what to do instead.

        ``method``, a ``str``, is the start method that was wanted, and ``force`` changes nothing.
        CPython: ``BaseContext.set_start_method`` in ``Lib/multiprocessing/context.py``.
        """
        raise ValueError(
            f"cannot set start method of concrete context: pybridge starts processes by {self._name!r} alone; leave out "
            f"set_start_method({method!r}), or take Process and the rest from multiprocessing.get_context({method!r})"
        )

    def _check_available(self) -> None:
        """Prepare the rest of ``multiprocessing``: called by everything that hands the context out."""
        from ._interpreter import tell_multiprocessing

        tell_multiprocessing()


class _ImportedStandbyProcess:
    """The class ``Process`` of the other start method, likewise."""

    def __get__(self, instance: "StandbyContext | None", owner: "type[StandbyContext]") -> "type[Process]":
        from .standby import Process

        StandbyContext.Process = Process
        return Process


class StandbyContext(PyBridgeContext):
    """What ``multiprocessing.get_context("pybridge-standby")`` returns."""

    _name = STANDBY_METHOD
    if not TYPE_CHECKING:
        Process = _ImportedStandbyProcess()


class _Contexts(dict):
    """The contexts by start method, and ours, which is found and not listed.

    What lists them is ``multiprocessing.get_all_start_methods()``: those of the standard library, as it says, and as it is
    by itself before CPython 3.14.
    """

    def __init__(self, contexts: "dict[str, _context.BaseContext]") -> None:
        super().__init__(contexts)
        self._ours = {START_METHOD: PyBridgeContext(), STANDBY_METHOD: StandbyContext()}

    def __missing__(self, method: str) -> "PyBridgeContext":
        return self._ours[method]  # type: ignore[index] - a ``str`` is as good


def register() -> None:
    """Let ``multiprocessing.set_start_method("pybridge")`` and ``get_context("pybridge")`` find the context."""
    try:
        _context._concrete_contexts[START_METHOD]
    except KeyError:
        _context._concrete_contexts = _Contexts(_context._concrete_contexts)


if TYPE_CHECKING:

    @overload
    def get_context(method: None = None) -> PyBridgeContext: ...
    @overload
    def get_context(method: str) -> _context.BaseContext: ...


def get_context(method=None):
    """Return the context: ``Process``, ``Pool``, ``Queue``, ``Manager`` and the rest.

    ``method``, a ``str``, names another start method than "pybridge": one of this package's or of the standard library's.
    ValueError where there is no such start method. CPython: ``multiprocessing.get_context``.
    """
    if method is not None:
        return multiprocessing.get_context(method)
    context = _context._concrete_contexts[START_METHOD]
    context._check_available()
    return context


def _find(name: str) -> object:
    """Return what ``multiprocessing.context`` has besides, for a program that has changed its import."""
    if name == "Process":
        from .process import Process

        return Process
    return of_original(_context, name)


if not TYPE_CHECKING:  # to a type checker it would say that there is every name
    __getattr__ = _find
