"""The pickler for Python children of a program that has the CLR."""

from __future__ import annotations

from multiprocessing.context import reduction
from typing import Any

from ._clr_pickled import reduce
from ._clr_values import is_value


class ClrPickler(reduction.ForkingPickler):
    """Knows values of .NET that are known by an interface alone, too; those have no class that could be taught."""

    def reducer_override(self, obj: Any) -> Any:
        return reduce(obj) if is_value(obj) and not isinstance(obj, BaseException) else NotImplemented
