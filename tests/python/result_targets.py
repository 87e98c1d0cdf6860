"""What the children of the tests of results run: light, for each child imports it, and some die before they clean up."""

from __future__ import annotations

import enum
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pybridge


class NeedsTwo(Exception):
    """Pickles, and does not unpickle."""

    def __init__(self, first: object, second: object) -> None:
        super().__init__(first)


def add(first: int, second: int = 0) -> int:
    return first + second


async def add_later(first: int, second: int) -> int:
    return first + second


def fill(length: int) -> bytes:
    return bytes(length)


def fail(error: BaseException) -> None:
    raise error


def fail_so_that_it_cannot_be_loaded() -> None:
    raise NeedsTwo("first", "second")


def give_lock() -> list[Any]:
    return [threading.Lock()]


def leave(code: object) -> None:
    sys.exit(code)


def leave_at_once(code: int) -> None:
    os._exit(code)


def write_and_leave(lines: int) -> None:
    for number in range(lines):
        print("line", number, file=sys.stderr)
    sys.stderr.flush()
    os._exit(7)


def kill_oneself(number: int) -> None:
    os.kill(os.getpid(), number)


def leave_bytes(content: bytes) -> None:
    """Leave a result file of any content, as a damaged child might."""
    links = {link.name: os.readlink(link) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()}
    (number,) = [int(name) for name, link in links.items() if "memfd:pybridge-result" in link]
    os.pwrite(number, content, 0)
    os._exit(0)


def fail_with_surrogates() -> None:
    raise NeedsTwo("\ud800", "second")


def wait_for(reader: Any) -> str:
    return reader.recv()


def ask_oneself() -> tuple[str, str]:
    try:
        pybridge.current_process().result()
    except AssertionError as error:
        return type(error).__name__, str(error)
    return "", ""


class Text(str):
    """A string of another class, whose ``str()`` is no plain one either."""

    def __str__(self) -> str:
        return self


class Code(enum.IntEnum):
    """Numbers of another class."""

    FOUR = 4


class Squarer(pybridge.Process):
    def __init__(self, number: int) -> None:
        super().__init__(result=True)
        self.number = number

    def run(self) -> int:
        return self.number**2


def leave_one_behind(fifo: str) -> int:
    return subprocess.Popen([sys.executable, "-c", "import sys; open(sys.argv[1]).read()", fifo]).pid
