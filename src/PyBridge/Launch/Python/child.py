# The child of a Python target, for any CPython >= 3.8 with nothing of PyBridge installed.
#
# C# starts `python -c LOADER --multiprocessing-fork [RESULT] MESSAGE PARENT`. The loader opens MESSAGE as `message`, and
# runs this text, which comes first on it. Then come two more pickles: what to prepare, and the process object. Where C#
# wants a result, the texts that write it and that give values their form stand before them.
# All that a process does from there to its exit is CPython's own, of the running version; but one that has waited for its start
# (`standby.py`) is left the callable `leave`, with which it ends sooner where nobody can tell.

import functools
import gc
import os
import pickle
import sys
from multiprocessing import process, spawn

CO_COROUTINE = 0x80  # of the flags of a function's code


def receive(message, parent_sentinel):
    """Read the start message, make this process what it says, and return the process object."""
    for descriptor in (message.fileno(), parent_sentinel):
        os.set_inheritable(descriptor, False)
    current = process.current_process()
    current._inheriting = True  # until all is read, no import may start a process
    try:
        first_folders, preparation = pickle.load(message)
        own_folders = [folder or process.ORIGINAL_DIR or "" for folder in sys.path]
        spawn.prepare({"sys_path": first_folders + own_folders, **preparation})
        return pickle.load(message)
    except ModuleNotFoundError as error:
        say_where(error)  # noqa: F821 - of modules.py
        raise
    finally:
        del current._inheriting


def receive_for_result(message, parent_sentinel, result):
    """Receive, and let the target's end be reported to a descriptor; a target that cannot be read is reported, too."""
    program = {"__name__": "report"}
    exec(pickle.load(message), program)
    report = program["Report"](result, forms=pickle.load(message))
    try:
        child = receive(message, parent_sentinel)
    except BaseException as error:
        report.failed(error)
        raise
    child._target = report.watch(functools.partial(child._target, *child._args, **child._kwargs))
    child._args, child._kwargs = (), {}
    return child


def awaited(target):
    """Return what runs an asynchronous function to its end, as C# does with its own; any other target as it is.

    Which it is, is seen by its code and not by what it returns: a wrapper would stand in all tracebacks.
    """
    function = target
    while isinstance(function, functools.partial):
        function = function.func
    code = getattr(function, "__code__", None) or getattr(getattr(type(function), "__call__", None), "__code__", None)
    if not isinstance(code, type(awaited.__code__)) or not code.co_flags & CO_COROUTINE:
        return target

    def run(*args, **kwargs):
        import asyncio

        asyncio.run(target(*args, **kwargs))

    return run


def main(message):
    """Run the process object's target, and exit with its code."""
    result = int(sys.argv[2]) if len(sys.argv) > 4 else None  # -c FLAG [RESULT] MESSAGE PARENT
    parent_sentinel = int(sys.argv[-1])
    leave = globals().pop("leave", sys.exit)
    try:
        with message:
            if result is None:
                child = receive(message, parent_sentinel)
                child._target = awaited(child._target)
            else:
                child = receive_for_result(message, parent_sentinel, result)
    except BaseException:
        if leave is not sys.exit:
            gc.unfreeze()  # what it has frozen ends, too
        raise
    leave(child._bootstrap(parent_sentinel))


main(message)  # noqa: F821 - the loader's
