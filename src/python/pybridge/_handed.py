"""What a reserve worker is handed when it becomes a child, and how it is put in its place.

``docs/protocol.md``, "The hand-over", describes the message.
"""

import _signal  # the functions of ``signal`` make an enumeration of each number, 64 at a time
import os
import signal
import socket
import struct
import sys

from ._variables import Variables, decode

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Collection

_HEADER = struct.Struct("<8sII")  # letters, version, length of what follows
_FACTS = struct.Struct("<IQQI")  # umask, signals ignored and blocked, number of descriptors
_MAGIC, _VERSION = b"PYSTNDBY", 1
_CURRENT_DIRECTORY = -1  # stands for it among the numbers
_MOST_DESCRIPTORS = 253
_FIRST = 3  # the first number without a conventional meaning

# Ignored from the start by every CPython; .NET's and the C library's own are none that a program of Python sets.
_IGNORED_BY_PYTHON = {signal.SIGPIPE, signal.SIGXFSZ}
_VALID = sorted(_signal.valid_signals())
_SETTABLE = {number for number in _VALID if not 32 <= number <= 34} - {signal.SIGKILL, signal.SIGSTOP}
_DEFAULTS = (_signal.SIG_DFL, _signal.SIG_IGN, signal.default_int_handler)


class Handed:
    """A start that this process takes over."""

    def __init__(self, content: bytes, descriptors: "list[int]") -> None:
        self._umask, self._ignored, self._blocked, count = _FACTS.unpack_from(content)
        numbers = struct.unpack_from(f"<{count}i", content, _FACTS.size)
        self._given = dict(zip(numbers, descriptors))  # noqa: B905 - strict= is for CPython 3.10 and newer
        arguments, offset = decode(content, _FACTS.size + 4 * count)
        self._arguments = [os.fsdecode(argument) for argument in arguments]
        self._variables = content[offset:]

    @classmethod
    def receive(cls, channel: socket.socket) -> "Handed | None":
        """Read it; None where the other side has closed the channel."""
        room = socket.CMSG_SPACE(4 * _MOST_DESCRIPTORS)
        content, control, flags, _ = channel.recvmsg(1 << 16, room, socket.MSG_CMSG_CLOEXEC)
        descriptors = [
            number
            for level, kind, data in control
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS)
            for number in struct.unpack(f"={len(data) // 4}i", data)
        ]
        content += _receive(channel, _HEADER.size - len(content))
        if flags & socket.MSG_CTRUNC or len(content) < _HEADER.size:
            return None  # no descriptor is left in this process, or nobody is there
        length = _length(content)
        content += _receive(channel, length - len(content))
        return cls(content[_HEADER.size :], descriptors) if len(content) == length else None

    def place(self, channel: socket.socket, parent: int, variables: Variables) -> socket.socket:
        """Let this process have what its parent has now.

        Return the channel, which may have another number than before.
        """
        os.umask(self._umask)
        os.fchdir(self._given[_CURRENT_DIRECTORY])
        os.close(self._given.pop(_CURRENT_DIRECTORY))
        variables.set(self._variables)
        channel = self._set_descriptors(channel, parent)
        self._set_signals()
        if hasattr(sys, "orig_argv"):  # since CPython 3.10
            sys.orig_argv[:] = self._arguments
        sys.argv[:] = ["-c", *self._arguments[_last_index(self._arguments, "--multiprocessing-fork") :]]
        return channel

    def unblock(self) -> None:
        """Block the signals that the parent blocks, and no others, from now on."""
        _signal.pthread_sigmask(_signal.SIG_SETMASK, _members(self._blocked))

    def _set_descriptors(self, channel: socket.socket, parent: int) -> socket.socket:
        wanted, ours = self._given, {channel.fileno(), parent, *self._given.values()}
        for number in wanted:
            if number >= _FIRST and number not in ours and _is_open(number):
                raise OSError(
                    f"descriptor {number} is to be handed over, and belongs to a module that was imported ahead: take the module out of preload"
                )
        away: list[int] = []
        sources = {number: _out_of(wanted, source, away) for number, source in wanted.items()}
        line = _out_of(wanted, channel.fileno(), away)
        if line != channel.fileno():
            channel.detach()
            channel = socket.socket(fileno=line)
        for number, source in sources.items():
            os.dup2(source, number)
        for number in range(_FIRST):
            if number not in wanted:
                os.close(number)
        for number in {parent, *wanted.values(), *away} - wanted.keys() - {line}:
            os.close(number)
        return channel

    def _set_signals(self) -> None:
        ignored = _members(self._ignored) | _IGNORED_BY_PYTHON
        pending = _signal.sigpending()
        for number in _SETTABLE:
            handler = _signal.getsignal(number)
            if handler in _DEFAULTS:
                if number in pending:
                    handler = _signal.SIG_IGN
                    _signal.signal(number, handler)  # it was for the whole group, and long before the start
                if number in ignored:
                    wanted: object = _signal.SIG_IGN
                else:
                    wanted = signal.default_int_handler if number == signal.SIGINT else _signal.SIG_DFL
                if handler != wanted:
                    _signal.signal(number, wanted)


def _receive(channel: socket.socket, length: int) -> bytes:
    content = b""
    while len(content) < length:
        more = channel.recv(length - len(content))
        if not more:
            break
        content += more
    return content


def _length(content: bytes) -> int:
    letters, version, length = _HEADER.unpack_from(content)
    if (letters, version) != (_MAGIC, _VERSION):
        raise ValueError(
            "the hand-over to a waiting worker is of another version: the program and its worker use different releases of pybridge"
        )
    return _HEADER.size + length


def _out_of(numbers: "Collection[int]", descriptor: int, made: "list[int]") -> int:
    """Return the descriptor under a number that is none of some others; ``made`` gets what is opened for it."""
    while descriptor in numbers:
        descriptor = os.dup(descriptor)
        made.append(descriptor)
    return descriptor


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _members(bits: int) -> "set[int]":
    return {number for number in _VALID if bits >> (number - 1) & 1}


def _last_index(items: "list[str]", item: str) -> int:
    return len(items) - 1 - items[::-1].index(item)
