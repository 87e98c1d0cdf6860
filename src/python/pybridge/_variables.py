"""The environment of a reserve worker: what modules that were imported ahead have changed of it, and what it is set to.

It is handed over as ``docs/protocol.md``, "The hand-over", describes.
"""

import os
import struct

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBER = struct.Struct("<I")


class Variables:
    """The environment of a process that waits."""

    def __init__(self, before: "dict[bytes, bytes]") -> None:
        """Compare what there is with what there was ``before`` modules were imported ahead."""
        now = dict(os.environb)
        self._changed = {name: value for name, value in now.items() if before.get(name) != value}
        self._removed = before.keys() - now.keys()
        self._as_handed = _encode(b"=".join(variable) for variable in now.items())

    def set(self, handed: bytes) -> None:
        """Set what the parent has now, and what modules have changed; mostly that is what there is."""
        if handed != self._as_handed:
            os.environ.clear()
            os.environb.update(variable.split(b"=", 1) for variable in decode(handed, 0)[0])  # type: ignore[arg-type]
        os.environb.update(self._changed)
        for name in self._removed:
            os.environb.pop(name, None)


def decode(content: bytes, offset: int) -> "tuple[list[bytes], int]":
    """Read texts that begin at an offset, and return the offset of what follows."""
    (count,) = _NUMBER.unpack_from(content, offset)
    offset += _NUMBER.size
    texts = []
    for _ in range(count):
        (length,) = _NUMBER.unpack_from(content, offset)
        offset += _NUMBER.size
        texts.append(content[offset : offset + length])
        offset += length
    return texts, offset


def _encode(texts: "Iterable[bytes]") -> bytes:
    pieces = [_NUMBER.pack(len(text)) + text for text in texts]
    return _NUMBER.pack(len(pieces)) + b"".join(pieces)
