"""What a test run leaves behind: nothing. Checked when the run ends, after all else that runs then."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path

_TRACKER = b"multiprocessing.resource_tracker"


def watch() -> None:
    """Give this run a folder and a prefix of its own for temporary files and semaphores, and look at them at its end.

    To be called before ``multiprocessing.util`` is imported: what is registered first runs last.
    """
    folder = tempfile.mkdtemp(prefix="pybridge-tests-")
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    atexit.register(_check, folder, os.getpid())


def _check(folder: str, owner: int) -> None:
    if os.getpid() != owner:  # a forked child
        return
    found = [
        *(f"file {path}" for path in sorted(Path(folder).rglob("*"))),
        *(f"semaphore {path}" for path in Path("/dev/shm").glob(f"sem.{semaphore_prefix()}-*")),
        *(f"process {description}" for description in children()),
        *(f"thread {thread.name}" for thread in threading.enumerate() if thread is not threading.main_thread()),
    ]
    shutil.rmtree(folder, ignore_errors=True)
    if found:
        print("The tests have left behind:", *found, sep="\n  ", file=sys.stderr, flush=True)
        os._exit(1)


def semaphore_prefix() -> str:
    """Return how the names of this run's semaphores start."""
    return f"mp-tests-{os.getpid()}"


def children() -> list[str]:
    """Return the children of this process, zombies among them, without the resource tracker, which ends with it."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(") ")
            command = (stat.parent / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
            continue
        state, parent = fields.split()[:2]
        if int(parent) == os.getpid() and _TRACKER not in command:
            found.append(f"{name}) {state} {command!r}")
    return found
