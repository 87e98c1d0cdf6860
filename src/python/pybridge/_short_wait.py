"""Waiting for a socket whose other end mostly answers at once."""

from __future__ import annotations

import select
import time


class ShortWait:
    """Waits until there is something to be received, or the other end is gone.

    Where the last came soon, it looks for a moment before it sleeps: it sees sooner what comes than it would wake. It sleeps
    in ``poll`` and not in a read, which the kernel wakes for nothing when the other end has read what was sent to it.
    """

    def __init__(self, descriptor: int, soon: float) -> None:
        """``soon``: for how many seconds to look."""
        self._soon = soon
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLIN)
        self._came_soon = False

    def wait(self) -> None:
        """Wait for the next."""
        poll, begin = self._poll.poll, time.perf_counter()
        while self._came_soon:
            if poll(0):
                return
            self._came_soon = time.perf_counter() - begin < self._soon
        poll()
        self._came_soon = time.perf_counter() - begin < 2 * self._soon
