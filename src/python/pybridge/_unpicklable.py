"""Which argument of a C# method cannot be pickled, and what to give instead."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from typing import Any

_SAME_TEXT = (AttributeError, NotImplementedError, RuntimeError, TypeError, ValueError, pickle.PicklingError)  # made of a text alone
_DEPTH = 8  # of lists, tuples and dicts in one another

_FOR_CHILDREN_ALONE = "through inheritance"  # CPython's words for queues and the like
_ADVICE_FOR_CHILDREN = (
    "a call goes to a process that is there already, so give the method to a pybridge.Process(target=...), which takes queues and connections"
)
_ADVICE_FOR_LOCKS = "C# has no counterpart of locks and events; use them in Python alone, or have C# wait for a queue or a connection"
_ADVICE_FOR_SOCKETS = "C# has no counterpart of sockets; give it an address, or an end of a pybridge.Pipe()"
_OF_THREADS = {"_thread", "threading", "queue", "_queue"}  # what is in these modules is for the threads of one process
_ADVICE_FOR_THREADS = (
    "it is for the threads of one process; a pybridge.Queue() or one end of a pybridge.Pipe() can be given to the C# target of a pybridge.Process"
)
_ADVICE_FOR_MEMORY = "it is memory of C; give its value: .value of a number, list(...) of an array"
_ADVICE = "C# is given values: numbers, text, lists, dicts, dataclasses, arrays, and what these hold"


def explained(
    error: Exception, method: str, args: tuple[Any, ...], kwargs: dict[str, Any], dump: Callable[[Any], object]
) -> Exception:
    """Return the error of a method's arguments with the one that cannot cross in its text; itself where none is found.

    ``dump`` pickles a value, or raises. It is given the arguments once more, one by one, and the items of the one that fails.
    """
    if type(error) not in _SAME_TEXT:
        return error  # a class of its own says it in its own way
    named = [(f"args[{index}]", value) for index, value in enumerate(args)]
    found = _first(iter([*named, *((f"kwargs[{name!r}]", value) for name, value in kwargs.items())]), dump, _DEPTH)
    if found is None:
        return error
    path, value = found
    advice = _advice(error, value)
    text = f"{path} of {method}, of type {type(value).__qualname__}, cannot cross to C#: {error}"
    said = ": a stream " in text or "A SemLock created" in text  # and what to do with it
    return type(error)(text if said else f"{text} ({advice})")


def _advice(error: Exception, value: Any) -> str:
    if any(base.__module__ == "_ctypes" for base in type(value).__mro__):
        return _ADVICE_FOR_MEMORY
    if type(value).__module__ == "multiprocessing.synchronize":
        return _ADVICE_FOR_LOCKS
    if type(value).__module__ == "socket":
        return _ADVICE_FOR_SOCKETS
    if _FOR_CHILDREN_ALONE in str(error):
        return _ADVICE_FOR_CHILDREN
    return _ADVICE_FOR_THREADS if type(value).__module__ in _OF_THREADS else _ADVICE


def _first(values: Iterator[tuple[str, Any]], dump: Callable[[Any], object], depth: int) -> tuple[str, Any] | None:
    for path, value in values:
        try:
            dump(value)
        except Exception:  # noqa: BLE001 - whatever it is, this is the one
            within = _first(_items(path, value), dump, depth - 1) if depth else None
            return within or (path, value)
    return None


def _items(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if type(value) is dict:
        return iter([(f"{path}[{key!r}]", item) for key, item in value.items()])
    if type(value) in (list, tuple):
        return iter([(f"{path}[{index}]", item) for index, item in enumerate(value)])
    return iter(())
