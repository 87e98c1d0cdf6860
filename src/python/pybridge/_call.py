"""The arguments of a C# method, pickled so that C# can convert them to what the method declares."""

from __future__ import annotations

import io
import operator
import pickle
from collections.abc import Callable, Iterable
from multiprocessing import context
from multiprocessing.context import reduction
from pathlib import Path
from typing import IO, Any

from ._array_forms import ARRAYS
from ._arrays import large, reduce
from ._clr import has_own_clr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from ._buffers import Buffers
    from ._clr_values import ExactValues

    class Method(Protocol):
        """A C# method by name: a ``CSharpMethod``."""

        @property
        def assembly(self) -> str: ...
        @property
        def name(self) -> str: ...
        @property
        def arrays(self) -> str: ...
        @property
        def fresh(self) -> bool: ...

WORKER = Path(__file__).parent / "lib" / "PyBridge.dll"

_PROTOCOL = 5
# What a process that is not being started gets from a resource sharer, which C# does not ask: it would wait there for ever.
_WITH_DESCRIPTORS = {"Connection": "multiprocessing.connection", "socket": "socket"}
_PLAIN = frozenset({bool, int, float, str, type(None)})  # of these every pickler writes the same


def pickle_call(method: Method, args: tuple[Any, ...], kwargs: dict[str, Any], buffers: Buffers) -> bytes:
    """Pickle the arguments of a call for C#; nothing where there are none and the result is not to be told about.

    ``buffers`` takes what is large. What the pickler raises is raised with the argument in its text.
    """
    form = ARRAYS.index(method.arrays)
    if not args and not kwargs:
        return buffers.preface(form)
    if _PLAIN.issuperset(map(type, args)) and _PLAIN.issuperset(map(type, kwargs.values())):
        return buffers.preface(form) + pickle.dumps((args, tuple(kwargs), tuple(kwargs.values())), _PROTOCOL)
    stand_ins = {id(value): large(value) for value in (*args, *kwargs.values())}  # one for each object

    def given(values: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(stand_ins[id(value)] for value in values)

    try:
        pickled = _dump((given(args), tuple(kwargs), given(kwargs.values())), buffers.take)
    except Exception as error:
        from ._unpicklable import explained

        raise explained(error, method.name, args, kwargs, _try) from error
    preface = buffers.preface(form)
    return preface + pickled if preface else pickled


def _dump(call: tuple[Any, ...], take: Callable[[pickle.PickleBuffer], bool]) -> bytes:
    pickled = io.BytesIO()
    if has_own_clr():
        from ._clr_values import ExactValues

        exact = ExactValues()
        _ClrPickler(pickled, exact, take).dump((*call, exact))
    else:
        _Pickler(pickled, _PROTOCOL, True, take).dump(call)
    return pickled.getvalue()


def _try(value: Any) -> None:
    """Raise what a value raises that cannot be pickled."""
    _dump((value,), lambda _: False)


class _Pickler(reduction.ForkingPickler):
    """Tells C# what CPython's own recipes leave out, such as the names of fields of named tuples and of members of enums."""

    def reducer_override(self, obj: Any) -> Any:
        kind = type(obj)
        if _WITH_DESCRIPTORS.get(kind.__name__) == kind.__module__ and context.get_spawning_popen() is None:
            raise RuntimeError(f"{kind.__name__} objects should only be shared with C# through inheritance")
        return reduce(obj)


class _ClrPickler(_Pickler):
    """Knows values of .NET besides; they come last, when all are known."""

    def __init__(self, file: IO[bytes], exact: ExactValues, take: Callable[[pickle.PickleBuffer], bool]) -> None:
        super().__init__(file, _PROTOCOL, True, take)
        self._exact = exact

    def reducer_override(self, obj: Any) -> Any:
        if obj is self._exact:
            return operator.getitem, ((obj.dump(),), 0)
        reduced = super().reducer_override(obj)
        return self._exact.reduce(obj) if reduced is NotImplemented else reduced
