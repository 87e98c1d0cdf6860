"""Start a worker from a parent that dies in the middle of the start message, and print how the worker ends.

This process keeps the pipe open, so that its end does not tell the worker anything: it has to see its parent die.
"""

import ctypes
import fcntl
import os
import sys

PR_SET_CHILD_SUBREAPER = 36
OUT_OF_THE_WAY = 10


def out_of_the_way(descriptor):
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, OUT_OF_THE_WAY)


def parent(dotnet, library, read, write):
    os.write(write, b"PYBRI")
    watched = out_of_the_way(os.pidfd_open(os.getpid()))
    os.posix_spawn(
        dotnet if "/" in dotnet else f"/usr/bin/{dotnet}",
        ["dotnet", library, "--multiprocessing-fork", "3", "4"],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, read, 3), (os.POSIX_SPAWN_DUP2, watched, 4)],
    )
    os._exit(0)


def main(dotnet, library):
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    read, write = (out_of_the_way(descriptor) for descriptor in os.pipe())
    dying = os.fork()
    if dying == 0:
        parent(dotnet, library, read, write)
    os.waitpid(dying, 0)
    _, status = os.wait()
    print(os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status))


main(*sys.argv[1:])
