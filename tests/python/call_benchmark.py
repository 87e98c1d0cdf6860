#!/usr/bin/env python3
"""Measure calls of a C# method against tasks of the standard library's pool of processes: ratios in one run, in turns, warm.

    python3 tests/python/call_benchmark.py [--calls 1000] [--rounds 9]

1,000 calls of a small C# method, on one and on two workers (threads), over 1,000 tasks of a small Python function in
``concurrent.futures.ProcessPoolExecutor`` with spawn and as many workers, each given one at a time by as many threads, and all at
once; and 10 MB of bytes to a method and back, over the same there.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src" / "python"))

import pybridge  # noqa: E402 - found there

LIBRARY = ROOT / "tests/fixtures/Acme.Workers/bin/Release/net10.0/Workers.dll"
MEGABYTES = 10
WARM_UP = 2  # rounds


def add(first: int, second: int) -> int:
    return first + second


def same(content: bytes) -> bytes:
    return content


def seconds(action: Callable[[], object]) -> float:
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--calls", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    method, echo = (pybridge.csharp(LIBRARY, f"Acme.{name}") for name in ("Answers.Add", "Arrays.Same"))
    content = bytes(MEGABYTES << 20)
    spawn = multiprocessing.get_context("spawn")
    for workers in (1, 2):
        with concurrent.futures.ProcessPoolExecutor(workers, spawn) as pool, \
                concurrent.futures.ThreadPoolExecutor(workers) as threads:
            share = range(options.calls // workers)

            def ours() -> None:
                list(threads.map(lambda _: [method(number, 1) for number in share], range(workers)))

            def one_at_a_time() -> None:
                list(threads.map(lambda _: [pool.submit(add, number, 1).result() for number in share], range(workers)))

            def at_once() -> None:
                list(pool.map(add, range(options.calls), [1] * options.calls))

            subjects = {"calls": ours, "calls, pool, one at a time": one_at_a_time, "calls, pool, all at once": at_once}
            if workers == 1:
                subjects |= {"bytes": lambda: echo(content), "bytes, pool": lambda: pool.submit(same, content).result()}
            report(workers, subjects, options)


def report(workers: int, subjects: dict[str, Callable[[], object]], options: argparse.Namespace) -> None:
    """Measure in turns, and print medians and ratios."""
    times: dict[str, list[float]] = {name: [] for name in subjects}
    for turn in range(options.rounds + WARM_UP):
        for name, subject in subjects.items():
            taken = seconds(subject)
            if turn >= WARM_UP:
                times[name].append(taken)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    for name, median in medians.items():
        over = [other for other in medians if other.startswith(f"{name}, ")]
        ratios = "  ".join(f"{median / medians[other]:.2f} of {other}" for other in over)
        print(f"{workers} workers  {name:28}{median * 1000:8.1f} ms  {ratios}", flush=True)


if __name__ == "__main__":
    main()
