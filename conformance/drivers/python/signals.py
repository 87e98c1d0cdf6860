"""What a process does with signals."""

import signal
import sys


def number(name):
    """The number of a signal such as ``SIGRTMIN+1``."""
    base, plus, offset = name.partition("+")
    return int(getattr(signal, base)) + (int(offset) if plus else 0)


def handle(step):
    """Ignores a signal, takes its default action, catches it and goes on, or exits with a code."""
    action = {
        "ignore": signal.SIG_IGN,
        "default": signal.SIG_DFL,
        "catch": lambda *_: None,
        "exit": lambda *_: sys.exit(step.get("code")),
    }[step["action"]]
    signal.signal(number(step["signal"]), action)
