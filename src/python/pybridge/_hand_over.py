"""How a reserve worker waits for a start and takes it over, whoever its parent is.

This text also travels to interpreters that have nothing of PyBridge, with what it uses, as the workers of a .NET program: all
of it needs CPython >= 3.8 and the standard library alone. ``docs/protocol.md``, "The hand-over", describes what is said.
"""

import gc
import os
import select
import socket
import sys

from . import _inert, _streams
from ._handed import Handed
from ._variables import Variables

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

READY, COMPLAINT, ACCEPTED = b"R", b"W", b"A"


def become_child(line: int, parent: int, preload: "Callable[[], list[str]]") -> bool:
    """Prepare, wait for a start, and let this process have all that a child started now would have.

    ``line`` is the socket to the parent, ``parent`` its pidfd; ``preload`` imports ahead, and returns what went wrong. Return
    whether all objects that there were before can be left out at the end. End with the parent.
    """
    _import_common()
    before = dict(os.environb)
    failures = preload()
    variables = Variables(before)
    gc.collect()
    is_inert = _can_be_left_out()
    channel = socket.socket(fileno=line)
    if failures:
        complaint = f"a reserve worker could not import ahead {'; '.join(failures)}"
        channel.sendall(COMPLAINT + complaint.encode(errors="replace").replace(b"\0", b"") + b"\0")
    channel.sendall(READY)
    handed = _wait(channel, parent)
    try:
        channel = handed.place(channel, parent, variables)
        _streams.reopen()
        sys.path_importer_cache.clear()  # folders have other files by now, or are there at last
        channel.sendall(ACCEPTED)
        channel.close()
    except BaseException:  # noqa: BLE001 - whatever it is, the parent then starts another process
        os._exit(1)
    gc.freeze()  # so that those that are not inert can be told apart: see _warm_end
    handed.unblock()
    return is_inert


def import_ahead(names: "Iterable[str]") -> "list[str]":
    """Import modules that the program wants ahead, with what they print going nowhere; return what could not be imported."""
    failures = []
    for name in names:
        try:
            __import__(name)
        except BaseException as error:  # noqa: BLE001 - what a module raises here, it raises in the child, too
            failures.append(f"{name!r}: {type(error).__name__}: {error}")
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return failures


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


def _can_be_left_out() -> bool:
    """Whether all that there is now, of which much may be of modules that were imported ahead, does nothing when it ends."""
    try:
        return _inert.is_interpreter_quiet() and not _inert.has_foreign_code() and _inert.are_inert(gc.get_objects())
    except Exception:  # noqa: BLE001 - a class may have any idea of its attributes
        return False


def _import_common() -> None:
    """Import what the arguments of most children are made of; their pickles name it, and a connection brings a lot along."""
    for name in ("connection", "queues", "synchronize"):
        try:
            __import__(f"multiprocessing.{name}")
        except ImportError:  # the system has no semaphores
            pass
