# What a Python child says of a module that it has not found, for any CPython >= 3.8 with nothing of PyBridge installed.
#
# This text stands before that of a program which reads callables: `child.py`, `tasks.py`.

import sys


def say_where(error):
    """Add to the error of a module that is not there which interpreter has looked for it, and where."""
    if type(error) is ModuleNotFoundError and isinstance(error.msg, str):
        folders = ", ".join(dict.fromkeys(map(str, sys.path)))
        error.msg = f"{error.msg}; {sys.executable} looked for it in {folders}"
