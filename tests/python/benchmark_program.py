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
