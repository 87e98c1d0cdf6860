"""C# methods as targets: named here, found and called by C#."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class CSharpMethod:
    """A reference to a C# method: the file of its assembly, and namespace, type and method. Made by ``csharp``."""

    __slots__ = ("_assembly", "_name")

    def __init__(self, assembly: str, name: str) -> None:
        self._assembly = assembly
        self._name = name

    @property
    def assembly(self) -> str:
        """The path of the assembly file, as it was given."""
        return self._assembly

    @property
    def name(self) -> str:
        """Namespace, type and method."""
        return self._name

    if not TYPE_CHECKING:  # type checkers shall say so before

        def __call__(self, *args: object, **kwargs: object) -> None:
            raise TypeError(
                f"{self!r} cannot be called here: a C# method runs in a process of its own. Make it the target of a "
                "pybridge.Process, whose run() is not overridden, and start() that."
            )

    def __repr__(self) -> str:
        return f"pybridge.csharp({self._assembly!r}, {self._name!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CSharpMethod):
            return NotImplemented
        return (self._assembly, self._name) == (other._assembly, other._name)

    def __hash__(self) -> int:
        return hash((CSharpMethod, self._assembly, self._name))

    def __reduce__(self) -> tuple[Any, tuple[str, str]]:
        return csharp, (self._assembly, self._name)


def csharp(assembly: str | os.PathLike[str], name: str) -> CSharpMethod:
    """Refer to a C# method, to be the target of a process.

    ``assembly`` is the path of its file; a relative one counts from the working directory at ``start()``. ``name`` is
    namespace, type and method, as in ``"Acme.Workers.Resize"``. Nothing is looked for before ``start()``. The reference
    can be pickled and compared; calling it is a TypeError. TypeError where either is no text.
    """
    path = os.fspath(assembly)
    if not isinstance(path, str) or not isinstance(name, str):
        raise TypeError(f"csharp() wants a path and a name, not {type(path).__name__} and {type(name).__name__}")
    return CSharpMethod(path, name)
