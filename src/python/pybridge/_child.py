"""The entry of a child that runs a Python target: ``python -c '…main()' --multiprocessing-fork TRACKER MESSAGE PARENT``.

Importing the package has registered the start method, which the start message may name. All the rest is CPython's own
``multiprocessing.spawn`` of the running version: what it does there, it does here.
"""

from __future__ import annotations

import os
import sys
from multiprocessing import resource_tracker, spawn


def main() -> None:
    """Run the process whose start message waits on a descriptor, then exit with its code."""
    tracker, message, parent = (int(number) for number in sys.argv[-3:])
    resource_tracker._resource_tracker._fd = tracker
    # CPython's parent sentinel is a pipe's end; a pidfd of the parent becomes readable at the same moment.
    os.set_inheritable(parent, False)
    sys.exit(spawn._main(message, parent))
