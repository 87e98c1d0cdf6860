#!/usr/bin/env python3
"""Do tasks in a pool while its workers are killed at random: every task has exactly one outcome, and nothing is left.

    python3 tests/python/pool_soak.py [TASKS] [--workers 4] [--seed N]

A thread kills a worker after every few outcomes, whatever it does: starting, waiting, reading a task, doing it, answering. Some of
the tasks end their worker themselves, some take longer than they may, some are cancelled or killed by their future. A task
that no kill has hit has its result; there are no more deaths than kills.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import contextlib
import gc
import os
import random
import signal
import sys
import threading
import time
from collections import Counter

import _pool_targets
import pybridge

LIMIT = 2.0  # seconds for a task
AHEAD = 200  # tasks that wait at most
PERIOD = 40  # outcomes for a kill


class Soak:
    """One run: what has become of its tasks."""

    def __init__(self, seed: int, workers: int) -> None:
        self.chance = random.Random(seed)
        self.pool = pybridge.ProcessPoolExecutor(workers, task_timeout=LIMIT, max_tasks_per_child=500)
        self.room = threading.Semaphore(AHEAD)
        self.outcomes: Counter[str] = Counter()
        self.told: Counter[int] = Counter()
        self.wrong: list[str] = []
        self.kills = 0
        self.hits = threading.Semaphore(0)
        self.is_done = False

    def run(self, tasks: int) -> None:
        """Submit the tasks, and wait for them all."""
        killer = threading.Thread(target=self.kill_workers)
        killer.start()
        futures = [self.submit(number) for number in range(tasks)]
        concurrent.futures.wait(futures)
        self.is_done = True
        self.hits.release()
        killer.join()
        self.pool.shutdown()
        once = sum(count == 1 for count in self.told.values())
        if (len(self.told), once) != (tasks, tasks):
            self.wrong.append(f"{len(self.told)} of {tasks} tasks have an outcome, {once} exactly one")

    def submit(self, number: int) -> pybridge.executor.Future[int]:
        """Submit one of several kinds of tasks."""
        self.room.acquire()
        kind = self.chance.random()
        if kind < 0.01:
            future = self.pool.submit(_pool_targets.leave, 3)
        elif kind < 0.011:
            future = self.pool.submit(_pool_targets.nap, 100)
        elif kind < 0.02:
            future = self.pool.submit(_pool_targets.add, 0, number)
            self.chance.choice((future.cancel, future.kill))()
        elif kind < 0.05:
            future = self.pool.submit(_pool_targets.add, bytes(300_000), number)  # a TypeError, of what no socket holds
        else:
            future = self.pool.submit(_pool_targets.add, 0, number)
        future.add_done_callback(lambda future: self.note(number, future))
        return future

    def note(self, number: int, future: concurrent.futures.Future[int]) -> None:
        """Count an outcome."""
        self.room.release()
        self.told[number] += 1
        if not number % PERIOD:
            self.hits.release()
        if future.cancelled():
            self.outcomes["cancelled"] += 1
            return
        error = future.exception()
        self.outcomes["result" if error is None else type(error).__name__] += 1
        if error is None:
            if future.result() != number:
                self.wrong.append(f"task {number} has the result {future.result()}")
        elif not isinstance(error, (pybridge.WorkerDiedError, TimeoutError, TypeError)):
            self.wrong.append(f"task {number} has failed: {error!r}")

    def kill_workers(self) -> None:
        """Kill a worker after every few outcomes, at any moment of what it does."""
        chance = random.Random(self.chance.random())
        while not self.is_done:
            self.hits.acquire()
            time.sleep(chance.random() * 0.001)
            pids = [process.pid for process in list(pybridge.active_children())]
            if pids:
                self.kills += 1
                with contextlib.suppress(ProcessLookupError):
                    os.kill(chance.choice(pids), chance.choice((signal.SIGKILL, signal.SIGTERM)))


def main() -> int:
    """Run it, and say what is wrong."""
    from support import descriptors, leftovers  # here: workers import this module, and would leave a folder behind when killed

    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("tasks", type=int, nargs="?", default=2000)
    arguments.add_argument("--workers", type=int, default=4)
    arguments.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options = arguments.parse_args()
    print(f"CPython {sys.version.split()[0]}, {pybridge.binding}, seed {options.seed}", flush=True)
    with pybridge.ProcessPoolExecutor(1) as pool:  # what is made once and stays
        pool.submit(_pool_targets.pid).result()
    before = descriptors()
    begin = time.monotonic()
    soak = Soak(options.seed, options.workers)
    soak.run(options.tasks)
    gc.collect()
    left = {
        "children": [*leftovers.children(), *pybridge.active_children()],
        "descriptors": sorted(set(descriptors().items()) ^ set(before.items())),
        "threads": threading.enumerate()[1:],
    }
    print(f"{dict(soak.outcomes)}, {soak.kills} kills in {time.monotonic() - begin:.0f} s, wrong: {soak.wrong}, left: {left}")
    return 1 if soak.wrong or any(left.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
