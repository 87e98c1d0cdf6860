"""Whether objects can be left out when a process ends, for all they would do is to give back what the system takes back anyway.

It is "no" in case of doubt, and whatever the reason.
"""

import _warnings
import io
import os
import sys
import threading
import types
import weakref

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

_IS_COLLECTED = 1 << 14  # Py_TPFLAGS_HAVE_GC: ``gc`` knows the instances
_OWN_CALLBACKS = {"logging", "weakref", "_weakrefset", "pybridge._beside"}
_PROXIES: "set[type]" = {weakref.ProxyType, weakref.CallableProxyType}
_INNER_CALLBACKS = {"_destroy", "_localdummy_destroyed", "clear_locals"}  # of ``abc`` and ``threading.local``
# Of these modules objects end by more than memory and descriptors: databases, other interpreters, libraries of any kind.
_WITH_MORE_TO_END = {"_ctypes", "_curses", "_dbm", "_gdbm", "_interpreters", "_sqlite3", "_tkinter", "_xxsubinterpreters"}
_TOLD_AT_THE_END = ("LD_AUDIT", "LD_PRELOAD", "PYTHONDUMPREFS", "PYTHONDUMPREFSFILE", "PYTHONMALLOCSTATS")
_QUIET_OPTIONS = {"cpu_count", "frozen_modules", "gil", "int_max_str_digits", "no_debug_ranges", "pycache_prefix", "utf8"}

_OWN_MODULES = getattr(sys, "stdlib_module_names", ())  # since CPython 3.10; before, all are foreign

_known: "dict[str, int]" = {}  # the modules that have no compiled code but the interpreter's; objects would live longer here

_order_of = type.__dict__["__mro__"].__get__  # the class of a class may have other ideas of its attributes
_names_of = type.__dict__["__dict__"].__get__


def are_inert(objects: "Iterable[Any]") -> bool:
    """Whether nothing happens that could be noticed when these objects end."""
    objects = list(objects)
    ending = {kind for kind in set(map(type, objects)) if _has_end(kind)}
    streams = {id(part) for name in ("stdin", "stdout", "stderr") for part in _parts(getattr(sys, name, None))}
    closing = _closing()
    return not any(_does_something(one, ending, closing, streams) for one in objects)


def is_interpreter_quiet() -> bool:
    """Whether the interpreter was started so that it has nothing to do, or to tell, when it ends."""
    return not (
        sys.flags.dev_mode
        or sys.warnoptions
        or sys._xoptions.keys() - _QUIET_OPTIONS
        or any(name in os.environ for name in _TOLD_AT_THE_END)
    )


def is_process_quiet() -> bool:
    """Whether nothing has come since that has something to do, or to tell, when the interpreter ends."""
    return not (
        threading.active_count() > 1
        or sys.getprofile()
        or sys.gettrace()
        or getattr(sys, "is_stack_trampoline_active", bool)()
        or _warns_of_open_files()
        or has_foreign_code()
    )


def has_foreign_code() -> bool:
    """Whether there is compiled code that is not the interpreter's: it may have exit handlers and buffers of its own."""
    if any(name in sys.modules for name in _WITH_MORE_TO_END):
        return True
    for name, module in list(sys.modules.items()):
        if _known.get(name) != id(module):
            if str(getattr(module, "__file__", None)).endswith(".so") and name.partition(".")[0] not in _OWN_MODULES:
                return True
            _known[name] = id(module)
    return False


def _does_something(one: "Any", ending: "set[type]", closing: "set[type]", streams: "set[int]") -> bool:
    kind = type(one)
    if issubclass(kind, weakref.ref):
        if _is_told_of_ends(one.__callback__):
            return True
    elif kind in _PROXIES:
        return True  # it does not show its callback
    elif issubclass(kind, type) and not one.__flags__ & _IS_COLLECTED and _has_written_end(one):
        return True  # there may be instances of which nobody knows
    if kind not in ending or kind in closing or id(one) in streams:
        return False
    if kind is io.TextIOWrapper:
        return not one.closed and one.writable()
    if kind.__module__ == "multiprocessing.resource_tracker":
        return one._pid is not None  # a tracker that this process has started, and would wait for
    return not isinstance(one, types.GeneratorType) or _is_under_way(one)


def _has_end(kind: type) -> bool:
    return any("__del__" in _names_of(base) for base in _order_of(kind))


def _has_written_end(kind: type) -> bool:
    """Whether it is one of a program: those of the interpreter give back memory and descriptors."""
    ends = (_names_of(base).get("__del__") for base in _order_of(kind))
    return not all(end is None or isinstance(end, types.WrapperDescriptorType) for end in ends)


def _is_under_way(generator: "types.GeneratorType[Any, Any, Any]") -> bool:
    """Whether it has been begun and not finished: then its ``finally`` may be to come."""
    frame = generator.gi_frame
    if frame is None or frame.f_lasti == -1 or not getattr(generator, "gi_suspended", True):
        return False
    return bool(getattr(frame.f_code, "co_exceptiontable", True))  # without, CPython 3.11 has no ``finally`` there


def _closing() -> "set[type]":
    """Return the types whose instances close a descriptor and do no more."""
    types_of = {"multiprocessing.connection": "Connection", "socket": "socket"}
    modules = {name: sys.modules.get(name) for name in types_of}
    return {io.FileIO, io.BufferedReader, *(vars(module)[types_of[name]] for name, module in modules.items() if module)}


def _parts(stream: "Any") -> "list[Any]":
    """Return a standard stream, if it is one of the interpreter's kind, with what it writes to: they are flushed."""
    return [stream, stream.buffer] if type(stream) is io.TextIOWrapper else []


def _is_told_of_ends(callback: "Any") -> bool:
    if callback is None or (isinstance(callback, types.BuiltinMethodType) and callback.__name__ in _INNER_CALLBACKS):
        return False
    return getattr(callback, "__module__", None) not in _OWN_CALLBACKS


def _warns_of_open_files() -> bool:
    filters = getattr(sys.modules.get("warnings", _warnings), "filters", ())
    for action, message, category, module, line in filters:
        if issubclass(ResourceWarning, category):
            if action != "ignore":
                return True
            if (message, module, line) == (None, None, 0):
                return False
    return True
