"""C# methods as targets: named here, found and called by C#."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

LIST = "list"
ARRAYS = (LIST, "array", "numpy")  # as C# counts them


class CSharpMethod:
    """A reference to a C# method: the file of its assembly, and namespace, type and method. Made by ``csharp``."""

    __slots__ = ("_arrays", "_assembly", "_name")

    def __init__(self, assembly: str, name: str, arrays: str = LIST) -> None:
        self._assembly = assembly
        self._name = name
        self._arrays = arrays

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

    if not TYPE_CHECKING:  # type checkers shall say so before

        def __call__(self, *args: object, **kwargs: object) -> None:
            raise TypeError(
                f"{self!r} cannot be called here: a C# method runs in a process of its own. Make it the target of a "
                "pybridge.Process, whose run() is not overridden, and start() that."
            )

    def __repr__(self) -> str:
        arrays = "" if self._arrays == LIST else f", arrays={self._arrays!r}"
        return f"pybridge.csharp({self._assembly!r}, {self._name!r}{arrays})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CSharpMethod):
            return NotImplemented
        return (self._assembly, self._name, self._arrays) == (other._assembly, other._name, other._arrays)

    def __hash__(self) -> int:
        return hash((CSharpMethod, self._assembly, self._name))

    def __reduce__(self) -> tuple[Any, tuple[str, ...]]:
        return CSharpMethod, (self._assembly, self._name, self._arrays)


def csharp(assembly: str | os.PathLike[str], name: str, *, arrays: Literal["list", "array", "numpy"] = "list") -> CSharpMethod:
    """Refer to a C# method, to be the target of a process.

    ``assembly`` is the path of its file; a relative one counts from the working directory at ``start()``. ``name`` is
    namespace, type and method, as in ``"Acme.Workers.Resize"``. Nothing is looked for before ``start()``. The reference
    can be pickled and compared; calling it is a TypeError. TypeError where either is no text.

    ``arrays`` is what arrays of numbers in the result become, such as a ``double[]`` or an ``int[,]``: lists of Python's
    numbers, arrays of the module ``array`` (in lists, where there are more dimensions), or ``numpy.ndarray`` of the same type
    and shape, for which numpy has to be installed. ValueError for anything else.
    """
    path = os.fspath(assembly)
    if not isinstance(path, str) or not isinstance(name, str):
        raise TypeError(f"csharp() wants a path and a name, not {type(path).__name__} and {type(name).__name__}")
    if arrays not in ARRAYS:
        raise ValueError(f"csharp() wants arrays to be one of {', '.join(map(repr, ARRAYS))}, not {arrays!r}")
    return CSharpMethod(path, name, arrays)
