"""How Python waits for the end of a process: so that signal handlers run, and threads of green-thread libraries, too.

Those libraries put functions of their own into ``select``, or take away what they have none for: eventlet ``poll``.
"""

from __future__ import annotations

import select


def wait_for_ever(descriptor: int) -> None:
    """Wait until a pidfd becomes readable."""
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        poll.poll()
        return
    try:
        select.select([descriptor], [], [])
    except ValueError:  # a number that is too high for it
        import os

        os.waitid(os.P_PIDFD, descriptor, os.WEXITED | os.WNOWAIT)


def wait_for(descriptor: int, timeout: float) -> None:
    """Wait until a pidfd becomes readable, at most ``timeout`` seconds."""
    from multiprocessing.connection import wait  # here: it imports sockets

    wait([descriptor], timeout)


def pause() -> None:
    """Wait for what no descriptor tells."""
    import time

    time.sleep(0.001)


def has_reader(descriptor: int) -> bool:
    """Whether somebody can read from a pipe whose writing end this is; False where that cannot be seen."""
    if not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(descriptor, 0)  # errors alone: that there is no reader any more, or no such descriptor
    return not poll.poll(0)
