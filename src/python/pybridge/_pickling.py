"""Pickling for a child: as ``ForkingPickler`` does it, and values of .NET besides where the program has the CLR."""

from __future__ import annotations

import sys
from multiprocessing.context import reduction
from typing import IO, Any


def dump(obj: Any, file: IO[bytes]) -> None:
    """Write a pickle of an object to a file."""
    if "clr" in sys.modules:
        from ._clr_values import dump as dump_with_clr_values

        dump_with_clr_values(obj, file)
    else:
        reduction.dump(obj, file)
