"""``import clr`` with this package alone, and values of .NET that can be pickled from then on."""

import sys
from collections.abc import Sequence

from ._clr import has_clr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import ModuleType


class _ClrFinder:
    """The last one to be asked for a module. It finds pythonnet's ``clr``, which pip's pythonnet would have put first.

    And it notices the CLR: nobody has a value of .NET who has not asked for a namespace, and no other finder knows one
    that was there before the CLR.
    """

    def find_spec(
        self, name: str, path: "Sequence[str] | None" = None, target: "ModuleType | None" = None
    ) -> "ModuleSpec | None":
        if has_clr():
            notice()
        elif name == "clr":
            from importlib.machinery import ModuleSpec

            return ModuleSpec(name, self, origin="pybridge")  # type: ignore[arg-type] - a loader by what it can do
        return None

    def create_module(self, spec: "ModuleSpec") -> "ModuleType":
        from ._clr_loading import ensure

        ensure()
        notice()
        return sys.modules[spec.name]

    def exec_module(self, module: "ModuleType") -> None:
        """Do nothing: pythonnet has made it."""


def notice() -> None:
    """Let values of .NET be pickled; the CLR is there."""
    global _noticed
    if not _noticed:
        _noticed = True  # first: what follows imports names of .NET
        from ._clr_pickled import install

        install()


def look_out() -> None:
    """Look out for the CLR, or see that it is there."""
    if has_clr():
        notice()
    elif _finder not in sys.meta_path:
        sys.meta_path.append(_finder)


_finder, _noticed = _ClrFinder(), False
