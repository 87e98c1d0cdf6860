"""What a process can tell about itself, and change about itself."""

import importlib
import io
import multiprocessing
import os
import resource
import sys
import threading
import warnings

import classes
from library import CSHARP
from values import UnknownStep, encode


def report(step):
    """The value of ``step["what"]``."""
    return _named("report", _REPORTS, "REPORTS", step["what"])(step)


def change(what, value):
    """Sets the working directory, the environment, the program's arguments and the like."""
    _named("change", _CHANGES, "CHANGES", what)(value)


def _named(word, here, table, what):
    """What is done for ``what``: here, or by a module that few scenarios need."""
    if what in here:
        return here[what]
    for module in ("system", "patches"):
        further = getattr(importlib.import_module(module), table)
        if what in further:
            return further[what]
    raise UnknownStep("{} of {}".format(word, what))


class BrokenStream(io.StringIO):
    """A stream whose ``flush`` raises the exception it is told to."""

    def __init__(self, kind):
        super().__init__()
        self._kind = kind

    def flush(self):
        raise classes.exception(self._kind)("broken stream")


def _change_directory(value):
    os.makedirs(value, exist_ok=True)
    os.chdir(value)


def _open_inheritable(name):
    os.set_inheritable(os.open(name, os.O_RDWR | os.O_CREAT), True)


def _is_open(name):
    """Whether any descriptor of this process is that file."""
    for entry in os.listdir("/proc/self/fd"):
        try:
            if os.path.basename(os.readlink("/proc/self/fd/" + entry)) == name:
                return True
        except FileNotFoundError:
            pass  # The descriptor that listed the folder.
    return False


def _limit_descriptors(more):
    """Leaves room for so many descriptors more than are open now; None takes the limit away."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most if more is None else _highest_descriptor() + more, most))


def _highest_descriptor():
    return max(int(entry) for entry in os.listdir("/proc/self/fd"))


def _set_executable(path):
    """The program that runs children: of Python ones the interpreter, of C# ones dotnet."""
    multiprocessing.set_executable(path)
    if CSHARP:
        os.environ["PYBRIDGE_DOTNET"] = path


def _named_semaphores():
    """How many semaphores that this process has opened still have a name."""
    with open("/proc/self/maps") as maps:
        names = {line.split(None, 5)[5].rstrip() for line in maps if "/dev/shm/sem." in line}
    return len([name for name in names if not name.endswith("(deleted)")])


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return oct(mask)


def _main_module():
    main = sys.modules["__main__"]
    return {
        "name": main.__name__,
        "file": os.path.basename(main.__file__),
        "aliased": main is sys.modules.get("__mp_main__"),
        "changed": encode(getattr(main, "changed_at_run_time", None)),
    }


_REPORTS = {
    "argv": lambda step: encode(sys.argv),
    "descriptor": lambda step: {"file": os.readlink("/proc/self/fd/{}".format(step["number"]))},
    "file_open": lambda step: _is_open(step["file"]),
    "directory": lambda step: {"file": os.getcwd()},
    "environment": lambda step: os.environ.get(step["variable"]),
    "main_module": lambda step: _main_module(),
    "module_path": lambda step: {"empty_entry": "" in sys.path, "last": sys.path[-1]},
    "named_semaphores": lambda step: _named_semaphores(),
    "start_method": lambda step: multiprocessing.get_start_method(),
    "start_methods": lambda step: multiprocessing.get_all_start_methods(),
    "stdin": lambda step: None if sys.stdin is None else sys.stdin.read(),
    "stdin_input": lambda step: input(),
    "stdin_line": lambda step: sys.stdin.readline() or None,
    "threads": lambda step: [thread.name for thread in threading.enumerate()],
    "umask": lambda step: _umask(),
}

_CHANGES = {
    "arguments": lambda value: setattr(sys, "argv", value),
    "descriptor_limit": _limit_descriptors,
    "directory": _change_directory,
    "environment": os.environ.update,
    "executable": _set_executable,
    "global": lambda value: setattr(sys.modules["__main__"], "changed_at_run_time", value),
    "inheritable_file": _open_inheritable,
    "log": lambda value: multiprocessing.log_to_stderr(value),
    "module_path": sys.path.append,
    "start_method": multiprocessing.set_start_method,
    "stdin": lambda value: setattr(sys, "stdin", value),
    "stdout": lambda value: setattr(sys, "stdout", sys.__stdout__ if value is None else BrokenStream(value)),
    "umask": lambda value: os.umask(int(value, 8)),
    # Not those about sockets: this program keeps some open to its end.
    "warnings": lambda value: warnings.simplefilter(value, DeprecationWarning),
}
