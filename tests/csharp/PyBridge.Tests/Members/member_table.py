"""Use every member of multiprocessing.Process in every state, and print what came of it.

A line is: state, member, outcome, separated by tabs. An outcome is the value, or for values that differ from run to
run their type, or the exception.
"""

import multiprocessing
import os
import sys
from multiprocessing.connection import wait

context = multiprocessing.get_context("spawn")


class Process(context.Process):
    """The class name is part of some texts."""


def set_name(value):
    return lambda p: setattr(p, "name", value)


MEMBERS = {
    "run": lambda p: p.run(),
    "start": lambda p: p.start(),
    "join": lambda p: p.join(),
    "join(0)": lambda p: p.join(0),
    "is_alive": lambda p: p.is_alive(),
    "name": lambda p: p.name,
    "name=": set_name("new"),
    "name=''": set_name(""),
    "name=None": set_name(None),
    "daemon": lambda p: p.daemon,
    "daemon=": lambda p: setattr(p, "daemon", False),
    "pid": lambda p: p.pid,
    "exitcode": lambda p: p.exitcode,
    "authkey": lambda p: p.authkey,
    "authkey=": lambda p: setattr(p, "authkey", b"new"),
    "sentinel": lambda p: p.sentinel,
    "terminate": lambda p: p.terminate(),
    "kill": lambda p: p.kill(),
}

if sys.version_info >= (3, 14):
    MEMBERS["interrupt"] = lambda p: p.interrupt()

MEMBERS["close"] = lambda p: p.close()  # the last: some objects are asked for everything in turn


def outcome(member, process):
    try:
        value = MEMBERS[member](process)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    literal = value is None or isinstance(value, bool) or member == "exitcode"
    return str(value) if literal else type(value).__name__.replace("AuthenticationString", "bytes")


def probe(state, process, skip=()):
    for member in MEMBERS:
        if member not in skip:
            print(state, member, outcome(member, process), sep="\t", flush=True)


def probe_each(state, make, end=lambda process: None, skip=()):
    """Give every member an object of its own: some change the state."""
    for member in MEMBERS:
        if member not in skip:
            process = make()
            print(state, member, outcome(member, process), sep="\t", flush=True)
            end(process)


def block(path):
    with open(path, "rb") as pipe:
        pipe.read(1)


def child():
    process = multiprocessing.current_process()
    if hasattr(process, "probed"):
        return  # run() has been called by the probe
    process.probed = True
    # joining the living parent would wait for it
    probe("Parent", multiprocessing.parent_process(), skip=["join"])
    probe("ParentClosed", multiprocessing.parent_process(), skip=["join"])
    probe("Self", process)
    probe("SelfClosed", process)


def main():
    path = sys.argv[1]
    with open(path, "w+b", buffering=0) as pipe:

        def running():
            process = Process(target=block, args=(path,))
            process.start()
            return process

        def end_running(process):
            pipe.write(b".")
            process.join()

        def zombie():
            process = Process()
            process.start()
            wait([process.sentinel])
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
            return process

        def exited():
            process = Process()
            process.start()
            process.join()
            return process

        def closed():
            process = exited()
            process.close()
            return process

        def closed_initial():
            process = Process()
            process.close()
            return process

        def join_if_started(process):
            if process._popen is not None:
                process.join()

        probe_each("Initial", Process, join_if_started)
        probe_each("Running", running, end_running, skip=["join"])
        probe_each("Ended", zombie)
        probe_each("Joined", exited)
        probe_each("Closed", closed)
        probe_each("ClosedInitial", closed_initial)
        process = Process(target=child)
        process.start()
        process.join()
        probe("Main", multiprocessing.current_process())


if __name__ == "__main__":
    main()
