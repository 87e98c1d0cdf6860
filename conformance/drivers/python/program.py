"""The scenario program over CPython's ``multiprocessing``, the reference, or over a library with its surface.

    python3 program.py --method spawn|fork|forkserver|... --describe
    python3 program.py --method spawn|fork|forkserver|... --board PATH [--program NAME]
    python3 program.py --method spawn|fork|forkserver|... --prepare DESCRIPTOR

The first prints what this program can do, the second takes part in a scenario as the actor ``main``, the third becomes
the second in a fork for each scenario (see ``prepared.py``).
``CONFORMANCE_LIBRARY`` names another library, and the method is one that it has registered (see ``library.py``).
Runs on CPython 3.7 and newer with nothing but the standard library.
"""

import multiprocessing

import actor
import classes


class Boom(Exception):
    """The program's own exception: defined here, so that a child shows which module it believes to be main."""


classes.EXCEPTIONS["Boom"] = Boom


def main():
    # Imported here: a child executes this file too, and needs none of them.
    import argparse
    import json

    import describe
    import programs

    parser = argparse.ArgumentParser()
    parser.add_argument("--method", required=True)
    parser.add_argument("--describe", action="store_true")
    parser.add_argument("--board")
    parser.add_argument("--program", choices=sorted(programs.PROGRAMS))
    parser.add_argument("--prepare", type=int, metavar="DESCRIPTOR")
    options = parser.parse_args()
    if options.describe:
        print(json.dumps(describe.description(options.method)))
        return
    if options.prepare is not None:
        import prepared

        actor.prepare()
        prepared.become_program(options.prepare, describe.description(options.method))
        options = parser.parse_args()
    if options.program:
        programs.PROGRAMS[options.program](options.method, options.board)
    multiprocessing.set_start_method(options.method)
    actor.serve(options.board, "main")


if __name__ == "__main__":
    main()
