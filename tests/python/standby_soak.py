#!/usr/bin/env python3
"""Start children by processes that wait, while somebody kills those that wait; then from more threads than wait.

    python3 tests/python/standby_soak.py [--starts 1000] [--threads 64] [--each 100] [--seed N]

The targets are Python's and C#'s, by turns. An exit code is the target's, or that of the kill where it hit a child that had just
been a process that waits. In the end there is no child that was not there before.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import random
import signal
import sys
import threading
import time
import warnings
from collections import Counter
from collections.abc import Iterator

import pybridge
import targets
from acme import LIBRARY
from support import leftovers

WAITING = 4
HIGHEST = 100  # exit codes are below it
LONGEST = 0.4  # seconds between two kills
MARKS = b"_standby_child", b"--multiprocessing-standby"


def waiting() -> Iterator[int]:
    """Find the children that wait, or have become a child just now."""
    for task in os.listdir("/proc/self/task"):
        try:
            with open(f"/proc/self/task/{task}/children", encoding="ascii") as children:
                pids = [int(pid) for pid in children.read().split()]
        except OSError:  # the thread has ended since
            continue
        for pid in pids:
            try:
                with open(f"/proc/{pid}/cmdline", "rb") as line:
                    found = line.read()
            except OSError:
                continue
            if any(mark in found for mark in MARKS):
                yield pid


class Soak:
    """One run: what its threads have seen."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.context = pybridge.get_context("pybridge-standby")
        self.targets = targets.exit_with, pybridge.csharp(str(LIBRARY), "Acme.Workers.Exit")
        self.killed: set[int] = set()
        self.seen: Counter[str] = Counter()
        self.wrong: list[str] = []

    def start(self, number: int) -> None:
        """Start and join one, and look at its exit code."""
        code = number % HIGHEST
        process = self.context.Process(target=self.targets[number % len(self.targets)], args=(code,))
        process.start()
        process.join()
        if process.exitcode == code:
            self.seen["as it should"] += 1
        elif process.exitcode == -signal.SIGKILL and process.pid in self.killed:
            self.seen["killed as a child"] += 1
        else:
            self.wrong.append(f"{process} instead of {code}")
        process.close()

    def kill(self, done: threading.Event) -> None:
        """Kill one that waits, again and again."""
        chance = random.Random(self.seed)
        while not done.wait(chance.random() * LONGEST):
            found = list(waiting())
            if found:
                pid = chance.choice(found)
                self.killed.add(pid)
                os.kill(pid, signal.SIGKILL)

    def chaos(self, starts: int) -> None:
        """Start while they are killed; three of four starts wait until one waits, if one is on its way."""
        done = threading.Event()
        killer = threading.Thread(target=self.kill, args=(done,))
        killer.start()
        chance = random.Random(self.seed)
        try:
            for number in range(starts):
                kind = ("python", "csharp")[number % 2]
                patient = chance.random() < 0.75
                while patient and is_filling(kind):
                    time.sleep(0.001)
                self.start(number)
        finally:
            done.set()
            killer.join()

    def crowd(self, threads: int, each: int) -> None:
        """Start from many threads at once."""

        def churn(first: int) -> None:
            try:
                for number in range(first, first + each):
                    self.start(number)
            except Exception as error:  # noqa: BLE001 - it is told
                self.wrong.append(f"{type(error).__name__}: {error}")

        churns = [threading.Thread(target=churn, args=(number * each,)) for number in range(threads)]
        for thread in churns:
            thread.start()
        for thread in churns:
            thread.join()


def is_filling(kind: str) -> bool:
    """Whether none waits, but one will soon."""
    counts = pybridge.standby.stats(kind)
    return counts["idle"] == 0 and counts["starting"] > 0


def tell(what: str, soak: Soak) -> None:
    """Print what has become of the starts so far."""
    print(what, dict(soak.seen), *(pybridge.standby.stats(kind) for kind in ("python", "csharp")), sep="\n  ", flush=True)


def main() -> int:
    """Run it, and say what is wrong."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--starts", type=int, default=1000)
    arguments.add_argument("--threads", type=int, default=64)
    arguments.add_argument("--each", type=int, default=100)
    arguments.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options = arguments.parse_args()
    print(f"CPython {sys.version.split()[0]}, {pybridge.binding}, seed {options.seed}", flush=True)
    warnings.simplefilter("ignore")  # it is told that they die
    soak = Soak(options.seed)
    pybridge.set_standby(WAITING, WAITING)
    soak.chaos(options.starts)
    tell("killed at random", soak)
    soak.crowd(options.threads, options.each)
    tell("at once", soak)
    pybridge.set_standby(0, 0)
    gc.collect()
    while any(waiting()):
        time.sleep(0.01)
    left = [*leftovers.children(), *multiprocessing.active_children()]
    print(f"wrong: {soak.wrong}, left: {left}")
    return 1 if soak.wrong or left else 0


if __name__ == "__main__":
    sys.exit(main())
