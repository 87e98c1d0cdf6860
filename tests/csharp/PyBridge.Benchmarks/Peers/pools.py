"""Times CPython's own pool, warm: answers each line with nanoseconds.

"WORKERS TASKS" is so many small tasks, all at once; "WORKERS 1 SIZE" so many bytes there and back.
"""

import concurrent.futures
import multiprocessing
import sys
import time


def square(number):
    """The task."""
    return number * number


def same(content):
    """The task for bytes."""
    return content


def carry(pool, size):
    """One task with bytes as its argument and result."""
    content = bytes(size)
    begin = time.perf_counter_ns()
    if pool.submit(same, content).result() != content:
        sys.exit("a result is wrong")
    return time.perf_counter_ns() - begin


def measure(pool, tasks):
    """All tasks at once, and their results in order."""
    begin = time.perf_counter_ns()
    futures = [pool.submit(square, number) for number in range(tasks)]
    if [future.result() for future in futures] != [number * number for number in range(tasks)]:
        sys.exit("a result is wrong")
    return time.perf_counter_ns() - begin


if __name__ == "__main__":
    pools = {}
    for line in sys.stdin:
        workers, tasks, *size = map(int, line.split())
        if workers not in pools:
            pools[workers] = concurrent.futures.ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"))
            measure(pools[workers], 50)
        print(carry(pools[workers], *size) if size else measure(pools[workers], tasks), flush=True)
    for pool in pools.values():
        pool.shutdown()
