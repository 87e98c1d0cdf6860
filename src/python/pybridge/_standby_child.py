"""The entry of a reserve worker: ``python -c '…main()' --multiprocessing-fork SOCKET MESSAGE PARENT``.

It imports what every child needs, and what the program wants ahead; says that it is ready; and waits until it is handed a
start, or until the program that started it has ended. From then on it is a child like any other (``_child.py``).
"""

import gc
import os
import pickle
import select
import socket
import sys
from multiprocessing import process

from . import _child, _inert, _main_module, _streams, _warm_end
from . import _dup_fd, _report, _returned, standby  # noqa: F401 - the class of the object that comes, and what most bring
from ._handed import Handed

READY, COMPLAINT, ACCEPTED = b"R", b"W", b"A"


def main() -> None:
    """Wait for a start, and do what its child does."""
    line, message, parent = (int(number) for number in sys.argv[sys.argv.index(_child.FLAG) + 1 :])
    for number in (line, message, parent):
        os.set_inheritable(number, False)
    _child.spawn.runpy = _main_module
    with open(message, "rb") as file:
        modules, preparation = pickle.load(file)
    _import_common()
    before = dict(os.environb)
    complaint = _preload(modules, preparation)
    changed = {name: value for name, value in os.environb.items() if before.get(name) != value}
    removed = before.keys() - os.environb.keys()
    gc.collect()
    is_inert = _are_inert()
    channel = socket.socket(fileno=line)
    if complaint:
        channel.sendall(COMPLAINT + complaint.encode(errors="replace").replace(b"\0", b"") + b"\0")
    channel.sendall(READY)
    handed = _wait(channel, parent)
    try:
        channel = handed.place(channel, parent, changed, removed)
        _streams.reopen()
        sys.path_importer_cache.clear()  # folders have other files by now, or are there at last
        channel.sendall(ACCEPTED)
        channel.close()
    except BaseException:  # noqa: BLE001 - whatever it is, the parent then starts another process
        os._exit(1)
    gc.freeze()  # so that those that are not inert can be told apart: see _warm_end
    handed.unblock()
    try:
        code = _child.run()
    except BaseException:
        gc.unfreeze()
        raise
    _warm_end.end(code, is_inert)


def _wait(channel: socket.socket, parent: int) -> Handed:
    """Return what this process is handed; end with the parent."""
    poll = select.poll()
    poll.register(channel.fileno(), select.POLLIN)
    poll.register(parent, select.POLLIN)
    ready = dict(poll.poll())
    if channel.fileno() not in ready:
        os._exit(0)
    handed = Handed.receive(channel)
    if handed is None:
        os._exit(0)
    return handed


def _are_inert() -> bool:
    """Whether all that there is now, of which much may be of modules that were imported ahead, does nothing when it ends."""
    try:
        return _inert.are_inert(gc.get_objects())
    except Exception:  # noqa: BLE001 - a class may have any idea of its attributes
        return False


def _import_common() -> None:
    """Import what the arguments of most children are made of; their pickles name it, and a connection brings a lot along."""
    for name in ("connection", "queues", "synchronize"):
        try:
            __import__(f"multiprocessing.{name}")
        except ImportError:  # the system has no semaphores
            pass


def _preload(modules: "list[str]", preparation: "dict[str, object] | None") -> str:
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
    for name in modules:
        try:
            __import__(name)
        except BaseException as error:  # noqa: BLE001 - likewise
            failures.append(f"{name!r}: {type(error).__name__}: {error}")
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return f"a reserve worker could not import ahead {'; '.join(failures)}" if failures else ""
