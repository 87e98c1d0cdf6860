"""The processes below this one, wherever they have gone: found, reaped and killed. Linux tells in ``/proc``."""

import ctypes
import os
import signal
import sys

_PR_SET_CHILD_SUBREAPER = 36

# A zombie has ended: it only waits for its parent.
_ENDED = (b"Z", b"X")


def adopt_orphans():
    """Makes this process the parent of every descendant that loses its own, whatever session that is in."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def survivors(but, waited_for):
    """The process numbers of all that are below this process and have not ended, except ``but``.

    What has ended and was left to this process is reaped, except ``waited_for``, which somebody else reaps.
    """
    children = _children()
    here = os.getpid()
    found, unseen = [], [here]
    while unseen:
        parent = unseen.pop()
        for pid, state in children.get(parent, ()):
            unseen.append(pid)
            if state not in _ENDED:
                found.append(pid)
            elif parent == here and pid != waited_for:
                reap_one(pid)
    return [pid for pid in found if pid not in but]


def reap_one(pid):
    """Reaps a process if it has ended and was left to this one."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        pass  # Its parent still lives, or has seen to it.


def kill(pids):
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def command_line(pid):
    """The words of a process; None if it has ended meanwhile."""
    try:
        with open("/proc/{}/cmdline".format(pid), "rb") as file:
            return file.read().replace(b"\0", b" ").decode("utf-8", "backslashreplace").strip()
    except OSError:
        return None


def is_running(pid):
    """False once the process can be reaped, or has been."""
    try:
        # The first thread of a process can be a zombie while others have not ended yet.
        return _state_and_parent(pid)[0] not in _ENDED or len(os.listdir("/proc/{}/task".format(pid))) > 1
    except OSError:
        return False


def _state_and_parent(pid):
    with open("/proc/{}/stat".format(pid), "rb") as file:
        state, parent = file.read().rpartition(b")")[2].split(None, 2)[:2]
    return state, int(parent)


def _children():
    """Of every process of the machine the children, each with its state."""
    children = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            state, parent = _state_and_parent(entry)
        except OSError:
            continue  # It ended while we looked.
        children.setdefault(parent, []).append((int(entry), state))
    return children
