"""How a process object becomes a process: pickled here, launched by C#.

Follows CPython's ``Lib/multiprocessing/popen_spawn_posix.py``. The object it leaves behind in ``_popen`` is what other
modules of ``multiprocessing`` and programs poll, wait for and signal. It has the attributes of CPython's, with the same
effect where they are set: one whose ``returncode`` is set is asked nothing more.
"""

from __future__ import annotations

import _thread
import os
import signal
import weakref
from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain
from multiprocessing import context, process as _process, resource_tracker, spawn, util

from . import _children  # noqa: F401 - a fork forgets the children from now on
from ._buffers import Buffers
from ._call import WORKER, pickle_call
from ._creator import current_peer
from ._csharp import CSharpMethod
from ._dup_fd import DupFd
from ._interpreter import command_line, tell_multiprocessing
from ._loading import standard_numbers_taken
from ._message import Message
from ._peer import Peer
from ._pickling import pickle_process
from ._room import require_memory_for_start
from ._targets import method_of
from ._waiting import has_reader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._abi_calls import Standby
    from ._answer import Answer

_asking: set[int] = set()  # the threads that have the resource tracker started, if need be


class Popen:
    """A started process."""

    method = "pybridge"
    DupFd = DupFd

    def __init__(
        self, process_obj: _process.BaseProcess, runs_target: bool = True, answer: Answer | None = None
    ) -> None:
        """Start the process of an object; ``runs_target`` tells whether it does what the class does, and no more."""
        require_memory_for_start()
        self._process = weakref.ref(process_obj)
        self._fds: list[int] = []
        self.is_lost = False  # it has ended, and somebody else has taken its status
        util._flush_std_streams()
        self.returncode: int | None = None
        self.finalizer: util.Finalize | None = None
        self.peer = Peer.of(process_obj, os.getpid())
        if answer is not None:
            self.peer.want_result(answer.captures_stderr)
        self.peer.begin_start(current_peer())  # a daemon starts nothing, and that may have changed
        self._method = method_of(getattr(process_obj, "_target", None)) if runs_target else None
        self._launch(process_obj)
        self.finalizer = util.Finalize(self, _release, (self.peer,))

    def duplicate_for_child(self, fd: int) -> int:
        """Let the child have a descriptor; called while its arguments are pickled."""
        self._fds.append(fd)
        return fd

    def poll(self, flag: int = os.WNOHANG) -> int | None:
        """Return the exit code; None while the process runs. Without ``WNOHANG``, wait."""
        if self.returncode is None:
            self._look(0 if flag & os.WNOHANG else None)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for the exit code, at most ``timeout`` seconds; None where it has not ended then, or nobody knows the code."""
        if self.returncode is None:
            if timeout is not None:
                self._look(timeout)
                if self.returncode is None:
                    return None
            return self.poll(os.WNOHANG if timeout == 0 else 0)  # which programs replace, and CPython calls
        return self.returncode

    def interrupt(self) -> None:
        """Send SIGINT."""
        if self.returncode is None:
            self.peer.interrupt()

    def terminate(self) -> None:
        """Send SIGTERM."""
        if self.returncode is None:
            self.peer.terminate()

    def kill(self) -> None:
        """Send SIGKILL."""
        if self.returncode is None:
            self.peer.kill()

    def close(self) -> None:
        """Release what C# holds of the process."""
        if self.finalizer is not None:
            self.finalizer()

    def _send_signal(self, sig: int) -> None:
        if self.poll() is None:
            signal.pidfd_send_signal(self.sentinel, sig)

    def _look(self, timeout: float | None) -> None:
        try:
            if timeout != 0:
                self.peer.join(timeout)
            ended, self.returncode = self.peer.exitcode()
            if not ended:
                return
            if timeout == 0:
                self.peer.join(0)  # C# lists it no more, and passes on what it wrote to stderr
        except ValueError:
            if not self.peer.closed:  # by another thread, meanwhile
                raise
        if self.returncode is None:
            # Somebody else took the status. Nothing is left to wait for, and nothing is to wait at exit.
            self.is_lost = True
            _process._children.discard(self._process())

    def _launch(self, process_obj: _process.BaseProcess) -> None:
        if self._method is not None:
            self._launch_csharp(self._method, process_obj)
            return
        tell_multiprocessing()
        tracker = _tracker_to_lend()
        self._fds.append(tracker)
        ignores = signal.getsignal(signal.SIGRTMIN) == signal.SIG_IGN
        blocked = frozenset(signal.pthread_sigmask(signal.SIG_BLOCK, ())) if ignores else None
        message = Message()
        try:
            preparation = spawn.get_preparation_data(process_obj._name)
            pickled = self._pickle(pickle_process, message, preparation, process_obj)
            self.peer.finish_start(
                command_line(tracker, blocked),
                pickled,
                sorted({*self._fds, *message.descriptors}),
                partial(self._listed, process_obj),
                None if blocked is None else blocked | {signal.SIGRTMIN},
                awaits_reader=bool(message.descriptors),
                standby=self._standby(),
            )
        finally:
            message.close()

    def _standby(self) -> Standby | None:
        """Return what a worker that may take over this start is started with; None where the start is a cold one."""
        return None

    def _launch_csharp(self, method: CSharpMethod, process_obj: _process.BaseProcess) -> None:
        buffers = Buffers()
        try:
            call = self._pickle(pickle_call, method, process_obj._args, process_obj._kwargs, buffers)
            self.peer.finish_start_method(
                os.path.abspath(method.assembly),
                method.name,
                os.fsencode(WORKER),
                call,
                sorted({*self._fds, *buffers.descriptors}),
                partial(self._listed, process_obj),
                self._standby(),
            )
        finally:
            buffers.close()

    def _listed(self, process_obj: _process.BaseProcess, numbers: Iterable[int]) -> tuple[partial[None], ...]:
        """Return what makes the process one of the active children, to be done with the start in one step.

        ``numbers`` are its sentinel and its process id, which are there when the first of these is called.
        """
        return (
            partial(vars(self).update, zip(("sentinel", "pid"), numbers)),
            partial(vars(process_obj).update, zip(("_popen", "_sentinel"), chain((self,), numbers))),
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
    if fd is not None and has_reader(fd):
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
    if "A SemLock created in a fork context" in str(error) and hasattr(error, "add_note"):
        error.add_note(
            "Take Queue, Lock and the like from pybridge instead of multiprocessing, or call "
            "multiprocessing.set_start_method('pybridge') before they are made."
        )


def _release(peer: Peer) -> None:
    """Let C# release what it holds of a process that has ended; of one that runs, that is what it waits with."""
    if peer.exitcode()[0]:
        peer.close()
