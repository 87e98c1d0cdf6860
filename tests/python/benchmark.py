#!/usr/bin/env python3
"""Measure starts of pybridge against the standard library's: medians and ratios, all in one run, in turns.

    python3 tests/python/benchmark.py [--python INTERPRETER ...] [--rounds 20] [--children 200]

On each interpreter: start and join of an empty target by each binding that is there, over spawn, fork and forkserver;
start() alone; the import over that of multiprocessing; the parent's descriptors and memory for each running child.
"""

from __future__ import annotations

import argparse
import atexit
import contextlib
import functools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).resolve().parents[2] / "src" / "python"
METHODS = ("spawn", "fork", "forkserver")


def nothing() -> None:
    """The empty target."""


def wait_for(reader: Any) -> None:
    """Run until the writing end of a pipe is closed."""
    with contextlib.suppress(EOFError):
        reader.recv()


def serve() -> None:
    """Measure one start at a time, as the lines of standard input ask: the name of a start method, or children."""
    import multiprocessing

    import pybridge  # noqa: F401 - its start method is one of those that are asked for

    for line in sys.stdin:
        name, _, argument = line.strip().partition(" ")
        answer = children(int(argument)) if name == "children" else start_and_join(multiprocessing.get_context(name))
        print(json.dumps(answer), flush=True)


def start_and_join(context: Any) -> tuple[float, float]:
    """Return the seconds of start() and those of start() and join()."""
    process = context.Process(target=nothing)
    begun = time.perf_counter()
    process.start()
    started = time.perf_counter()
    process.join()
    ended = time.perf_counter()
    if process.exitcode != 0:
        raise RuntimeError(f"{process}")
    process.close()
    return started - begun, ended - begun


def children(count: int) -> tuple[float, float]:
    """Return how many descriptors and bytes one of many children that run at once costs its parent."""
    import pybridge

    reader, writer = pybridge.get_context().Pipe(duplex=False)
    processes = [pybridge.Process(target=wait_for, args=(reader,)) for _ in range(count)]
    before = len(os.listdir("/proc/self/fd")), resident()
    for process in processes:
        process.start()
    after = len(os.listdir("/proc/self/fd")), resident()
    writer.close()
    for process in processes:
        process.join()
    reader.close()
    return (after[0] - before[0]) / count, (after[1] - before[1]) / count


def resident() -> int:
    """Return the memory of this process in bytes."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


class Peer:
    """A program on one interpreter with one binding, which measures when it is asked."""

    def __init__(self, python: str, binding: str) -> None:
        self._program = subprocess.Popen(
            [python, __file__, "--serve"], env=environment(binding), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )

    def ask(self, question: str) -> list[float]:
        """Return the figures that answer a question."""
        self._program.stdin.write(f"{question}\n")
        self._program.stdin.flush()
        answer = self._program.stdout.readline()
        if not answer:
            raise SystemExit("benchmark.py: a measured program has ended; its error is above")
        return json.loads(answer)

    def close(self) -> None:
        """End the program."""
        self._program.stdin.close()
        self._program.stdout.close()
        self._program.wait()


def environment(binding: str) -> dict[str, str]:
    """Return the environment of a measured program, which finds byte code as in an installed package."""
    path = os.pathsep.join([str(SOURCES), *filter(None, [os.environ.get("PYTHONPATH")])])
    variables = {**os.environ, "PYTHONPATH": path, "PYBRIDGE_BINDING": binding, "PYTHONPYCACHEPREFIX": bytecode()}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    return variables


@functools.cache
def bytecode() -> str:
    """Return a folder for byte code, which is deleted at the end."""
    folder = tempfile.mkdtemp(prefix="pybridge-bytecode-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def seconds_to_import(python: str, module: str) -> float:
    """Return the seconds an interpreter takes to start, import a module and end."""
    begun = time.perf_counter()
    subprocess.run([python, "-c", f"import {module}"], env=environment("native"), check=True)
    return time.perf_counter() - begun


def in_turns(subjects: dict[str, Callable[[], Any]], rounds: int) -> dict[str, list[Any]]:
    """Measure each subject once a round, after one round that does not count."""
    found: dict[str, list[Any]] = {name: [] for name in subjects}
    for number in range(rounds + 1):
        for name, measure in subjects.items():
            figure = measure()
            if number:
                found[name].append(figure)
    return found


def measure(python: str, rounds: int, count: int) -> None:
    """Measure one interpreter and print its lines."""
    version = subprocess.run([python, "-V"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"\n{version}", flush=True)
    native = Peer(python, "native")
    peers = {"native": native}
    if subprocess.run([python, "-c", "import pythonnet"], capture_output=True, check=False).returncode == 0:
        peers["pythonnet"] = Peer(python, "pythonnet")
    else:
        print("  pythonnet: not installed here, not measured")
    subjects = {f"pybridge, {name}": (lambda peer=peer: peer.ask("pybridge")) for name, peer in peers.items()}
    subjects |= {method: (lambda method=method: native.ask(method)) for method in METHODS}
    found = in_turns(subjects, rounds)
    for title, part in (("start and join", 1), ("start", 0)):
        medians = {name: statistics.median(figures[part] for figures in found[name]) for name in found}
        for name, median in medians.items():
            print(f"  {title:15} {name:20} {median * 1e3:8.2f} ms   {median / medians['spawn']:5.2f} of spawn")
    descriptors, memory = native.ask(f"children {count}")
    print(f"  {count} children at once: {descriptors:.2f} descriptors and {memory / 1024:.1f} KiB resident each")
    for peer in peers.values():
        peer.close()
    modules = ("multiprocessing", "pybridge")
    imports = in_turns({name: (lambda name=name: seconds_to_import(python, name)) for name in modules}, rounds)
    base, ours = (statistics.median(imports[name]) for name in modules)
    print(f"  import: {(ours - base) * 1e3:+.1f} ms over multiprocessing", flush=True)


def main() -> None:
    """Measure each interpreter."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", action="append", help="an interpreter to measure; this one unless given")
    parser.add_argument("--rounds", type=int, default=20, help="how often each subject is measured")
    parser.add_argument("--children", type=int, default=200, help="how many run at once")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve()
        return
    for python in options.python or [sys.executable]:
        measure(python, options.rounds, options.children)


if __name__ == "__main__":
    main()
