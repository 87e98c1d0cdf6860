"""Times CPython's own processes: answers each line "METHOD" with the nanoseconds of start and of start+join."""

import multiprocessing
import sys
import time


def nothing():
    """The empty target."""


def measure(context):
    """One child: how long start took, and start and join together."""
    process = context.Process(target=nothing)
    begin = time.perf_counter_ns()
    process.start()
    started = time.perf_counter_ns()
    process.join()
    ended = time.perf_counter_ns()
    if process.exitcode != 0:
        sys.exit(f"the child ended with {process.exitcode}")
    process.close()
    return started - begin, ended - begin


if __name__ == "__main__":
    for line in sys.stdin:
        print(*measure(multiprocessing.get_context(line.strip())), flush=True)
