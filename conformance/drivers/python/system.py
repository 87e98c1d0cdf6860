"""What the operating system keeps for a process: signals, groups, descriptors, the status of a child."""

import os
import resource
import signal
import socket
import threading

import signals
from objects import OBJECTS


def _reap(operations, step):
    """Takes the status of a child away from whoever waits for it; the value is its exit code."""
    _, status = os.waitpid(operations.find(step["of"]).pid, 0)
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def _sockets(operations, step):
    OBJECTS[step["as"][0]], OBJECTS[step["as"][1]] = socket.socketpair()


STEPS = {"reap": _reap, "sockets": _sockets}


def _block(names):
    """Blocks these signals in this thread, and no others."""
    signal.pthread_sigmask(signal.SIG_SETMASK, [signals.number(name) for name in names])


def _take_descriptors(most):
    """Opens so many that the next one has this number or a higher one."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    while os.open(os.devnull, os.O_RDONLY) < most - 1:
        pass


CHANGES = {
    "blocked_signals": _block,
    "closed_descriptor": os.close,
    "process_group": lambda value: os.setpgid(0, 0),
    "taken_descriptors": _take_descriptors,
}


def _signal(step):
    """What the system knows of a signal in this thread."""
    number = signals.number(step["signal"])
    with open("/proc/self/task/{}/status".format(_native_id())) as file:
        masks = dict(line.split(":", 1) for line in file)
    return {
        state: bool(int(masks[field], 16) >> number - 1 & 1)
        for state, field in (("blocked", "SigBlk"), ("ignored", "SigIgn"))
    }


def _native_id():
    return os.path.basename(os.readlink("/proc/thread-self"))


def _is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


REPORTS = {
    "main_thread": lambda step: {
        "is_main": threading.current_thread() is threading.main_thread(),
        "is_process": int(_native_id()) == os.getpid(),
    },
    "native_id": lambda step: {"pid": threading.main_thread().native_id},
    "process_group": lambda step: {"pid": os.getpgrp()},
    "session": lambda step: {"pid": os.getsid(0)},
    "signal": _signal,
    "standard_descriptors": lambda step: [number for number in range(3) if _is_open(number)],
}
