"""What a process object says of itself when a member of it is used, and C#'s word on whether it may be.

The attributes are CPython's, and programs read, set and delete them (``docs/python.md``). So they are asked anew each
time, in the order in which CPython's methods ask: one that is missing is the same AttributeError.
"""

import multiprocessing.process as _process
import os

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from typing import Any

# The members and the facts, as ``pybridge.h`` numbers them.
START, JOIN, IS_ALIVE, SET_DAEMON, PID, EXITCODE, SENTINEL, SIGNAL, CLOSE, RESULT = range(10)
CLOSED, CURRENT, FOREIGN, STARTED, HAS_ENDED, IN_DAEMON = (1 << bit for bit in range(6))

_OF_CLOSED_OBJECTS, _OF_OTHERS = (CLOSE, SET_DAEMON), (IS_ALIVE, RESULT)
_OF_THE_CREATOR, _OF_STARTED_ONES = (JOIN, IS_ALIVE, RESULT), (JOIN, SET_DAEMON, SIGNAL, RESULT)


def check(process: _process.BaseProcess, member: int, operation: str = "") -> None:
    """Raise what C# says where a member may not be used now; ``operation`` is its name where the text needs it."""
    from . import _host  # here: most children use no member that has a rule

    _host.library().check(member, _facts(process, member), operation)


def refuse_name() -> None:
    """Raise what C# says of a name that is no ``str``."""
    from ._creator import current_peer  # here: a child that starts none needs it not

    current_peer().set_name(None)


def is_current(process: _process.BaseProcess) -> bool:
    """Whether an object stands for this process. Two may, and have the same attributes then (``current_process``)."""
    return vars(process) is vars(_process._current_process)


def text(process: _process.BaseProcess) -> str:
    """Return the text of an object, as ``repr`` shows it."""
    from . import _host

    exit_state, code, facts = 0, None, 0
    if is_current(process):
        facts = CURRENT
    elif process._closed:
        facts = CLOSED
    elif process._parent_pid != os.getpid():
        facts = FOREIGN
    elif process._popen is not None:
        facts = STARTED
        code = process._popen.poll()
        if code is not None or is_lost(process._popen):
            facts, exit_state = HAS_ENDED, 2 if code is None else 1
    return _host.library().repr(
        facts, type(process).__name__, repr(process._name),
        None if process._popen is None else str(process._popen.pid),
        str(process._parent_pid), exit_state, code or 0, bool(process.daemon),
    )


def has_ended(popen: "Any") -> bool:
    """Whether a process has ended; where somebody else has taken its status, it has none."""
    return popen.poll() is not None or is_lost(popen)


def is_lost(popen: "Any") -> bool:
    """Whether it is known that a process of ours has ended, and not how."""
    if popen is None:
        return False
    from ._popen import Popen  # here: it is there if the process is ours

    return isinstance(popen, Popen) and popen.is_lost


def _is_closed(process: "Any") -> bool:
    """Whether an object counts as closed. A check of somebody's own raises what it likes, and decides alone."""
    check = process._check_closed
    if getattr(check, "__func__", None) is _process.BaseProcess._check_closed:
        return process._closed
    check()
    return False


def _facts(process: "Any", member: int) -> int:
    """Return those facts that a member depends on."""
    if member not in _OF_CLOSED_OBJECTS and _is_closed(process):
        return CLOSED
    if member in _OF_OTHERS and is_current(process):
        return CURRENT
    if member == START:
        if process._popen is not None:
            return STARTED
        daemon = IN_DAEMON if _process._current_process._config.get("daemon") else 0
        return daemon | (FOREIGN if process._parent_pid != os.getpid() else 0)
    if member in _OF_THE_CREATOR and process._parent_pid != os.getpid():
        return FOREIGN
    if member == SENTINEL:
        return STARTED if hasattr(process, "_sentinel") else 0
    if member == CLOSE and process._popen is not None:
        return HAS_ENDED if has_ended(process._popen) else STARTED
    return STARTED if member in _OF_STARTED_ONES and process._popen is not None else 0
