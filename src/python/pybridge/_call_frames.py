"""What goes over the socket between a process and the worker that serves its calls. ``docs/protocol.md`` describes it."""

from __future__ import annotations

import array
import os
import pickle
import socket
import struct
from typing import Any

from . import _received
from ._failures import failure

READY, CALL, ANSWER, OUTDATED = 1, 2, 3, 4
VERSION = 2

_HEADER = struct.Struct("<IIq")  # kind, descriptors that come along, length of what follows
_CALL = struct.Struct("<II")  # lengths of the method's name and of the folder
_NUMBER = struct.Struct("i")
_RESULT = struct.Struct("<8sIIq")  # letters, version, kind, length of what follows
_MAGIC, _RESULT_VERSION = b"PYRESULT", 2
_VALUE, _BUFFERED_VALUE = 1, 6
_LONGEST = (1 << 31) - 1
_ROOM = 1 << 16  # an answer without a file is no larger, so it mostly comes in one piece
_READY_SIZE = _HEADER.size + 4
_CONTROL_ROOM = socket.CMSG_SPACE(4)


class NotBegun(Exception):
    """The worker has ended before it had read the call."""


class Outdated(NotBegun):
    """Another build of the assembly is there now than the one that the worker has loaded."""


class Ended(Exception):
    """The worker has ended without an answer."""


def send_call(end: socket.socket, method: str, folder: bytes, call: bytes, descriptors: list[int]) -> None:
    """Send a call. ``NotBegun`` where nobody reads it; OverflowError for what is too large."""
    name = method.encode("utf-8", "surrogatepass")
    length = _CALL.size + len(name) + len(folder) + len(call)
    if length > _LONGEST:
        raise OverflowError(f"the arguments of {method} are {len(call)} bytes long as a pickle, and a call carries up to 2 GiB")
    parts = _HEADER.pack(CALL, len(descriptors), length), _CALL.pack(len(name), len(folder)), name, folder, call
    send(end, b"".join(parts), descriptors)


def send(end: socket.socket, frame: bytes, descriptors: list[int]) -> None:
    """Send a frame, and the descriptors with its first byte."""
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))] if descriptors else []
    try:
        sent = end.sendmsg((frame,), rights, socket.MSG_NOSIGNAL)
        while sent < len(frame):
            sent += end.send(memoryview(frame)[sent:], socket.MSG_NOSIGNAL)
    except ConnectionError as error:
        raise NotBegun from error


def failed_answer(kind: int, record: bytes) -> bytes:
    """Return an answer that tells of a failure."""
    return _HEADER.pack(ANSWER, 0, _RESULT.size + len(record)) + _RESULT.pack(_MAGIC, _RESULT_VERSION, kind, len(record)) + record


class Frame:
    """A frame that was received."""

    __slots__ = ("content", "descriptor", "kind")

    def __init__(self, content: bytes | bytearray, descriptor: int) -> None:
        """``content`` begins with the header; ``descriptor`` came along, or is -1."""
        self.kind: int = _HEADER.unpack_from(content)[0]
        self.content = content
        self.descriptor = descriptor

    @property
    def version(self) -> int:
        """What a worker that is ready says."""
        return int.from_bytes(self.content[_HEADER.size :], "little")


def receive_ready(end: socket.socket) -> Frame:
    """Receive the first frame of a worker and nothing of the next, which may be there already. It raises as ``receive``."""
    return receive(end, _READY_SIZE)


def receive(end: socket.socket, room: int = _ROOM) -> Frame:
    """Receive a frame; at most ``room`` bytes at once, where another one may follow.

    ``NotBegun`` where the worker has ended and left the call unread, ``Ended`` where it has ended otherwise.
    """
    try:
        return _receive(end, room)
    except ConnectionResetError as error:
        raise NotBegun from error


def result_of(frame: Frame) -> Any:
    """Return what an answer holds, or raise what it tells of."""
    if frame.kind != ANSWER:
        raise RuntimeError(f"a call was answered with a frame of kind {frame.kind}")
    if frame.descriptor >= 0:
        return _result_in_file(frame.descriptor)
    return _result(memoryview(frame.content)[_HEADER.size :])


def _receive(end: socket.socket, room: int) -> Frame:
    content: bytes | bytearray
    content, rights, _, _ = end.recvmsg(room, _CONTROL_ROOM, socket.MSG_CMSG_CLOEXEC)
    descriptor = _NUMBER.unpack_from(rights[0][2])[0] if rights else -1
    while len(content) < _HEADER.size:
        more = end.recv(room - len(content)) if content else b""
        if not more:
            raise Ended
        content += more
    length = _HEADER.size + _HEADER.unpack_from(content)[2]
    if len(content) < length:
        whole = bytearray(length)
        view, filled = memoryview(whole), len(content)
        view[:filled] = content
        while filled < length:
            count = end.recv_into(view[filled:])
            if not count:
                raise Ended
            filled += count
        content = whole
    return Frame(content, descriptor)


def _result(content: memoryview) -> Any:
    kind, length = _header(content)
    body = content[_RESULT.size : _RESULT.size + length]
    if kind == _VALUE:
        return pickle.loads(body)
    if kind == _BUFFERED_VALUE:  # large arrays, which are small enough here
        return _received.in_memory(bytearray(content), _RESULT.size, length)
    raise failure(kind, *pickle.loads(body))


def _result_in_file(descriptor: int) -> Any:
    try:
        kind, length = _header(os.pread(descriptor, _RESULT.size, 0))
    except BaseException:
        os.close(descriptor)
        raise
    if kind == _BUFFERED_VALUE:
        return _received.buffered(descriptor, _RESULT.size, length)
    with open(descriptor, "rb") as file:
        file.seek(_RESULT.size)
        body = pickle.load(file)
    if kind == _VALUE:
        return body
    raise failure(kind, *body)


def _header(content: bytes | memoryview) -> tuple[int, int]:
    if len(content) >= _RESULT.size:
        letters, version, kind, length = _RESULT.unpack_from(content)
        if letters == _MAGIC and version == _RESULT_VERSION:
            return kind, length
    raise pickle.UnpicklingError("the result of a call cannot be read: it does not begin as one")
