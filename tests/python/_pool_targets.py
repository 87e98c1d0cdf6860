"""What workers of pools run in the tests: a module of its own, which every worker can import."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

_kept: Any = None


class Awkward(Exception):
    """One that can be pickled, and not be made again of what is in the pickle."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} and {second}")


def keep(value: Any) -> None:
    """Initialize a worker: keep a value for its tasks."""
    global _kept
    _kept = value


def kept() -> Any:
    return _kept


def refuse(text: str) -> None:
    raise LookupError(text)


def add(first: int, second: int = 1) -> int:
    return first + second


def pid() -> int:
    return os.getpid()


def announce_and_block() -> None:
    """Say that the task runs, by the pipe that the worker was initialized with, and wait for a signal."""
    _kept.send(os.getpid())
    while True:
        time.sleep(0.05)  # a signal that comes just before would not end signal.pause(), which Python would then never see


def die(number: int) -> None:
    os.kill(os.getpid(), number)


def leave(code: int) -> None:
    os._exit(code)


def close_everything() -> None:
    """Close the socket to the pool, and live."""
    os.closerange(3, 1000)
    while True:
        signal.pause()


def raise_awkward() -> None:
    raise Awkward("one", "two")


def unpicklable() -> Any:
    return lambda: None


def say(text: str) -> None:
    os.write(1, f"{text}\n".encode())


def exit_with(code: int) -> None:
    raise SystemExit(code)


def same(value: Any) -> Any:
    return value


def nap(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()
