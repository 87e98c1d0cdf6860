#!/usr/bin/env python3
"""Measure starts of pybridge against the standard library's: medians and ratios, all in one run, in turns.

    python3 tests/python/benchmark.py [--python INTERPRETER ...] [--rounds 20] [--children 200]

On each interpreter: start and join of an empty target by each binding that is there, over spawn, fork and forkserver, in
a program that imports little and, over spawn, in one that imports much; start() alone; starts by processes that wait,
over fork; a C# method over a bare program
of .NET; the import over that of multiprocessing; the parent's memory; many children at once, with what each costs the
parent.
"""

from __future__ import annotations

import argparse
import atexit
import functools
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

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "python"
PROGRAM = Path(__file__).with_name("benchmark_program.py")
LIBRARY = ROOT / "tests/fixtures/Acme.Workers/bin/Release/net10.0/Workers.dll"
METHOD = "Acme.Workers.Nothing"
BARE = ROOT / "tests/csharp/PyBridge.Benchmarks.Bare/bin/Release/net10.0/PyBridge.Benchmarks.Bare.dll"
METHODS = ("spawn", "fork", "forkserver")


class Peer:
    """A program on one interpreter with one binding, which measures when it is asked."""

    def __init__(self, python: str, binding: str, *arguments: str) -> None:
        self._program = subprocess.Popen(
            [python, str(PROGRAM), *arguments], env=environment(binding), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )

    def ask(self, *question: object) -> list[float]:
        """Return the figures that answer a question."""
        self._program.stdin.write("\t".join(map(str, question)) + "\n")
        self._program.stdin.flush()
        answer = self._program.stdout.readline()
        if not answer:
            raise SystemExit("benchmark.py: a measured program has ended; its error is above")
        return [float(figure) for figure in answer.split()]

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


def seconds_to_run(python: str, statement: str) -> float:
    """Return the seconds an interpreter takes to start, run a statement and end."""
    begun = time.perf_counter()
    subprocess.run([python, "-c", statement], env=environment("native"), check=True)
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
    standard, peers = Peer(python, "native"), {"native": Peer(python, "native")}
    if subprocess.run([python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"], check=False).returncode == 0:
        peers["pythonnet"] = Peer(python, "pythonnet")
    else:
        print("  pythonnet: it does not support this version, not measured")
    subjects = {f"pybridge, {name}": (lambda peer=peer: peer.ask("start", "pybridge")) for name, peer in peers.items()}
    subjects |= {method: (lambda method=method: standard.ask("start", method)) for method in METHODS}
    found = in_turns(subjects, rounds)
    show_starts(found, "start and join", 1, "spawn")
    show_starts(found, "start", 0, "spawn")
    laden = Peer(python, "native", "laden")
    subjects = {
        "pybridge, native": lambda: laden.ask("start", "pybridge"),
        "spawn": lambda: laden.ask("start", "spawn"),
    }
    show_starts(in_turns(subjects, rounds), "laden program", 1, "spawn")
    laden.close()
    measure_standby(python, rounds)
    if LIBRARY.exists() and BARE.exists():
        subjects = {
            f"pybridge, {name}": (lambda peer=peer: peer.ask("csharp", LIBRARY, METHOD)) for name, peer in peers.items()
        }
        subjects["bare program"] = lambda: standard.ask("bare", BARE)
        show_starts(in_turns(subjects, rounds), "C# method", 1, "bare program")
    else:
        print("  C#: Acme.Workers and PyBridge.Benchmarks.Bare are not built, not measured (dotnet build -c Release)")
    for name, peer in {**peers, "standard library": standard}.items():
        print(f"  {'memory':19} {name:20} {peer.ask('memory')[0] / 2**20:8.1f} MiB resident, after those starts")
    for name, peer in {**peers, "spawn": standard}.items():
        descriptors, memory, seconds = peer.ask("children", "spawn" if name == "spawn" else "pybridge", count)
        print(f"  {f'{count} at once':19} {name:20} {seconds * 1e3:8.2f} ms, {descriptors:.2f} descriptors and "
              f"{memory / 1024:.1f} KiB resident each", flush=True)
    for peer in (*peers.values(), standard):
        peer.close()
    show_imports(python, rounds)


def measure_standby(python: str, rounds: int) -> None:
    """Measure starts by processes that wait, over forks of a small program and of one with a gigabyte."""
    for title, ballast in (("small program", 0), ("program of 1 GB", 1 << 30)):
        fork, plain, ahead = (Peer(python, "native") for _ in range(3))
        for peer in (fork, plain, ahead):
            if ballast:
                peer.ask("ballast", ballast)
        plain.ask("reserve", 2)
        ahead.ask("reserve", 2, "__main__")
        subjects = {
            "fork": lambda fork=fork: fork.ask("first", "fork"),
            "standby": lambda plain=plain: plain.ask("warm"),
            "standby, main ahead": lambda ahead=ahead: ahead.ask("warm"),
        }
        found = in_turns(subjects, rounds)
        show_starts(found, f"{title}: start", 0, "fork")
        show_starts(found, f"{title}: first", 1, "fork")
        show_starts(found, f"{title}: joined", 2, "fork")
        if not ballast:
            for name, peer, method in (("fork", fork, "fork"), ("standby, main ahead", ahead, "pybridge-standby")):
                seconds = peer.ask("sustained", method, rounds)[0]
                print(f"  {'one after another':19} {name:20} {seconds * 1e3:8.2f} ms", flush=True)
        for peer in (fork, plain, ahead):
            peer.close()


def show_starts(found: dict[str, list[list[float]]], title: str, part: int, base: str) -> None:
    """Print the medians of one of the figures, and their ratios to that of one subject."""
    medians = {name: statistics.median(figures[part] for figures in found[name]) for name in found}
    for name, median in medians.items():
        print(f"  {title:19} {name:20} {median * 1e3:8.2f} ms   {median / medians[base]:5.2f} of {base}", flush=True)


def show_imports(python: str, rounds: int) -> None:
    """Print what the imports take over those of the standard library."""
    statements = ("import multiprocessing", "import pybridge",
                  "from multiprocessing import Process", "from pybridge import Process")
    found = in_turns({one: (lambda one=one: seconds_to_run(python, one)) for one in statements}, rounds)
    medians = {one: statistics.median(found[one]) for one in statements}
    for theirs, ours in (statements[:2], statements[2:]):
        print(f"  {ours}: {(medians[ours] - medians[theirs]) * 1e3:+.1f} ms over {theirs}", flush=True)


def main() -> None:
    """Measure each interpreter."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", action="append", help="an interpreter to measure; this one unless given")
    parser.add_argument("--rounds", type=int, default=20, help="how often each subject is measured")
    parser.add_argument("--children", type=int, default=200, help="how many run at once")
    options = parser.parse_args()
    for python in options.python or [sys.executable]:
        measure(python, options.rounds, options.children)


if __name__ == "__main__":
    main()
