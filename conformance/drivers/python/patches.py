"""What programs replace in Python: streams, hooks, functions of the library."""

import io
import multiprocessing
import os
import sys


class Bare:
    """A stream that has ``write`` and nothing else."""

    def write(self, text):
        return len(text)


def _closed():
    stream = io.StringIO()
    stream.close()
    return stream


_STREAMS = {"none": lambda: None, "memory": io.StringIO, "closed": _closed, "bare": Bare}


def _replace_stream(value):
    setattr(sys, value["name"], _STREAMS[value["kind"]]())


def _replace_excepthook(text):
    sys.excepthook = lambda *error: print(text, flush=True)


def _wrap_methods(names):
    """As tracers do: methods of the base class say that they were called."""
    from multiprocessing.process import BaseProcess

    for name in names:
        setattr(BaseProcess, name, _telling(name, getattr(BaseProcess, name)))


def _telling(name, method):
    def wrapper(self, *args, **kwargs):
        print("called", name, flush=True)
        return method(self, *args, **kwargs)

    return wrapper


def _replace_dump(text):
    """As programs do that pickle with something else; what a child is told beside its object is no matter."""
    from multiprocessing import reduction

    original = reduction.dump

    def dump(value, file, protocol=None):
        if isinstance(value, multiprocessing.process.BaseProcess):
            print(text, flush=True)
        original(value, file, protocol)

    reduction.dump = dump


def _remove(names):
    """As libraries of green threads do with what would block all of them."""
    for name in names:
        module, _, member = name.rpartition(".")
        delattr(__import__(module), member)


CHANGES = {
    "dump": _replace_dump,
    "excepthook": _replace_excepthook,
    "forced_start_method": lambda value: multiprocessing.set_start_method(value, force=True),
    "removed": _remove,
    "stream": _replace_stream,
    "wrapped_methods": _wrap_methods,
}


def _flags(step):
    return {name: int(getattr(sys.flags, name)) for name in dir(sys.flags) if isinstance(getattr(sys.flags, name), int)}


REPORTS = {
    "executable": lambda step: os.path.basename(sys.executable),
    "flags": _flags,
    "options": lambda step: {"warnings": sys.warnoptions, "x": sorted(sys._xoptions)},
    "written": lambda step: getattr(sys, step["stream"]).getvalue(),
}


def _show(operations, step):
    """Prints what the documentation prints of a process."""
    process = operations.find(step["of"])
    print(process, process.is_alive())


def _subinterpreter(operations, step):
    """Lets another interpreter of this process start a child of its own."""
    from concurrent import interpreters

    import library

    other = interpreters.create()
    other.exec(
        "import sys; sys.path[:] = {!r}\n"
        "import math, multiprocessing, {name} as library\n"
        "multiprocessing.set_start_method({!r}, force=True)\n"
        "multiprocessing.current_process().name = 'Other'\n"
        "process = library.Process(target=math.sqrt, args=(4,))\n"
        "process.start()\n"
        "process.join()\n"
        "print(process.name, process.exitcode, flush=True)\n".format(
            sys.path, multiprocessing.get_start_method(), name=library.NAME
        )
    )
    other.close()


def _set_method(operations, step):
    """Gives one object a ``run`` of its own, which crosses with it."""
    operations.find(step["of"]).run = Printing(step["text"])


class Printing:
    """A picklable function that prints."""

    def __init__(self, text):
        self._text = text

    def __call__(self):
        print(self._text, flush=True)


STEPS = {"own_run": _set_method, "show": _show, "subinterpreter": _subinterpreter}
