"""The entry of a child that runs a Python target: ``python -c '…main()' --multiprocessing-fork TRACKER [RESULT] MESSAGE
PARENT``.

Importing the package has registered the start method, which the start message may name. All the rest is CPython's own
``multiprocessing.spawn`` of the running version: what it does there, it does here. It is only spared what most children
do not need.
"""

import os
import sys

from . import _main_module
from ._spared import import_spawn
from ._tracker import lend_tracker

spawn = import_spawn()

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from ._report import Report

FLAG = "--multiprocessing-fork"

report: "Report | None" = None  # where the process object is to hand back its result


def main() -> None:
    """Run the process whose start message waits on a descriptor, then exit with its code."""
    sys.exit(run())


def run() -> int:
    """Run the process whose start message waits on a descriptor, and return its code."""
    tracker, *result, message, parent = (int(number) for number in sys.argv[sys.argv.index(FLAG) + 1 :])
    lend_tracker(tracker)
    spawn.runpy = _main_module
    # CPython's parent sentinel is a pipe's end; a pidfd of the parent becomes readable at the same moment.
    os.set_inheritable(parent, False)
    if not result:
        return spawn._main(message, parent)
    return _run_for_result(message, parent, *result)


def _run_for_result(message: int, parent: int, result: int) -> int:
    global report
    from ._report import Report

    report = Report(result, is_mapped=True)
    try:
        return spawn._main(message, parent)
    except BaseException as error:
        report.failed(error)  # the process object could not be read: there is no target to report it
        raise
