"""How a process object becomes a process: pickled here, launched by C#.

Follows CPython's ``Lib/multiprocessing/popen_spawn_posix.py``. The object it leaves behind in ``_popen`` is what other
modules of ``multiprocessing`` poll, wait for and signal; it keeps no state of its own.
"""

from __future__ import annotations

import _thread
import os
import select
import signal
import weakref
from collections.abc import Callable
from functools import partial
from multiprocessing import context, process as _process, resource_tracker, spawn, util

from . import _children  # noqa: F401 - a fork forgets the children from now on
from ._call import WORKER, pickle_call
from ._creator import current_peer, peer_for
from ._csharp import CSharpMethod
from ._dup_fd import DupFd
from ._interpreter import command_line, tell_multiprocessing
from ._loading import standard_numbers_taken
from ._pickling import dumps
from ._targets import method_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._peer import Peer

_asking: set[int] = set()  # the threads that have the resource tracker started, if need be


class Popen:
    """A started process."""

    method = "pybridge"
    DupFd = DupFd
    finalizer = None

    def __init__(self, process_obj: _process.BaseProcess, runs_target: bool = True) -> None:
        """Start the process of an object; ``runs_target`` tells whether it does what the class does, and no more."""
        # A weak reference, and one that cannot be pickled: as in CPython, a started process cannot be an argument.
        self._process = weakref.ref(process_obj)
        self.peer = process_obj.__dict__.get("_peer") or _adopt(process_obj)
        self._fds: list[int] = []
        self._code: int | None = None
        util._flush_std_streams()
        method = method_of(process_obj._target) if runs_target else None
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
        """The process id."""
        return self.peer.pid

    @property
    def sentinel(self) -> int:
        """The pidfd, which becomes readable when the process ends."""
        return self.peer.sentinel

    @property
    def returncode(self) -> int | None:
        """The exit code; None while the process runs, and where somebody else took the status."""
        return self.peer.exitcode()[1]

    def poll(self, flag: int = os.WNOHANG) -> int | None:
        """Return the exit code; None while the process runs. Without ``WNOHANG``, wait."""
        return self.wait(0 if flag & os.WNOHANG else None)

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for the exit code, at most ``timeout`` seconds. Once the object is closed, return what was seen before."""
        try:
            if timeout != 0:
                self.peer.join(timeout)
            ended, code = self.peer.exitcode()
        except ValueError:
            if not self.peer.closed:  # by another thread, meanwhile
                raise
            return self._code
        if ended and code is None:
            # Somebody else took the status. Nothing is left to wait for, and nothing is to wait at exit.
            _process._children.discard(self._process())
        self._code = code
        return code

    def interrupt(self) -> None:
        """Send SIGINT."""
        self.peer.interrupt()

    def terminate(self) -> None:
        """Send SIGTERM."""
        self.peer.terminate()

    def kill(self) -> None:
        """Send SIGKILL."""
        self.peer.kill()

    def close(self) -> None:
        """Release what C# holds of the process."""
        self.peer.close()

    def _send_signal(self, sig: int) -> None:
        if self.poll() is None:
            signal.pidfd_send_signal(self.sentinel, sig)

    def _launch(self, process_obj: _process.BaseProcess) -> None:
        tell_multiprocessing()
        tracker = _tracker_to_lend()
        self._fds.append(tracker)
        message = self._pickle(dumps, spawn.get_preparation_data(process_obj._name), process_obj)
        ignores = signal.getsignal(signal.SIGRTMIN) == signal.SIG_IGN
        blocked = frozenset(signal.pthread_sigmask(signal.SIG_BLOCK, ())) if ignores else None
        self.peer.finish_start(
            command_line(tracker, blocked),
            message,
            sorted(set(self._fds)),
            self._listed(process_obj),
            None if blocked is None else blocked | {signal.SIGRTMIN},
        )

    def _launch_csharp(self, method: CSharpMethod, process_obj: _process.BaseProcess) -> None:
        call = self._pickle(pickle_call, process_obj._args, process_obj._kwargs)
        self.peer.finish_start_method(
            os.path.abspath(method.assembly),
            method.name,
            os.fsencode(WORKER),
            call,
            sorted(set(self._fds)),
            self._listed(process_obj),
        )

    def _listed(self, process_obj: _process.BaseProcess) -> tuple[partial[None], ...]:
        """Return what makes the process one of the active children, to be done with the start in one step."""
        return (
            partial(process_obj.__dict__.__setitem__, "_popen", self),
            partial(_process._children.add, process_obj),
        )

    def _pickle(self, pickle: Callable[..., bytes], *arguments: object) -> bytes:
        """Pickle something for the child: what hands descriptors over, or is for children alone, finds this object."""
        try:
            context.set_spawning_popen(self)
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
    thread = _thread.get_ident()
    if thread in _asking:  # a handler, in the midst of this: up to 3.11.6 the tracker's lock would wait for itself
        raise getattr(resource_tracker, "ReentrantCallError", RuntimeError)(
            "Reentrant call into the multiprocessing resource tracker: a signal handler starts a process while the first "
            "one is being started"
        )
    try:
        _asking.add(thread)
        with standard_numbers_taken():
            return resource_tracker.getfd()  # type: ignore[return-value] - it starts one where there is none
    except BlockingIOError as error:  # its fork was refused: EAGAIN
        from ._room import no_process_left

        raise no_process_left("the resource tracker cannot be started") from error
    finally:
        _asking.discard(thread)


def _say_whose_context(error: RuntimeError) -> None:
    """Say what to do where a lock or a queue was made for forks, which ``multiprocessing`` does unless told otherwise."""
    if str(error).startswith("A SemLock created in a fork context") and hasattr(error, "add_note"):
        error.add_note(
            "Take Queue, Lock and the like from pybridge instead of multiprocessing, or call "
            "multiprocessing.set_start_method('pybridge') before they are made."
        )


def _adopt(process_obj: _process.BaseProcess) -> Peer:
    """Make a C# object for one of the standard library's: the context was chosen by ``set_start_method``."""
    peer = peer_for(process_obj)
    peer.begin_start(current_peer())
    return peer
