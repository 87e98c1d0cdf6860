"""Threads of Python that do something of C#'s."""

import threading


def later(action):
    """Return a function after whose call a thread does something, as soon as it can run."""
    go = threading.Event()

    def wait_and_act():
        go.wait()
        action()

    threading.Thread(target=wait_and_act, daemon=True).start()
    return go.set


def started(action):
    """Return a thread that does something."""
    thread = threading.Thread(target=action)
    thread.start()
    return thread
