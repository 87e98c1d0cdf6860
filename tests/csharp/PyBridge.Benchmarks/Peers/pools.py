"""Times CPython's own pool: answers each line "WORKERS TASKS" with the nanoseconds of so many small tasks, warm."""

import concurrent.futures
import multiprocessing
import sys
import time


def square(number):
    """The task."""
    return number * number


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
        workers, tasks = map(int, line.split())
        if workers not in pools:
            pools[workers] = concurrent.futures.ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"))
            measure(pools[workers], 50)
        print(measure(pools[workers], tasks), flush=True)
    for pool in pools.values():
        pool.shutdown()
