"""Pickling of tasks and of their results, as ``multiprocessing`` does it."""

from __future__ import annotations

import io
import pickle
from multiprocessing import reduction
from types import FunctionType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_PLAIN = frozenset({type(None), bool, int, float, str, bytes})  # nobody has a say in how these are pickled


def dumps(value: object) -> bytes:
    """Pickle a value."""
    if type(value) in _PLAIN:
        return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    file = io.BytesIO()
    reduction.ForkingPickler(file, pickle.HIGHEST_PROTOCOL).dump(value)
    return file.getvalue()


def dumps_call(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
    """Pickle a call. To make a ``ForkingPickler`` takes longer than to pickle a small one, so that is left out where it can be."""
    call = function, args, kwargs
    if type(function) is FunctionType and not kwargs and _PLAIN.issuperset(map(type, args)) and _is_default():
        return pickle.dumps(call, pickle.HIGHEST_PROTOCOL)
    return dumps(call)


def _is_default() -> bool:
    """Whether the program has put no pickler of its own in the place of that of ``multiprocessing``, and lets it pickle functions."""
    pickler = reduction.ForkingPickler
    return pickler.__module__ == reduction.__name__ and FunctionType not in pickler._extra_reducers
