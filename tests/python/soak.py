#!/usr/bin/env python3
"""Kill children at random, from many threads, while a signal handler raises in the main thread all the time.

    python3 tests/python/soak.py [--children 2000] [--threads 64] [--seed N]

Each thread starts Python and C# targets, sends most of them a signal within 40 ms, and lets the others end. The main thread
starts a quarter as many more, and is interrupted every millisecond. An exit code is either the target's or the signal's; in
the end there is no child, descriptor or thread that was not there before. `test_signals.py` runs fewer.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import random
import signal
import sys
import threading
import time
from collections import Counter
from multiprocessing import process as _process
from types import FrameType

import pybridge
import targets
from acme import LIBRARY
from support import descriptors, leftovers

CODE = 7
SIGNALS = signal.SIGKILL, signal.SIGTERM, signal.SIGUSR1, 0  # 0 is none
LONGEST = 0.04  # seconds until the signal
PERIOD = 0.001  # seconds between two interruptions


class Interruption(Exception):
    """What the handler raises."""


def attempt(process: pybridge.Process) -> None:
    """Start and join a process; in here, and nowhere else, the handler raises."""
    process.start()
    process.join()


def interrupt(number: int, frame: FrameType | None) -> None:
    """Raise, wherever the main thread is in an attempt."""
    while frame is not None:
        if frame.f_code is attempt.__code__:
            raise Interruption
        frame = frame.f_back


class Soak:
    """One run: what its threads have seen."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.method = pybridge.csharp(str(LIBRARY), "Acme.Workers.Exit")
        self.codes: Counter[int] = Counter()
        self.wrong: list[str] = []
        self.interrupted = 0

    def run(self, children: int, threads: int) -> None:
        """Start that many children from that many threads, and some from this one."""
        shares = [len(range(first, children, threads)) for first in range(threads)]
        churns = [threading.Thread(target=self.churn, args=share) for share in enumerate(shares)]
        for thread in churns:
            thread.start()
        before = signal.signal(signal.SIGALRM, interrupt)
        signal.setitimer(signal.ITIMER_REAL, PERIOD, PERIOD)
        for _ in range(children // 4):
            self.be_interrupted()
        for thread in churns:
            thread.join()
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    def churn(self, thread: int, children: int) -> None:
        """Start children and kill them, one after the other."""
        chance = random.Random(self.seed + thread)
        try:
            for _ in range(children):
                target = chance.choice((targets.exit_with, self.method))
                number, delay = chance.choice(SIGNALS), chance.random() * LONGEST
                process = pybridge.Process(target=target, args=(CODE,))
                process.start()
                if number:
                    time.sleep(delay)
                    signal.pidfd_send_signal(process.sentinel, number)
                process.join()
                self.note(process, number)
                process.close()
        except Exception as error:  # noqa: BLE001 - it is told
            self.wrong.append(f"{type(error).__name__}: {error}")

    def be_interrupted(self) -> None:
        """Start a child in the main thread, with the handler raising at any time; afterwards it is listed, or there is none."""
        process = pybridge.Process(target=targets.exit_with, args=(CODE,))
        try:
            attempt(process)
        except Interruption:
            self.interrupted += 1
        if process.pid is not None:
            if process.is_alive() and process not in multiprocessing.active_children():
                self.wrong.append(f"{process} runs, and is not listed")
            process.kill()
            process.join()
            self.note(process, signal.SIGKILL)
        process.close()

    def note(self, process: pybridge.Process, number: int) -> None:
        """Count the exit code, which is the target's or the signal's."""
        self.codes[process.exitcode] += 1
        if process.exitcode not in {CODE, -number or CODE}:
            self.wrong.append(f"{process} after signal {number}")


def forget_ended() -> None:
    """Do what ``multiprocessing`` does before each start, with regard to processes that another thread closes meanwhile.

    Up to CPython 3.10 its own way fails there (AttributeError: 'NoneType' object has no attribute 'poll'), by any start method.
    """
    for child in list(_process._children):
        popen = child._popen
        if popen is not None and popen.poll() is not None:
            _process._children.discard(child)


def main() -> int:
    """Run it, and say what is wrong."""
    if sys.version_info < (3, 11):
        _process._cleanup = forget_ended
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--children", type=int, default=2000)
    arguments.add_argument("--threads", type=int, default=64)
    arguments.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options = arguments.parse_args()
    print(f"CPython {sys.version.split()[0]}, {pybridge.binding}, seed {options.seed}", flush=True)
    soak = Soak(options.seed)
    for target in (targets.exit_with, soak.method):  # what is made once and stays
        process = pybridge.Process(target=target, args=(CODE,))
        process.start()
        process.join()
    before = descriptors()
    soak.run(options.children, options.threads)
    gc.collect()
    left = {
        "children": [*leftovers.children(), *multiprocessing.active_children(), *pybridge.active_children()],
        "descriptors": sorted(set(descriptors().items()) ^ set(before.items())),
        "threads": threading.enumerate()[1:],
    }
    print(f"codes {dict(soak.codes)}, {soak.interrupted} interruptions, wrong: {soak.wrong}, left: {left}")
    return 1 if soak.wrong or any(left.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
