"""The entry of a reserve worker: ``python -c '…main()' --multiprocessing-fork SOCKET MESSAGE PARENT``.

It imports what every child needs, and what the program wants ahead; says that it is ready; and waits until it is handed a
start, or until the program that started it has ended. From then on it is a child like any other (``_child.py``).
"""

import gc
import os
import pickle
import sys
from multiprocessing import process

from . import _child, _hand_over, _main_module, _warm_end
from . import _dup_fd, _report, _returned, standby  # noqa: F401 - the class of the object that comes, and what most bring
from ._spared import import_connections

MAIN = "__mp_main__"  # what the parent's main module is called in a child


def main() -> None:
    """Wait for a start, and do what its child does."""
    line, message, parent = (int(number) for number in sys.argv[sys.argv.index(_child.FLAG) + 1 :])
    for number in (line, message, parent):
        os.set_inheritable(number, False)
    _child.spawn.runpy = _main_module
    with open(message, "rb") as file:
        modules, preparation, source = pickle.load(file)
    import_connections()
    if source is not None:
        _main_module.compile_ahead(source, MAIN)
    is_inert = _hand_over.become_child(line, parent, lambda: _preload(modules, preparation))
    try:
        code = _child.run()
    except BaseException:
        gc.unfreeze()
        raise
    _warm_end.end(code, is_inert)


def _preload(modules: "list[str]", preparation: "dict[str, object] | None") -> "list[str]":
    """Import what the program wants ahead, with what it prints going nowhere; return what could not be imported."""
    failures = []
    if preparation is not None:
        process.current_process()._inheriting = True
        try:
            _child.spawn.prepare(preparation)
        except BaseException as error:  # noqa: BLE001 - what the main module raises, a child raises when it imports it
            failures.append(f"the main module: {type(error).__name__}: {error}")
        finally:
            del process.current_process()._inheriting
    return failures + _hand_over.import_ahead(modules)
