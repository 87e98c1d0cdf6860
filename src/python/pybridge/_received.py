"""What is read from memory files: pickles, and arrays that are mapped where they lie.

Each function closes the file it is given. The first two are for Python children, whose message calls them (``_message``).
"""

import pickle
import struct
import sys

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from typing import Any

_GET_SEALS, _SEAL_WRITE = 1034, 0x8  # F_GET_SEALS, F_SEAL_WRITE: names that fcntl has not on every system
_PLACE = struct.Struct("<qq")
_NUMBER = struct.Struct("<q")


def load(descriptor: int) -> "Any":
    """Load the pickle in a file."""
    with open(descriptor, "rb") as file:
        return pickle.load(file)


def array(descriptor: int, elements: "Any", shape: "tuple[int, ...]", order: str) -> "Any":
    """Make an ``ndarray`` of what lies in a file. It can be written to, and nobody else sees that."""
    import numpy

    return numpy.ndarray(shape, elements, _content(descriptor), order=order)


def buffered(descriptor: int, offset: int, length: int) -> "Any":
    """Load a pickle with the buffers that it leaves out; ``docs/protocol.md`` describes their table, with which it ends."""
    return in_memory(_content(descriptor), offset, length)


def in_memory(whole: "Any", offset: int, length: int) -> "Any":
    """Load such a pickle with its buffers from memory."""
    content = memoryview(whole)
    end = offset + length - _NUMBER.size
    count = _NUMBER.unpack_from(content, end)[0] if length >= _NUMBER.size else -1
    table = end - count * _PLACE.size
    places = list(_PLACE.iter_unpack(content[table:end])) if offset <= table <= end else [(-1, 0)]
    if any(start < 0 or size < 0 or start + size > len(content) for start, size in places):
        raise pickle.UnpicklingError("the result of a process cannot be read: its table of buffers is damaged")
    return pickle.loads(content[offset:table], buffers=[content[start : start + size] for start, size in places])


def _content(descriptor: int) -> "Any":
    """Map a file privately, and writable. A copy is what one gets where somebody can still change the file."""
    import fcntl
    import mmap

    # Before 3.13 a mapping keeps a descriptor of its own, as long as something of it is there.
    options: "dict[str, Any]" = {"trackfd": False} if sys.version_info >= (3, 13) else {}
    with open(descriptor, "rb") as file:
        if fcntl.fcntl(descriptor, _GET_SEALS) & _SEAL_WRITE:
            return mmap.mmap(descriptor, 0, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_WRITE, **options)
        return bytearray(file.read())
