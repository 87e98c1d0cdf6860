"""Which targets are C# methods."""

from __future__ import annotations

from ._clr import has_clr
from ._csharp import CSharpMethod


def method_of(target: object) -> CSharpMethod | None:
    """Return the C# method that a target is; None where it is Python code."""
    if isinstance(target, CSharpMethod):
        return target
    if has_clr():
        from ._clr_methods import reference_to  # here: it needs the CLR

        return reference_to(target)
    return None
