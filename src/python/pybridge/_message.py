"""The message to a Python child, and the memory files in which its large contents lie rather than in the pipe.

The pickle is the one that ``multiprocessing`` makes. If it becomes large, it goes on in a file while it is made, and
from the pipe the child reads a call that loads the file. Large arrays of numpy are left out of it: each has a file of its
own, which the child maps. No byte of it is copied until the child writes to it, and then the child alone sees that.
"""

from __future__ import annotations

import functools
import io
import os
import pickle
import sys
from collections.abc import Callable
from typing import Any

from . import _received
from ._buffers import Buffers, new_file, seal, write_all

_LARGE = 1 << 20  # bytes, what a pipe can hold: up to that nobody waits for a reader, and two more copies cost little
_PLAIN_KINDS = "biufcmMSUV"  # of elements that are nothing but their bytes


class Message:
    """The pickles for one child."""

    def __init__(self) -> None:
        self._head = io.BytesIO()
        self._body = _Body()
        self._arrays = Buffers()

    @property
    def descriptors(self) -> list[int]:
        """The files, which the child gets under the same numbers."""
        body = self._body.descriptor
        return self._arrays.descriptors if body is None else [*self._arrays.descriptors, body]

    def add(self, obj: object, dump: Callable[[Any, Any], None]) -> None:
        """Add the pickle of an object that is small, or pickled in a way of the program's own."""
        dump(obj, self._head)

    def add_large(self, obj: object, pickler_class: Callable[..., Any]) -> None:
        """Add the pickle of an object that may be large; it comes last."""
        pickler = pickler_class(self._body)
        array = getattr(sys.modules.get("numpy"), "ndarray", None)
        if array is not None:
            pickler.dispatch_table.setdefault(array, functools.partial(_reduce_array, self._arrays))
        pickler.dump(obj)

    def finish(self) -> bytes:
        """Return what the child reads from its pipe."""
        return self._head.getvalue() + self._body.finish()

    def close(self) -> None:
        """Close the files here; the child has them."""
        self._arrays.close()
        self._body.close()


class _Body:
    """A file for a pickler: in memory while it is small, then a memory file, as long as there can be one."""

    def __init__(self) -> None:
        self.descriptor: int | None = None
        self._memory = io.BytesIO()
        self._size = 0  # of the memory file
        self._stays = False

    def write(self, piece: bytes | bytearray) -> None:
        try:
            if self.descriptor is None and self._memory.tell() + len(piece) >= _LARGE and not self._stays:
                self.descriptor = new_file()
                self._write_file(self.descriptor, self._memory.getbuffer())
                self._memory = io.BytesIO()
            if self.descriptor is not None:
                self._write_file(self.descriptor, piece)
                return
        except OSError:  # no descriptor left, no room, or a system without such files
            self._move_back()
        self._memory.write(piece)

    def finish(self) -> bytes:
        if self.descriptor is not None:
            try:
                seal(self.descriptor)
                os.lseek(self.descriptor, 0, os.SEEK_SET)  # where the child reads from, too
                return pickle.dumps(_Loaded(self.descriptor))
            except OSError:
                self._move_back()
        return self._memory.getvalue()

    def close(self) -> None:
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None

    def _write_file(self, descriptor: int, piece: bytes | bytearray | memoryview) -> None:
        write_all(descriptor, piece)
        self._size += len(piece)

    def _move_back(self) -> None:
        self._stays = True
        if self.descriptor is not None and self._size:
            with open(self.descriptor, "rb", closefd=False) as file:
                file.seek(0)
                self._memory = io.BytesIO()
                self._memory.write(file.read(self._size))
        self.close()


class _Loaded:
    """Is pickled as a call that loads what lies in a file."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def __reduce__(self) -> tuple[Any, ...]:
        return _received.load, (self._descriptor,)


def _reduce_array(buffers: Buffers, array: Any) -> Any:
    """Reduce an array to a call that maps a file with its elements, if what spawn's child gets is the same, and large."""
    elements, flags = array.dtype, array.flags
    is_plain = elements.kind in _PLAIN_KINDS and not elements.hasobject and elements.isnative
    # Protocol 5 keeps it that an array is read-only. What it does with each kind of those is numpy's to know.
    if array.nbytes >= _LARGE and is_plain and (flags.writeable or pickle.DEFAULT_PROTOCOL < 5):
        if not flags.forc:
            array = array.copy("C")
        order = "C" if flags.c_contiguous or not flags.f_contiguous else "F"
        if not buffers.take(pickle.PickleBuffer(array.reshape(-1, order=order).view("u1"))):
            return _received.array, (buffers.descriptors[-1], elements, array.shape, order)
    return array.__reduce_ex__(pickle.DEFAULT_PROTOCOL)
