"""The program's side of the start method "pybridge-standby": what workers are started with. The rules are C#'s."""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import sys
import warnings
from collections.abc import Iterable
from multiprocessing import process as _process, spawn

from . import _host
from ._abi_calls import Standby
from ._call import WORKER
from ._interpreter import executable, worker_command_line
from ._methods import STANDBY_METHOD
from ._popen import Popen

MOST = 1000
MAIN = "__main__"
_FOR_MAIN = ("sys_path", "sys_argv", "orig_dir", "dir", "init_main_from_name", "init_main_from_path")

_modules: tuple[str, ...] = ()
_preparation: dict[str, object] | None = None
_interpreter: str | None = None
_postponed: tuple[int, int, float | None] | None = None  # what was asked for while the main module was imported
_ends_with: int | None = None  # the process whose exit handler ends the workers


class StandbyPopen(Popen):
    """A process that a worker of the reserve becomes, if one fits."""

    method = STANDBY_METHOD

    def _standby(self) -> Standby | None:
        """Return what a worker that may take over this start is started with."""
        _prepare()
        tell_troubles()
        if self._method is not None:
            return Standby([os.fsencode(WORKER)], b"")
        if _interpreter is not None and _interpreter != executable():
            return Standby([], b"", "it runs in another interpreter")
        if signal.getsignal(signal.SIGRTMIN) == signal.SIG_IGN:
            return Standby([], b"", "the program ignores SIGRTMIN")
        return Standby(worker_command_line(executable()), _message())


def configure(
    python: int, csharp: int, preload: Iterable[str], interpreter: str | None, idle_timeout: float | None
) -> None:
    """See ``standby.set_standby``."""
    global _modules, _preparation, _interpreter, _postponed
    if isinstance(preload, (str, bytes)):
        raise TypeError(f"preload is one name, {preload!r}; it has to be a list of names")
    names = tuple(preload)
    if not all(isinstance(name, str) for name in names):
        raise TypeError(f"preload names modules, each a str: {names!r}")
    if not isinstance(python, int) or not 0 <= python <= MOST:
        raise ValueError(f"python is how many workers wait, 0 to {MOST}: {python!r}")
    if not isinstance(csharp, int) or not 0 <= csharp <= MOST:
        raise ValueError(f"csharp is how many workers wait, 0 to {MOST}: {csharp!r}")
    if idle_timeout is not None and not idle_timeout > 0:
        raise ValueError(f"idle_timeout is a number of seconds above 0, or None: {idle_timeout!r}")
    _interpreter = None if interpreter is None else os.path.abspath(os.fsdecode(interpreter))
    _modules = tuple(name for name in names if name != MAIN)
    _postponed = python, csharp, idle_timeout
    _preparation = None
    if getattr(_process.current_process(), "_inheriting", False):
        return
    if MAIN in names:
        data = spawn.get_preparation_data("")
        _preparation = {key: data[key] for key in _FOR_MAIN if key in data}
    _prepare()


def stats(target: str) -> dict[str, int]:
    """See ``standby.stats``."""
    if target not in ("python", "csharp"):
        raise ValueError(f"the target is 'python' or 'csharp': {target!r}")
    tell_troubles()
    lines = (line.split("\t") for line in _host.library().standby_stats(target == "csharp").split("\n"))
    return {name: int(number) for name, number in lines}


def tell_troubles() -> None:
    """Warn of what has gone wrong with workers, each thing once."""
    library = _host.library()
    while trouble := library.standby_trouble():
        warnings.warn(f"pybridge: {trouble}", RuntimeWarning, stacklevel=2)


def _prepare() -> None:
    """Let C# know what was asked for, and let the workers end with this process."""
    global _postponed, _ends_with
    library = _host.library()
    if _ends_with != os.getpid():
        _ends_with = os.getpid()
        atexit.register(_end, _ends_with)
    if _postponed is not None:
        (python, csharp, idle_timeout), _postponed = _postponed, None
        worker = Standby(worker_command_line(_interpreter or executable()), _message())
        library.standby_set(False, python, idle_timeout, worker if python else None)
        library.standby_set(True, csharp, idle_timeout, Standby([os.fsencode(WORKER)], b"") if csharp else None)


def _end(pid: int) -> None:
    if os.getpid() == pid and _host.loaded():
        _host.library().standby_end()


def _message() -> bytes:
    """Return what a worker imports ahead, as it reads it."""
    return pickle.dumps((list(_modules), _preparation, _main_source() if _preparation is None else None), 4)


def _main_source() -> str | None:
    """Return the path under which children run the main module, if they do: a worker compiles it ahead."""
    main = sys.modules.get(MAIN)
    path = getattr(main, "__file__", None)
    if getattr(getattr(main, "__spec__", None), "name", None) is not None or not isinstance(path, str):
        return None
    folder = _process.ORIGINAL_DIR
    return os.path.normpath(path if os.path.isabs(path) or folder is None else os.path.join(folder, path))
