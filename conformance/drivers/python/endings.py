"""How an actor or a target ends: by returning, by an exception, by an exit."""

import os
import signal
import sys

import signals
from values import decode


def is_ending(step):
    return step["op"] in _ENDINGS


def end(step):
    """Ends the caller as the step says: returns its value, raises, or does not come back."""
    return _ENDINGS[step["op"]](step)


def _return(step):
    return decode(step.get("value"))


def _exit(step):
    if "code" in step:
        sys.exit(decode(step["code"]))
    sys.exit()


def _raise(step):
    import failures

    raise failures.make(step)


def _os_exit(step):
    os._exit(step["code"])


def _die(step):
    number = signals.number(step["signal"])
    if number != signal.SIGKILL:
        signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


_ENDINGS = {"return": _return, "exit": _exit, "raise": _raise, "os_exit": _os_exit, "die": _die}
