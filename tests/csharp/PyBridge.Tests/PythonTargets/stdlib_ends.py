"""Ends a child of CPython's own in the way the command line says: `stdlib_ends.py HOW`."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import python_targets  # noqa: E402

if __name__ == "__main__":
    code = python_targets.run_by_stdlib(sys.argv[1])
    sys.stdout.write("exitcode %s" % code)
