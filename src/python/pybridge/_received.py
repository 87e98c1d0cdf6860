"""What a Python child reads from memory files: a pickle, and arrays that are mapped where they lie.

``_message`` writes the calls of these functions. Each closes the file it is given.
"""

import os
import sys

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from typing import Any


def load(descriptor: int) -> "Any":
    """Load the pickle in a file."""
    import pickle

    with open(descriptor, "rb") as file:
        return pickle.load(file)


def array(descriptor: int, elements: "Any", shape: "tuple[int, ...]", order: str) -> "Any":
    """Make an ``ndarray`` of what lies in a file. It can be written to, and nobody else sees that."""
    import mmap

    import numpy

    # Before 3.13 a mapping keeps a descriptor of its own, as long as the array is there.
    options: "dict[str, Any]" = {"trackfd": False} if sys.version_info >= (3, 13) else {}
    try:
        content = mmap.mmap(descriptor, 0, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_WRITE, **options)
    finally:
        os.close(descriptor)
    return numpy.ndarray(shape, elements, content, order=order)
