#!/usr/bin/env python3
"""Measure large data on its way to C# and to Python against the standard library's spawn: medians and ratios, in one run, in turns.

    python3 build.py bench --arrays [--megabytes 100] [--rounds 21]

An ndarray and a list of floats to a method that sums a ``double[]``, a ``double[]`` there and back as an ndarray, and an
ndarray and bytes to a Python function and back, each over spawn with a Python function that does the same; and the most memory
that parent and child have together beyond what the same run with an empty array has, in multiples of the data. numpy has to
be installed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src" / "python"))

import pybridge  # noqa: E402 - found there

LIBRARY = ROOT / "tests/fixtures/Acme.Workers/bin/Release/net10.0/Workers.dll"
SPAWN = multiprocessing.get_context("spawn")
FLOAT = 8


def total(numbers: Any, answer: Any) -> None:
    answer.send(float(numbers.sum() if hasattr(numbers, "sum") else sum(numbers)))


def echo(numbers: Any, answer: Any) -> None:
    answer.send(numbers)


def by_spawn(function: Callable[..., None], numbers: Any) -> Any:
    receiver, sender = SPAWN.Pipe(duplex=False)
    process = SPAWN.Process(target=function, args=(numbers, sender))
    process.start()
    sender.close()
    answer = receiver.recv()
    process.join()
    return answer


def by_pybridge(method: str, numbers: Any, **options: Any) -> Any:
    process = pybridge.Process(target=pybridge.csharp(LIBRARY, "Acme.Arrays." + method, **options), args=(numbers,), result=True)
    process.start()
    return process.result()


def by_pybridge_python(function: Callable[..., Any], *arguments: Any) -> Any:
    """Give arguments to a Python function, and get back what it returns."""
    process = pybridge.Process(target=function, args=arguments, result=True)
    process.start()
    return process.result()


def size(content: Any) -> int:
    return len(content)


def send_size(content: Any, answer: Any) -> None:
    answer.send(len(content))


def sum_of(numbers: Any) -> float:
    return float(numbers.sum())


def same(value: Any) -> Any:
    return value


def ratio(rounds: int, ours: Callable[[], Any], theirs: Callable[[], Any]) -> tuple[float, float]:
    """Return the medians of both in seconds, measured in turns."""
    times: tuple[list[float], list[float]] = [], []
    for _ in range(rounds):
        for action, seen in zip((ours, theirs), times):
            start = time.perf_counter()
            action()
            seen.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def own_memory(program: int) -> int:
    """Return the memory of a process in bytes, without memory files; a page that several share counts as one."""
    figures = {}
    for line in Path(f"/proc/{program}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
        name, size = line.split()[:2]
        figures[name] = int(size) << 10
    return figures["Pss:"] - figures.get("Pss_Shmem:", 0)


def memory_files(program: int) -> dict[int, int]:
    """Return the sizes of the memory files that a process has open or mapped, by their numbers."""
    sizes = {}
    for line in Path(f"/proc/{program}/maps").read_text(encoding="ascii", errors="replace").splitlines():
        if "memfd:pybridge-buffer" in line:
            start, end = (int(address, 16) for address in line.split()[0].split("-"))
            sizes[int(line.split()[4])] = end - start
    for link in Path(f"/proc/{program}/fd").iterdir():
        if "memfd:pybridge-buffer" in str(link.readlink()):
            status = link.stat()
            sizes[status.st_ino] = status.st_blocks * 512
    return sizes


def peak(floats: int) -> int:
    """Return the most memory that a program has together with its child, in bytes."""
    program = subprocess.Popen([sys.executable, __file__, "--subject", str(floats)], stdout=subprocess.PIPE, text=True)
    highest = 0
    done = threading.Event()
    threading.Thread(target=lambda: (program.wait(), done.set()), daemon=True).start()
    while not done.is_set():
        try:
            children = Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text(encoding="ascii").split()
            everyone = [program.pid, *map(int, children)]
            files: dict[int, int] = {}
            for one in everyone:
                files.update(memory_files(one))
            highest = max(highest, sum(map(own_memory, everyone)) + sum(files.values()))
        except OSError:
            continue  # one of them has ended, or closed a file, meanwhile
    return highest


def main() -> int:
    import numpy

    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--megabytes", type=int, default=100)
    options.add_argument("--rounds", type=int, default=21)
    options.add_argument("--subject", type=int, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.subject is not None:
        by_pybridge("Sum", numpy.zeros(chosen.subject) + 1)
        return 0
    floats = chosen.megabytes * 1_000_000 // FLOAT
    numbers = numpy.arange(floats, dtype=float)
    print(f"{sys.version.split()[0]}, numpy {numpy.__version__}, {chosen.megabytes} MB, {chosen.rounds} rounds")
    print("what                                  pybridge   spawn   ratio")
    items, content = numbers.tolist(), numbers.tobytes()
    for name, ours, theirs in (
        ("ndarray to double[], the sum back", lambda: by_pybridge("Sum", numbers), lambda: by_spawn(total, numbers)),
        ("list to double[], the sum back", lambda: by_pybridge("Sum", items), lambda: by_spawn(total, items)),
        ("double[] there and back as ndarray", lambda: by_pybridge("Echo", numbers, arrays="numpy"), lambda: by_spawn(echo, numbers)),
        ("ndarray to Python, the sum back", lambda: by_pybridge_python(sum_of, numbers), lambda: by_spawn(total, numbers)),
        ("ndarray to Python and back", lambda: by_pybridge_python(same, numbers), lambda: by_spawn(echo, numbers)),
        ("bytes to Python, the size back", lambda: by_pybridge_python(size, content), lambda: by_spawn(send_size, content)),
    ):
        one, other = ratio(chosen.rounds, ours, theirs)
        print(f"{name:36} {one:8.3f} s {other:7.3f} s {one / other:6.2f}")
    beyond = statistics.median(peak(floats) - peak(0) for _ in range(3))
    print(f"peak memory of ndarray to double[]: {beyond / (floats * FLOAT):.2f} x the data")
    return 0


if __name__ == "__main__":
    sys.exit(main())
