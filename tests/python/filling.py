"""What programs with a reserve of processes share: filling it, and telling what a process is made of."""

from __future__ import annotations

import os
import resource
import signal
import sys
import threading
import time
from multiprocessing import process
from typing import Any


def fill(count: int, **options: Any) -> None:
    """Ask for a reserve and wait until it is full."""
    import pybridge

    if options or pybridge.standby.stats()["wanted"] != count:
        pybridge.set_standby(count, **options)
    refill(count)


def refill(count: int) -> None:
    """Wait until as many processes wait as were asked for."""
    import pybridge

    while pybridge.standby.stats()["idle"] < count:
        time.sleep(0.001)


def fill_csharp(count: int) -> None:
    """Likewise for C# methods, with none for Python targets."""
    import pybridge

    pybridge.set_standby(0, count)
    refill_csharp(count)


def refill_csharp(count: int) -> None:
    """Wait until as many wait."""
    import pybridge

    while pybridge.standby.stats("csharp")["idle"] < count:
        time.sleep(0.001)


def warm() -> int:
    """Return how many starts the reserve has served."""
    import pybridge

    return pybridge.standby.stats()["warm"]


def description() -> dict[str, Any]:
    """Return what a child can see of itself, but for its number and what it has used."""
    with open("/proc/self/status", encoding="ascii") as file:
        status = dict(line.split(":\t", 1) for line in file if ":\t" in line)
    names = ("Umask", "Uid", "Gid", "Groups", "SigBlk", "SigIgn", "SigCgt", "CapEff", "NoNewPrivs", "Seccomp", "Threads")
    mine = process.current_process()
    return {
        **{name: status[name].strip() for name in names},
        "environment": list(os.environ.items()),
        "folder": os.path.realpath("/proc/self/cwd"),
        "argv": sys.argv,
        "orig_argv": [word.replace("_standby_child", "_child") for word in sys.orig_argv[:-3]],
        "path": sys.path,
        "flags": str(sys.flags),
        "warnings": sys.warnoptions,
        "handlers": {number: str(signal.getsignal(number)) for number in signal.valid_signals()},
        "limits": [resource.getrlimit(number) for number in range(16)],
        "nice": os.nice(0),
        "processors": sorted(os.sched_getaffinity(0)),
        "policy": os.sched_getscheduler(0),
        "group": os.getpgid(0),
        "session": os.getsid(0),
        "parent": os.getppid(),
        "descriptors": {name: kind(name) for name in os.listdir("/proc/self/fd") if os.path.lexists(f"/proc/self/fd/{name}")},
        "streams": [stream(getattr(sys, name)) for name in ("stdin", "stdout", "stderr")],
        "same": [getattr(sys, name) is getattr(sys, f"__{name}__") for name in ("stdout", "stderr")],
        "threads": [thread.name for thread in threading.enumerate()],
        "main": [vars(sys.modules[name]).get("__file__") for name in ("__main__", "__mp_main__")],
        "object": (type(mine).__name__, bytes(mine.authkey), mine.daemon, mine._identity[:-1]),
        "parent process": (process.parent_process().name, process.parent_process().pid),
    }


def kind(name: str) -> str:
    """Return what lies at a descriptor, without the number of a pipe."""
    return os.readlink(f"/proc/self/fd/{name}").partition("[")[0]


def stream(one: Any) -> Any:
    """Return how a stream is made."""
    if one is None:
        return None
    names = ("encoding", "errors", "line_buffering", "write_through", "newlines", "mode", "name", "closed")
    return [getattr(one, name, None) for name in names] + [type(one.buffer).__name__]
