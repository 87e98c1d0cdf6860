"""Frames on the socket between a pool and one of its workers: a length of eight bytes, then the content.

The pool's end does not block, the worker's does. Only one frame is ever on its way in one direction, so a small one is read
with one call of the system.
"""

from __future__ import annotations

import os
import struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_LENGTH = struct.Struct("<Q")
_PIECE = 1 << 12


class Frames:
    """One end of the socket."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._number = connection.fileno()
        self._unsent: list[memoryview] = []
        self._begin = b""
        self._content: bytearray | None = None
        self._missing = memoryview(b"")

    @property
    def is_sent(self) -> bool:
        """Whether everything has been sent."""
        return not self._unsent

    def send(self, content: bytes | memoryview, kind: bytes = b"") -> bool:
        """Send a frame, or as much of it as there is room for; return whether it was all. ``kind`` comes before the content."""
        begin = _LENGTH.pack(len(kind) + len(content)) + kind
        if len(content) > _PIECE:
            self._unsent = [memoryview(begin), memoryview(content)]
            return self.flush()
        frame = begin + content
        try:
            written = os.write(self._number, frame)
        except BlockingIOError:
            written = 0
        if written == len(frame):
            return True
        self._unsent = [memoryview(frame)[written:]]
        return self.flush()

    def flush(self) -> bool:
        """Send what is left of a frame, or as much of it as there is room for; return whether it was all."""
        while self._unsent:
            try:
                written = os.writev(self._number, self._unsent)
            except BlockingIOError:
                return False
            while self._unsent and written >= len(self._unsent[0]):
                written -= len(self._unsent.pop(0))
            if written:
                self._unsent[0] = self._unsent[0][written:]
        return True

    def receive(self) -> memoryview | None:
        """Return the content of a frame; None where it is not all there yet. EOFError and OSError where the other end is gone."""
        try:
            while True:
                if self._content is None:
                    frame = self._receive_begin()
                    if frame is not None:
                        return frame
                elif not self._missing:
                    content, self._content = self._content, None
                    return memoryview(content)
                else:
                    read = os.readv(self._number, [self._missing])
                    if not read:
                        raise EOFError
                    self._missing = self._missing[read:]
        except BlockingIOError:
            return None

    def _receive_begin(self) -> memoryview | None:
        """Receive a small frame and return its content, or the begin of a large one."""
        piece = os.read(self._number, _PIECE)
        if not piece:
            raise EOFError
        piece, self._begin = self._begin + piece, b""
        if len(piece) < _LENGTH.size:
            self._begin = piece
            return None
        (length,) = _LENGTH.unpack_from(piece)
        there = memoryview(piece)[_LENGTH.size :]
        if len(there) == length:
            return there
        if len(there) > length:
            raise OSError("something else than a frame came through the socket of a worker")
        self._content = bytearray(length)
        self._content[: len(there)] = there
        self._missing = memoryview(self._content)[len(there) :]
        return None

    def close(self) -> None:
        """Close this end; it may be called again."""
        self._connection.close()
