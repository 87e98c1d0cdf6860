"""What a process does with signals."""

import signal
import sys

import classes
from objects import OBJECTS


def number(name):
    """The number of a signal such as ``SIGRTMIN+1``."""
    base, plus, offset = name.partition("+")
    return int(getattr(signal, base)) + (int(offset) if plus else 0)


def handle(step):
    """Ignores a signal, takes its default action, catches it and goes on, exits, raises, or starts a process."""
    action = {
        "ignore": signal.SIG_IGN,
        "default": signal.SIG_DFL,
        "catch": lambda *_: None,
        "exit": lambda *_: sys.exit(step.get("code")),
        "raise": lambda *_: _raise(step),
        "start": lambda *_: OBJECTS[step["of"]].start(),
    }[step["action"]]
    signal.signal(number(step["signal"]), action)


def _raise(step):
    raise classes.exception(step["kind"])("in a handler")
