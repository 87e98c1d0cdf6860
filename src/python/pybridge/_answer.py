"""What a process hands back: ``Process(..., result=True)`` and its ``result()``."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable
from typing import Any

from . import _received
from ._abi_table import (
    RESULT_NONE,
    RESULT_TAKEN,
    RESULT_VALUE,
    RESULT_VALUE_WITH_BUFFERS,
)
from ._failures import failure
from ._peer import Peer


class Answer:
    """The result of one process, taken once, when it is first asked for.

    C# reads it, but for what Python alone can: the pickles of a value and of an exception itself.
    """

    def __init__(self, captures_stderr: bool) -> None:
        self.captures_stderr = captures_stderr
        self._reading = threading.RLock()  # unpickling runs code that may ask for the result again
        self._value: Any = None
        self._error: BaseException | None = RuntimeError("reading the result of the process was interrupted")

    def get(self, peer: Peer, join: Callable[[], None]) -> Any:
        """Return what the target returned, or raise what it raised; wait for the end of the process."""
        with self._reading:
            if self._take(peer, demand=False):
                return self._outcome()
        join()
        with self._reading:
            self._take(peer, demand=True)
            return self._outcome()

    def _take(self, peer: Peer, demand: bool) -> bool:
        """Read the result if the process has ended, and return whether it has."""
        kind, descriptor, offset, length, record = peer.take_result(demand)
        if kind not in (RESULT_NONE, RESULT_TAKEN):
            try:
                if kind == RESULT_VALUE:
                    self._value = _value(descriptor, offset)
                    self._error = None
                elif kind == RESULT_VALUE_WITH_BUFFERS:
                    self._value = _received.buffered(descriptor, offset, length)
                    self._error = None
                else:
                    self._error = failure(kind, *pickle.loads(record))
            except Exception as error:  # noqa: BLE001 - unpickling runs anybody's code; what it raised is the answer
                self._error = error
        return kind != RESULT_NONE

    def _outcome(self) -> Any:
        if self._error is not None:
            try:
                raise self._error
            finally:
                self = None  # no cycle of traceback and frame
        return self._value


def _value(descriptor: int, offset: int) -> Any:
    with open(descriptor, "rb") as file:
        file.seek(offset)
        return pickle.load(file)
