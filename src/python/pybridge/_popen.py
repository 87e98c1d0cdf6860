"""How a process object becomes a process: pickled here, launched by C#.

Follows CPython's ``Lib/multiprocessing/popen_spawn_posix.py``. The object it leaves behind in ``_popen`` is what other
modules of ``multiprocessing`` poll, wait for and signal; it keeps no state of its own.
"""

from __future__ import annotations

import os
import select
import signal
import weakref
from collections.abc import Callable
from multiprocessing import context, process as _process, resource_tracker, spawn, util

from . import _host
from ._call import WORKER, pickle_call
from ._csharp import CSharpMethod, method_of
from ._current import current_peer
from ._dup_fd import DupFd
from ._interpreter import command_line, tell_multiprocessing
from ._peer import ConfigView, Peer
from ._pickling import dumps


class Popen:
    """A started process."""

    method = "pybridge"
    DupFd = DupFd
    finalizer = None

    def __init__(self, process_obj: _process.BaseProcess) -> None:
        # A weak reference, and one that cannot be pickled: as in CPython, a started process cannot be an argument.
        self._process = weakref.ref(process_obj)
        self.peer = process_obj.__dict__.get("_peer") or _adopt(process_obj)
        self._fds: list[int] = []
        util._flush_std_streams()
        method = method_of(process_obj)
        if method is None:
            self._launch(process_obj)
        else:
            self._launch_csharp(method, process_obj)

    def duplicate_for_child(self, fd: int) -> int:
        """Let the child have a descriptor; called while its arguments are pickled."""
        self._fds.append(fd)
        return fd

    @property
    def pid(self) -> int | None:
        return _host.library().pid(self.peer.handle)

    @property
    def sentinel(self) -> int:
        return _host.library().sentinel(self.peer.handle)

    @property
    def returncode(self) -> int | None:
        return self._exitcode()[1]

    def poll(self, flag: int = os.WNOHANG) -> int | None:
        """Return the exit code; None while the process runs. Without ``WNOHANG``, wait."""
        return self.wait(0 if flag & os.WNOHANG else None)

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for the exit code."""
        from .process import join_peer

        if timeout != 0:
            join_peer(self.peer, timeout)
        ended, code = self._exitcode()
        if ended and code is None:
            # Somebody else took the status. Nothing is left to wait for, and nothing is to wait at exit.
            _process._children.discard(self._process())
        return code

    def interrupt(self) -> None:
        _host.library().interrupt(self.peer.handle)

    def terminate(self) -> None:
        _host.library().terminate(self.peer.handle)

    def kill(self) -> None:
        _host.library().kill(self.peer.handle)

    def close(self) -> None:
        _host.library().close(self.peer.handle)

    def _send_signal(self, sig: int) -> None:
        if self.poll() is None:
            signal.pidfd_send_signal(self.sentinel, sig)

    def _exitcode(self) -> tuple[bool, int | None]:
        from .process import exitcode_of

        return exitcode_of(self.peer)

    def _launch(self, process_obj: _process.BaseProcess) -> None:
        tell_multiprocessing()
        tracker = _tracker_to_lend()
        self._fds.append(tracker)
        message = self._pickle(dumps, spawn.get_preparation_data(process_obj._name), process_obj)
        _host.library().finish_start(self.peer.handle, command_line(tracker), message, sorted(set(self._fds)))

    def _launch_csharp(self, method: CSharpMethod, process_obj: _process.BaseProcess) -> None:
        call = self._pickle(pickle_call, process_obj._args, process_obj._kwargs)
        _host.library().finish_start_method(
            self.peer.handle,
            os.path.abspath(method.assembly),
            method.name,
            os.fsencode(WORKER),
            call,
            sorted(set(self._fds)),
        )

    def _pickle(self, pickle: Callable[..., bytes], *arguments: object) -> bytes:
        """Pickle something for the child: what hands descriptors over, or is for children alone, finds this object."""
        context.set_spawning_popen(self)
        try:
            return pickle(*arguments)
        except RuntimeError as error:
            _say_whose_context(error)
            raise
        finally:
            context.set_spawning_popen(None)


def _tracker_to_lend() -> int:
    """Return the descriptor by which children tell the resource tracker what they share.

    The standard library asks at each start whether the tracker lives, and starts another one if not. It asks by a
    message, which wakes the tracker up; that somebody can read from the pipe tells the same.
    """
    fd = resource_tracker._resource_tracker._fd
    if fd is not None:
        poll = select.poll()
        poll.register(fd, 0)  # errors alone: that there is no reader any more, or no such descriptor
        if not poll.poll(0):
            return fd
    return resource_tracker.getfd()


def _say_whose_context(error: RuntimeError) -> None:
    """Say what to do where a lock or a queue was made for forks, which ``multiprocessing`` does unless told otherwise."""
    if str(error).startswith("A SemLock created in a fork context") and hasattr(error, "add_note"):
        error.add_note(
            "Take Queue, Lock and the like from pybridge instead of multiprocessing, or call "
            "multiprocessing.set_start_method('pybridge') before they are made."
        )


def _adopt(process_obj: _process.BaseProcess) -> Peer:
    """Make a C# object for one of the standard library's: the context was chosen by ``set_start_method``."""
    library = _host.library()
    current = current_peer()
    class_name = type(process_obj).__name__
    handle = library.new(class_name, process_obj._identity[-1], False)
    peer = Peer(class_name, handle, ConfigView(current).copy())
    library.set_name(handle, str(process_obj._name))
    library.set_daemon(handle, bool(process_obj.daemon))
    library.begin_start(handle)
    return peer
