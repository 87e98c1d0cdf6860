"""C# methods as targets: named here, found and called by C#."""

from __future__ import annotations

import os

from ._array_forms import ARRAYS, LIST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal


class CSharpMethod:
    """A reference to a C# method: the file of its assembly, and namespace, type and method.

    Made by ``csharp``; the package has no name for the class. It can be called, be the target of a process, and be pickled
    and compared.
    """

    __slots__ = ("_arrays", "_assembly", "_fresh", "_name")

    def __init__(self, assembly: str, name: str, arrays: str = LIST, fresh: bool = False) -> None:
        self._assembly = assembly
        self._name = name
        self._arrays = arrays
        self._fresh = fresh

    @property
    def assembly(self) -> str:
        """The path of the assembly file, as it was given."""
        return self._assembly

    @property
    def name(self) -> str:
        """Namespace, type and method."""
        return self._name

    @property
    def arrays(self) -> str:
        """What arrays of numbers in the result become: ``"list"``, ``"array"`` or ``"numpy"``."""
        return self._arrays

    @property
    def fresh(self) -> bool:
        """Whether each call has a process of its own."""
        return self._fresh

    @property
    def __name__(self) -> str:  # engines show it
        return self._name.rpartition(".")[2]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the method in another process, and return what it returns or raise what it throws.

        The process is one that waits for calls of this process, and is started where none does. It ends with this process.
        OSError where the file is missing here, which names path and host; AttributeError where the method is;
        TypeError and ValueError where the arguments do not fit it; ``ProcessDiedError`` where the process ends meanwhile.
        """
        from ._calls import call

        return call(self, args, kwargs)

    async def aio(self, *args: Any, **kwargs: Any) -> Any:
        """Call the method as ``__call__`` does, while the event loop goes on. Cancelling the call ends the process."""
        from ._calls import call_async

        return await call_async(self, args, kwargs)

    def __repr__(self) -> str:
        arrays = "" if self._arrays == LIST else f", arrays={self._arrays!r}"
        fresh = ", fresh=True" if self._fresh else ""
        return f"pybridge.csharp({self._assembly!r}, {self._name!r}{arrays}{fresh})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CSharpMethod):
            return NotImplemented
        return self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash((CSharpMethod, self._assembly, self._name))

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return CSharpMethod, self._parts()

    def _parts(self) -> tuple[Any, ...]:
        return self._assembly, self._name, self._arrays, self._fresh


def csharp(
    assembly: str | os.PathLike[str], name: str, *, arrays: Literal["list", "array", "numpy"] = "list", fresh: bool = False
) -> CSharpMethod:
    """Refer to a C# method, to be called or to be the target of a process.

    ``assembly`` is the path of its file; a relative one counts from the working directory at the call or at ``start()``.
    ``name`` is namespace, type and method, as in ``"Acme.Workers.Resize"``. Nothing is looked for before. The reference
    can be pickled and compared. TypeError where either is no text.

    ``arrays`` is what arrays of numbers in the result become, such as a ``double[]`` or an ``int[,]``: lists of Python's
    numbers, arrays of the module ``array`` (in lists, where there are more dimensions), or ``numpy.ndarray`` of the same type
    and shape, for which numpy has to be installed. ValueError for anything else.

    ``fresh``: each call is to have a new process. Without, the statics of the method's assembly are kept between calls.
    """
    path = os.fspath(assembly)
    if not isinstance(path, str) or not isinstance(name, str):
        raise TypeError(f"csharp() wants a path and a name, not {type(path).__name__} and {type(name).__name__}")
    if arrays not in ARRAYS:
        raise ValueError(f"csharp() wants arrays to be one of {', '.join(map(repr, ARRAYS))}, not {arrays!r}")
    return CSharpMethod(path, name, arrays, bool(fresh))
