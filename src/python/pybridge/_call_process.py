"""One worker that serves this process's calls: started, called, ended."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
from multiprocessing import util

from ._call_frames import (
    OUTDATED, READY, VERSION, Ended, Frame, NotBegun, Outdated, receive, receive_ready, result_of, send_call,
)
from ._errors import ProcessDiedError
from ._interpreter import server_command_line
from ._loading import standard_numbers_taken
from ._room import require_limit_of_descriptors
from ._short_wait import ShortWait

_DESCRIPTORS = 48  # what a small method's process has open at once, at most: the runtime's own and its assemblies
_SOON = 100e-6  # seconds: it wakes up, and calls a small method


class CallProcess:
    """A process that runs C# methods of one file, one at a time. It ends with this process, whatever ends that.

    It is no child in the sense of ``multiprocessing``: a daemonic process has it, too, and nobody else joins it.
    """

    def __init__(self, file: str) -> None:
        """Start one; it may not be ready yet. OSError where the system refuses, or leaves it too few descriptors."""
        require_limit_of_descriptors(_DESCRIPTORS, "a process for calls of C# methods cannot be started")
        self._folder: bytes | None = None
        self._is_ready = False
        self._status: int | None = None
        with standard_numbers_taken():
            ours, theirs = socket.socketpair()
        with theirs:
            try:
                self.pid = _spawn(server_command_line(theirs.fileno(), os.getpid(), file), theirs.fileno())
            except BaseException:
                ours.close()
                raise
        self.end = ours
        self._answer = ShortWait(ours.fileno(), _SOON)

    @property
    def is_ready(self) -> bool:
        """Whether it has said so."""
        return self._is_ready

    def send(self, method: str, call: bytes, descriptors: list[int]) -> None:
        """Let it begin with a call. ``NotBegun`` where it has ended."""
        folder = _current_folder()
        send_call(self.end, method, b"" if folder == self._folder else folder, call, descriptors)
        self._folder = folder

    def receive_ready(self, method: str) -> None:
        """Wait until it takes calls; raise what kept it from being one. ``ProcessDiedError`` where it has ended."""
        try:
            frame = receive_ready(self.end)
        except (Ended, NotBegun):
            raise self._died(method, "before it took calls; its stderr says more") from None
        if frame.kind != READY:
            result_of(frame)
        if frame.version != VERSION:
            raise RuntimeError(f"the worker for {method} speaks version {frame.version}, not {VERSION}: install pybridge again")
        self._is_ready = True

    def receive(self, method: str, looks: bool = True) -> Frame:
        """Wait for the answer.

        ``looks``: where it mostly comes at once, it is looked for before this thread sleeps.

        ``NotBegun`` where the worker has ended before the method began, ``Outdated`` where it has loaded another build,
        ``ProcessDiedError`` where it has ended later.
        """
        try:
            if looks:
                self._answer.wait()
            frame = receive(self.end)
        except Ended:
            raise self._died(method, "before it returned") from None
        if frame.kind == OUTDATED:
            raise Outdated
        return frame

    def kill(self) -> None:
        """End it at once, in whatever it does."""
        self.end.close()
        self._signal()
        self._reap(0)

    def let_end(self) -> None:
        """Let it end: it runs its exit handlers, and nobody waits for them."""
        self.end.close()

    def has_ended(self) -> bool:
        """Whether it has ended; then nothing is left of it."""
        self._reap(os.WNOHANG)
        return self._status is not None

    def wait(self, seconds: float) -> None:
        """Wait for its end so long, then end it."""
        if self.has_ended():
            return
        with contextlib.suppress(OSError):  # without a descriptor, it is ended now
            descriptor = os.pidfd_open(self.pid)
            try:
                poll = select.poll()
                poll.register(descriptor, select.POLLIN)
                poll.poll(seconds * 1000)
            finally:
                os.close(descriptor)
        if not self.has_ended():
            self._signal()
            self._reap(0)

    def _signal(self) -> None:
        if self._status is None:  # the id is still its own
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def _reap(self, options: int) -> None:
        if self._status is None:
            try:
                pid, status = os.waitpid(self.pid, options)
            except ChildProcessError:  # somebody else in this program has taken its status
                self._status = -1
            else:
                self._status = status if pid else None

    def _died(self, method: str, when: str) -> ProcessDiedError:
        self.end.close()
        self._reap(0)
        return ProcessDiedError(f"the process {self.pid} that ran {method} on {socket.gethostname()} {_told(self._status)} {when}")


def _told(status: int | None) -> str:
    if status is None or status < 0:
        return "ended"
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return f"exited with code {code}"
    try:
        return f"was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"was killed by signal {-code}"


def _spawn(command: list[bytes], descriptor: int) -> int:
    """Start a program that has one descriptor besides the standard ones, and all signals blocked at first."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    try:
        return util.spawnv_passfds(command[0], command, [descriptor])
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _current_folder() -> bytes:
    try:
        return os.getcwdb()
    except OSError:  # it has been deleted: the worker stays where it is
        return b""
