# A process of the reserve that becomes the child of a Python target, for any CPython >= 3.8 with nothing of PyBridge installed.
#
# C# starts `python -c LOADER --multiprocessing-fork SOCKET MESSAGE PARENT`. The loader opens MESSAGE as `message`, and runs this
# text, which comes first on it. Then come the texts of PyBridge's own modules that wait for a start and take it over, and what is
# to be imported ahead. When this text has run, the process has what a new child has: the loader goes on with the child's program.

import functools
import os
import pickle
import sys
from multiprocessing import process, spawn  # noqa: F401 - the child's program needs it

PACKAGE = "pybridge_standby"


def load_modules(texts):
    """Return a package of modules, made of their texts. They find each other, and nobody finds them afterwards."""
    module_type, spec_type = type(sys), type(sys.__spec__)

    def make(name, is_package=False):
        module = module_type(name)
        module.__spec__ = spec_type(name, None, is_package=is_package)
        module.__package__ = PACKAGE
        sys.modules[name] = module
        return module

    package = make(PACKAGE, is_package=True)
    package.__path__ = []
    names = [PACKAGE]
    for name, text in texts.items():  # those that others use come first
        module = make(f"{PACKAGE}.{name}")
        names.append(module.__name__)
        setattr(package, name, module)
        exec(compile(text, f"<{module.__name__}>", "exec"), vars(module))
    for name in names:
        del sys.modules[name]
    return package


def preload(package, folders, modules):
    """Import modules ahead, with some folders first in the search path; return what could not be imported."""
    sys.path[:0] = folders
    try:
        return package._hand_over.import_ahead(modules)
    finally:
        for folder in folders:
            if folder in sys.path:
                sys.path.remove(folder)


def main(message):
    """Wait until this process is a child, and leave in the main module what ends it."""
    if sys.implementation.name != "cpython":
        sys.exit(1)  # there are no starts but cold ones: what is left out at the end is CPython's
    line, number, parent = (int(number) for number in sys.argv[-3:])
    for handed in (line, number, parent):
        os.set_inheritable(handed, False)
    with message:
        package = load_modules(pickle.load(message))
        folders, modules = pickle.load(message)
    ahead = functools.partial(preload, package, folders, modules)
    is_inert = package._hand_over.become_child(line, parent, ahead)
    try:
        process.ORIGINAL_DIR = os.path.abspath(os.getcwd())
    except OSError:  # as in a new process: the folder has been removed
        process.ORIGINAL_DIR = None
    sys.modules["__main__"].leave = functools.partial(package._warm_end.end, is_inert=is_inert)


main(message)  # noqa: F821 - the loader's
