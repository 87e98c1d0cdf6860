"""Large contents of arguments: memory files, which the child reads where they lie."""

from __future__ import annotations

import os
import pickle
import struct

from ._loading import standard_numbers_taken

LARGE = 1 << 16  # bytes; what is smaller is written faster than a file is made
_MOST = 64  # each is a descriptor in both processes

_ADD_SEALS = 1033  # F_ADD_SEALS, F_SEAL_*: names that fcntl has since Python 3.8, but not on every system
_SEALS = 0x1 | 0x4 | 0x8  # all but F_SEAL_SHRINK: a C# child cuts off what it has copied, so that it is not there twice
_MARK = 0xFF  # no pickle begins so
_HEADER = struct.Struct("<BBH")
_ENTRY = struct.Struct("<iq")


class Buffers:
    """The buffers of one call that its pickle leaves out."""

    def __init__(self) -> None:
        self.descriptors: list[int] = []
        self._sizes: list[int] = []

    def take(self, buffer: pickle.PickleBuffer) -> bool:
        """Put a large buffer into a file; return whether the pickle has to hold it instead."""
        with buffer.raw() as content:
            if content.nbytes < LARGE or len(self.descriptors) == _MOST:
                return True
            try:
                self.descriptors.append(_file_of(content))
            except OSError:  # no descriptor left, or a system without such files: the pickle does as well
                return True
            self._sizes.append(content.nbytes)
        return False

    def preface(self, arrays: int) -> bytes:
        """Return what stands before the pickle: nothing where it has nothing to say."""
        if not arrays and not self.descriptors:
            return b""
        entries = map(_ENTRY.pack, self.descriptors, self._sizes)
        return _HEADER.pack(_MARK, arrays, len(self.descriptors)) + b"".join(entries)

    def close(self) -> None:
        """Close the files here; the child has them."""
        while self.descriptors:
            os.close(self.descriptors.pop())


def _file_of(content: memoryview) -> int:
    descriptor = new_file()
    try:
        write_all(descriptor, content)
        seal(descriptor)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def new_file() -> int:
    """Create an empty memory file."""
    with standard_numbers_taken():
        return os.memfd_create("pybridge-buffer", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)


def write_all(descriptor: int, content: bytes | bytearray | memoryview) -> None:
    """Append bytes to a file."""
    with memoryview(content) as view:
        written = 0
        while written < view.nbytes:
            written += os.write(descriptor, view[written:])


def seal(descriptor: int) -> None:
    """From now on nobody can write to a memory file, whoever has it."""
    import fcntl  # here, for most messages are small

    fcntl.fcntl(descriptor, _ADD_SEALS, _SEALS)
