"""The C# object behind a process that was started, or behind the current one."""

from __future__ import annotations

from multiprocessing import process as _process
from typing import Any

from . import _host
from ._abi_table import ENDED_WITH_CODE, RUNNING
from ._waiting import pause, wait_for, wait_for_ever

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ._abi import Library
    from ._abi_calls import Standby, Then


class Peer:
    """A C# ``Process`` under a handle, which is given back when Python drops the object."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._ended: tuple[bool, int | None] | None = None
        self.library = _host.library()

    @classmethod
    def of(cls, process: _process.BaseProcess, parent_pid: int) -> Peer:
        """Make the C# object for one of Python's, of what that says of itself."""
        return cls(adopt(process, parent_pid))

    # Bound while it is there: at the interpreter's exit the names of a module are None before its objects go.
    def __del__(self, _is_current: Callable[[Library], bool] = _host.is_current) -> None:
        library = self.__dict__.get("library")
        if library is not None and _is_current(library):
            library.free(self._handle)

    @property
    def handle(self) -> int:
        """The number under which C# finds the object."""
        _host.check_owner(self.library)
        return self._handle

    def set_name(self, name: str | None) -> None:
        """Let C# know the name; it refuses what is no string."""
        _host.library().set_name(self.handle, name)

    # What it is

    @property
    def closed(self) -> bool:
        """Whether the object was closed."""
        return _host.library().closed(self.handle)

    def is_alive(self) -> bool:
        """Whether the process runs."""
        return _host.library().is_alive(self.handle)

    def exitcode(self) -> tuple[bool, int | None]:
        """Return whether the process has ended, and the code; a status that somebody else took is not known."""
        if self._ended is None:
            state, code = _host.library().exitcode(self.handle)
            if state == RUNNING:
                return False, None
            self._ended = True, code if state == ENDED_WITH_CODE else None
        return self._ended

    # What is done with it

    def begin_start(self, creator: Peer) -> None:
        """Check whether the process may be started, and raise what CPython raises where it may not."""
        _host.library().begin_start(self.handle, creator.handle)

    def finish_start(
        self,
        arguments: list[bytes],
        message: bytes,
        kept: list[int],
        then: Then,
        blocked: frozenset[int] | None = None,
        awaits_reader: bool = False,
        standby: Standby | None = None,
    ) -> None:
        """Start an interpreter: its command line, its start message, and the descriptors that it is given.

        See ``_abi.Library.finish_start`` for ``then``, ``blocked``, ``awaits_reader`` and ``standby``.
        """
        _host.library().finish_start(self.handle, arguments, message, kept, then, blocked, awaits_reader, standby)

    def finish_start_method(
        self,
        assembly: str,
        method: str,
        worker: bytes,
        call: bytes,
        kept: list[int],
        then: Then,
        standby: Standby | None = None,
    ) -> None:
        """Start the worker program, which calls a method of an assembly with pickled arguments."""
        _host.library().finish_start_method(self.handle, assembly, method, worker, call, kept, then, standby)

    def want_result(self, capture_stderr: bool) -> None:
        """Let the child hand back a result; to be called before the start."""
        _host.library().want_result(self.handle, capture_stderr)

    def take_result(self, demand: bool) -> tuple[int, int, int, int, bytes]:
        """Return the kind of the result and where it is; see ``_abi.Library.take_result``."""
        return _host.library().take_result(self.handle, demand)

    def interrupt(self) -> None:
        """Send SIGINT."""
        _host.library().interrupt(self.handle)

    def terminate(self) -> None:
        """Send SIGTERM."""
        _host.library().terminate(self.handle)

    def kill(self) -> None:
        """Send SIGKILL."""
        _host.library().kill(self.handle)

    def close(self) -> None:
        """Release what C# holds of the process."""
        _host.library().close(self.handle)

    def join(self, timeout: float | None) -> bool:
        """Wait for the end, in Python, so that a signal handler runs and may raise; return whether it has come."""
        library = _host.library()
        if timeout is None:
            while not library.join(self.handle, wait_for_ever):
                # It is dead, but another process traces it and is to see that first: until then nobody can reap it.
                pause()
            return True
        return library.join(self.handle, lambda descriptor: wait_for(descriptor, timeout))


def adopt(process: object, parent_pid: int) -> int:
    """Let C# make an object of what a process object says of itself, as far as it says that and C# has types for it."""
    said = {"_identity": (), "_config": {}, "_name": "", "_parent_name": "", **vars(process)}
    config = said["_config"] if isinstance(said["_config"], dict) else {}
    identity = said["_identity"] if isinstance(said["_identity"], tuple) else ()
    return _host.library().adopt(
        type(process).__name__,
        tuple(number for number in identity if isinstance(number, int)),
        str(said["_name"]),
        bool(config.get("daemon")),
        key_of(config),
        parent_pid,
        str(said["_parent_name"] or ""),
    )


def key_of(config: dict[str, Any]) -> bytes:
    """Return the authentication key of an object's configuration; an empty one where it has none."""
    key = config.get("authkey")
    return bytes(key) if isinstance(key, (bytes, bytearray)) else b""
