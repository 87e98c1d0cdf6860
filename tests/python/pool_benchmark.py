#!/usr/bin/env python3
"""Measure a pool of ours against the standard library's with spawn: 1,000 small tasks, and 10 MB there and back; medians in turns.

    python3 tests/python/pool_benchmark.py [--tasks 1000] [--rounds 11]
"""

from __future__ import annotations

import argparse
import concurrent.futures
import multiprocessing
import statistics
import time
from collections.abc import Callable

import _pool_targets
import pybridge

WARM_UP = 2  # rounds
CONTENT = bytes(10 << 20)


def seconds(action: Callable[[], object]) -> float:
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tasks", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=11)
    options = parser.parse_args()
    spawn = multiprocessing.get_context("spawn")
    for workers in (1, 2):
        with pybridge.ProcessPoolExecutor(workers) as ours, concurrent.futures.ProcessPoolExecutor(workers, spawn) as theirs:
            times: dict[tuple[str, str], list[float]] = {}
            for turn in range(options.rounds + WARM_UP):
                for name, pool in (("ours", ours), ("theirs", theirs)):
                    ways: dict[str, Callable[[], object]] = {
                        "all at once": lambda: list(pool.map(_pool_targets.add, range(options.tasks))),
                        "one after the other": lambda: [pool.submit(_pool_targets.add, 1).result() for _ in range(options.tasks)],
                        "10 MB there and back": lambda: pool.submit(_pool_targets.same, CONTENT).result(),
                    }
                    for way, action in ways.items():
                        taken = seconds(action)
                        if turn >= WARM_UP:
                            times.setdefault((way, name), []).append(taken)
            for way in ("all at once", "one after the other", "10 MB there and back"):
                mine, other = (statistics.median(times[way, name]) for name in ("ours", "theirs"))
                print(f"{workers} workers, {way}: {mine * 1000:.0f} ms, {mine / other:.2f} of theirs", flush=True)


if __name__ == "__main__":
    main()
