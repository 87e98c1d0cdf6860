"""The Python driver with a reserve of processes that is full before the first step of a scenario.

    python3 standby.py --method pybridge-standby ...

Otherwise the first start of each scenario, and most have no other, would be a cold one. The program itself, which the
children run again as their main module, is ``drivers/python/program.py``.
"""

import multiprocessing
import pathlib
import sys
import time

WORKERS = 2


def fill_at_the_begin():
    """Fill the reserve when the program has become that of a scenario, in a fork if it was prepared."""
    set_start_method = multiprocessing.set_start_method

    def set_and_fill(method):
        multiprocessing.set_start_method = set_start_method
        set_start_method(method)
        import pybridge

        pybridge.set_standby(WORKERS)
        fill()
        count_descriptors_of_a_full_reserve(fill)

    def fill():
        import pybridge

        while pybridge.standby.stats()["idle"] < WORKERS:
            time.sleep(0.001)

    multiprocessing.set_start_method = set_and_fill


def count_descriptors_of_a_full_reserve(fill):
    """The program has two for each process that waits, and how many wait is a matter of the moment."""
    from operations import Operations

    count = Operations._do_descriptors

    def fill_and_count(operations, step):
        fill()
        return count(operations, step)

    Operations._do_descriptors = fill_and_count


if __name__ == "__main__":
    fill_at_the_begin()
    # The module stays the same one: children find the program under its path, and itself in what they are sent.
    __file__ = sys.argv[0] = str(pathlib.Path(__file__).resolve().parent.parent / "python" / "program.py")
    with open(__file__, encoding="utf-8") as program:
        exec(compile(program.read(), __file__, "exec"))
