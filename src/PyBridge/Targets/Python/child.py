# The child of a Python target, for any CPython >= 3.8 with nothing of PyBridge installed.
#
# C# starts `python -c LOADER --multiprocessing-fork MESSAGE PARENT`. The loader opens MESSAGE as `message`, and runs
# this text, which comes first on it. Then come two more pickles: what to prepare, and the process object.
# All that a process does from there to its exit is CPython's own, of the running version.

import os
import pickle
import sys
from multiprocessing import process, spawn


def receive(message, parent_sentinel):
    """Read the start message, make this process what it says, and return the process object."""
    for descriptor in (message.fileno(), parent_sentinel):
        os.set_inheritable(descriptor, False)
    current = process.current_process()
    current._inheriting = True  # until all is read, no import may start a process
    try:
        first_folders, preparation = pickle.load(message)
        own_folders = [folder or process.ORIGINAL_DIR or "" for folder in sys.path]
        spawn.prepare(dict(preparation, sys_path=first_folders + own_folders))
        return pickle.load(message)
    finally:
        del current._inheriting


def main(message):
    """Run the process object's target, and exit with its code."""
    parent_sentinel = int(sys.argv[-1])
    with message:
        child = receive(message, parent_sentinel)
    sys.exit(child._bootstrap(parent_sentinel))


main(message)  # noqa: F821 - the loader's
