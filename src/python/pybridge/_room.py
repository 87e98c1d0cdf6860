"""Whether the limits of this process leave room for the .NET runtime: without, it would end the program."""

from __future__ import annotations

import _thread
import contextlib
import errno
import os
import resource
import time
import warnings
from collections.abc import Callable

_LIBRARY = "pybridge's library cannot be loaded"
_CONTAINER = "and a container may have a lower limit"
_MEMORY = ((resource.RLIMIT_AS, "ulimit -v"), (resource.RLIMIT_DATA, "ulimit -d"))
_STARTS_NEED = 33 << 20  # beside the library: stacks of threads, and what Python allocates, some 13 MB with CPython 3.15


def require_room(load: Callable[[], object], share_arena: Callable[[], object], threads: int = 1) -> None:
    """Raise OSError where a limit is in the way of ``load``, which makes threads and reserves memory.

    ``load`` raises MemoryError itself where it can tell. ``share_arena`` is called where memory is limited. Otherwise each thread
    that allocates may reserve 128 MB for itself, or may not, and nobody could tell what the load needs. ``threads`` is how
    many must be possible at once.
    """
    limits_memory = _limits_memory()
    if limits_memory:
        if not _has_memory():
            raise _refusal(errno.ENOMEM, f"{_LIBRARY}: {memory_advice()}")
        share_arena()
    has_threads = _can_make(threads)
    if not has_threads and not (limits_memory and _can_make(1)):  # their stacks take memory, too
        raise no_process_left(_LIBRARY)
    if not has_threads or limits_memory and not _survives(load):  # what it needs depends on the limit: only trying tells
        raise _refusal(errno.ENOMEM, f"{_LIBRARY}: {memory_advice()}")


def require_descriptors(count: int) -> None:
    """Raise OSError where the limit of open descriptors leaves fewer: .NET would miss files that are there."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if limit != resource.RLIM_INFINITY and limit - len(os.listdir("/proc/self/fd")) < count:
        raise _no_descriptor_left(_LIBRARY, count)


def require_limit_of_descriptors(count: int, failure: str) -> None:
    """Raise OSError where a new process could open fewer descriptors than it needs: .NET would miss files that are there."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if limit != resource.RLIM_INFINITY and limit < count:
        raise _no_descriptor_left(failure, count)


def _can_make(threads: int) -> bool:
    """Make that many, and wait until they are gone: the limit counts them until then."""
    made: list[int] = []
    may_end = _thread.allocate_lock()

    def live() -> None:
        made.append(_thread.get_native_id())
        with may_end:
            pass

    started = 0
    with may_end:
        with contextlib.suppress(RuntimeError):
            while started < threads:
                _thread.start_new_thread(live, ())
                started += 1
    own = _thread.get_native_id()  # where a library has put green threads in the place of threads, they run in this one
    while len(made) < started or any(thread != own and os.path.exists(f"/proc/self/task/{thread}") for thread in made):
        time.sleep(0)
    return started == threads


def _survives(load: Callable[[], object]) -> bool:
    """Load in a forked child, which has the same limits, and see whether that leaves enough for a start.

    The runtime reserves half of what the limit allows, and ends the program when it later gets no more.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forks beside threads: the child does nothing but this
        child = os.fork()
    if child == 0:
        code = 0  # an exception is for the load itself to raise
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what the runtime says before it ends the program
            load()
            code = 0 if _has_memory() else 1
        except MemoryError:
            code = 1
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1] == 0


def require_memory_for_start() -> None:
    """Raise OSError where a limit of memory leaves nothing for a start: there, the runtime would end the program."""
    if _limits_memory() and not _has_memory():
        raise _refusal(errno.ENOMEM, f"a process cannot be started: {memory_advice()}")


def allow_memory_for_end() -> None:
    """Where a limit leaves nothing, allow as much as may be allowed: a runtime that ends would else end by SIGABRT."""
    if _limits_memory() and not _has_memory():
        for limit, _ in _MEMORY:
            most = resource.getrlimit(limit)[1]
            resource.setrlimit(limit, (most, most))


def _limits_memory() -> bool:
    return any(_is_limited(limit) for limit, _ in _MEMORY)


def _is_limited(limit: int) -> bool:
    return resource.getrlimit(limit)[0] != resource.RLIM_INFINITY


def _has_memory() -> bool:
    try:
        bytes(_STARTS_NEED)  # addresses alone: its zeros take no memory
    except MemoryError:
        return False
    return True


def memory_advice() -> str:
    """Return what to say where memory ran out."""
    told = [_told(limit, command, 1024) for limit, command in _MEMORY if _is_limited(limit)]
    return f"there is not enough memory; {' and '.join(told) or _told(*_MEMORY[0], 1024)}, {_CONTAINER}"


def no_process_left(failure: str) -> OSError:
    """Return what to raise where the system refuses another process or thread."""
    limit = f"{_told(resource.RLIMIT_NPROC, 'ulimit -u', 1)}, {_CONTAINER}"
    return _refusal(errno.EAGAIN, f"{failure}: the limit of processes and threads is reached; {limit}")


def _no_descriptor_left(failure: str, count: int) -> OSError:
    told = _told(resource.RLIMIT_NOFILE, "ulimit -n", 1)
    return _refusal(errno.EMFILE, f"{failure}: .NET keeps some {count} files open; {told}")


def _refusal(number: int, why: str) -> OSError:
    return OSError(number, f"{os.strerror(number)} ({why})")


def _told(limit: int, command: str, unit: int) -> str:
    value = resource.getrlimit(limit)[0]
    told = "unlimited" if value == resource.RLIM_INFINITY else str(value // unit)
    return f"`{command}` is {told}"
