"""The program that ``benchmark.py`` measures: starts processes as the lines of standard input ask, and prints seconds.

It imports as little as it can, for its children import it too. With ``laden`` on the command line it has what many
programs have imported besides, and so have they.
"""

import os
import sys
import time

if "laden" in sys.argv:
    import argparse  # noqa: F401
    import logging  # noqa: F401
    import pathlib  # noqa: F401
    import subprocess  # noqa: F401
    import typing  # noqa: F401


def nothing():
    """The empty target."""


def wait_for(reader):
    """Run until the writing end of a pipe is closed."""
    try:
        reader.recv()
    except EOFError:
        pass


def serve():
    """Measure one thing at a time."""
    import multiprocessing

    import pybridge

    for line in sys.stdin:
        name, *arguments = line.rstrip("\n").split("\t")
        if name == "start":
            answer = start_and_join(multiprocessing.get_context(*arguments).Process(target=nothing))
        elif name == "reserve":
            workers, *preload = arguments
            pybridge.set_standby(int(workers), preload=preload)
            answer = (refill(),)
        elif name == "warm":
            refill()
            answer = first_and_end(multiprocessing.get_context("pybridge-standby"))
        elif name == "first":
            answer = first_and_end(multiprocessing.get_context(*arguments))
        elif name == "sustained":
            method, count = arguments
            answer = (one_after_another(multiprocessing.get_context(method), int(count)),)
        elif name == "ballast":
            ballast.append(bytearray(os.urandom(4096)) * (int(arguments[0]) // 4096))
            answer = (resident(),)
        elif name == "csharp":
            assembly, method = arguments
            answer = start_and_join(pybridge.Process(target=pybridge.csharp(assembly, method)))
        elif name == "bare":
            answer = run_bare(*arguments)
        elif name == "children":
            answer = children(multiprocessing.get_context(arguments[0]), int(arguments[1]))
        else:
            answer = (resident(),)
        print(*answer, flush=True)


ballast = []  # what makes the program large


def tell(writer):
    """Say when the target runs, by the clock that all processes share."""
    writer.send(time.monotonic())


def first_and_end(context):
    """Return the seconds of start(), those until the target's first line, and those until the process is joined."""
    reader, writer = context.Pipe(duplex=False)
    process = context.Process(target=tell, args=(writer,))
    begun = time.monotonic()
    process.start()
    started = time.monotonic()
    process.join()
    ended = time.monotonic()
    if process.exitcode != 0:
        raise RuntimeError(f"{process}")
    first = reader.recv()
    for one in (reader, writer, process):
        one.close()
    return started - begun, first - begun, ended - begun


def one_after_another(context, count):
    """Return the seconds that a start with its join takes where the next one follows at once."""
    begun = time.monotonic()
    for _ in range(count):
        start_and_join(context.Process(target=nothing))
    return (time.monotonic() - begun) / count


def refill():
    """Wait until the reserve is full; return how many processes wait."""
    import pybridge

    while True:
        stats = pybridge.standby.stats()
        if stats["idle"] >= stats["wanted"]:
            return stats["idle"]
        time.sleep(0.001)


def run_bare(program):
    """Start a program of .NET that does nothing, and return the same figures as ``start_and_join``."""
    begun = time.perf_counter()
    pid = os.posix_spawnp("dotnet", ["dotnet", "exec", program], os.environ)
    started = time.perf_counter()
    _, status = os.waitpid(pid, 0)
    ended = time.perf_counter()
    if status:
        raise RuntimeError(f"{program} ended with status {status}")
    return started - begun, ended - begun


def start_and_join(process):
    """Return the seconds of start() and those of start() and join()."""
    begun = time.perf_counter()
    process.start()
    started = time.perf_counter()
    process.join()
    ended = time.perf_counter()
    if process.exitcode != 0:
        raise RuntimeError(f"{process}")
    process.close()
    return started - begun, ended - begun


def children(context, count):
    """Return how many descriptors, bytes and seconds one of many children that run at once costs its parent."""
    reader, writer = context.Pipe(duplex=False)
    processes = [context.Process(target=wait_for, args=(reader,)) for _ in range(count)]
    before = len(os.listdir("/proc/self/fd")), resident(), time.perf_counter()
    for process in processes:
        process.start()
    after = len(os.listdir("/proc/self/fd")), resident()
    writer.close()
    for process in processes:
        process.join()
    ended = time.perf_counter()
    reader.close()
    return (after[0] - before[0]) / count, (after[1] - before[1]) / count, (ended - before[2]) / count


def resident():
    """Return the memory of this process in bytes."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    serve()
