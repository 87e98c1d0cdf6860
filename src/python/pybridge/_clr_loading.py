"""The CLR with pythonnet in this process: the one that is there, pip's pythonnet, or what this package carries.

There can be one ``Python.Runtime`` in a process; a second one ends it. Hence the order.
"""

from __future__ import annotations

import atexit
import gc
import os
import re
import sys
import sysconfig
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import util
from pathlib import Path
from types import ModuleType

from . import _abi, _clr, _signal_handlers
from ._hostfxr import LIBRARY, NotStartedError, Runtime, find_installation, forks_survived
from ._loading import undisturbed
from ._room import allow_memory_for_end, require_descriptors, require_room

FOLDER = Path(__file__).parent / "lib"
RUNTIME_CONFIG = FOLDER / "PyBridge.runtimeconfig.json"
PYTHON_RUNTIME = FOLDER / "Python.Runtime.dll"

_THREADS = 9  # the start of a CLR was seen to make eight
_DESCRIPTORS = 160  # the CLR keeps a file open for each assembly that it has loaded
_LOADER = "Python.Runtime.Loader, Python.Runtime"

_loading = threading.RLock()


def ensure() -> None:
    """Load the CLR and pythonnet, unless they are there. ImportError tells what was looked for, where, and what to do.

    RuntimeError in a forked child of a process that had them.
    """
    _clr.require_own()
    if not _clr.IS_MAIN_INTERPRETER:
        raise ImportError("pythonnet serves the main interpreter of a program alone, and this is another one.", name="clr")
    with _loading:
        if not _clr.has_clr():
            pythonnet = _installed()
            with undisturbed(), _signal_handlers.kept(), forks_survived():
                if pythonnet is None:
                    _load_carried()
                else:
                    _load_installed(pythonnet)
        _clr.watch_forks()


def _installed() -> ModuleType | None:
    """Return pip's pythonnet; None where it is not installed. Any folder of that name can be imported, too."""
    try:
        import pythonnet
    except ModuleNotFoundError as error:
        if error.name == "pythonnet":
            return None
        raise ImportError(
            f"pythonnet is installed, and cannot be imported: {error}. Install what it needs, or uninstall it: pybridge "
            "carries its own."
        ) from error
    return pythonnet if hasattr(pythonnet, "load") else None


def _load_installed(pythonnet: ModuleType) -> None:
    try:
        if pythonnet.get_runtime_info() is None:
            pythonnet.load("coreclr", runtime_config=str(RUNTIME_CONFIG))
        import clr  # noqa: F401 - makes it a module
    except Exception as error:  # noqa: BLE001 - pythonnet raises .NET's exceptions, which have no base but Exception
        raise ImportError(
            f"the pythonnet that is installed in {Path(pythonnet.__file__ or '').parent} cannot load .NET 10 as "
            f"{RUNTIME_CONFIG} asks for: {_reasons(error)}. {_ADVICE}"
        ) from error


def _load_carried() -> None:
    _require_support()
    root, searched = find_installation()
    if root is None:
        raise ImportError(
            f"no .NET was found to be loaded into this process: there is no host/fxr/*/{LIBRARY} in "
            f"{', '.join(searched)}. {_ADVICE}"
        )
    require_descriptors(_DESCRIPTORS)
    require_room(lambda: _try(root), _abi.share_arena, _THREADS)
    try:
        runtime = Runtime(root, RUNTIME_CONFIG)
        runtime.load(PYTHON_RUNTIME)
        refused = runtime.call(_LOADER, "Initialize")
    except OSError as error:
        raise ImportError(
            f"the .NET in {root} cannot be loaded into this process as {RUNTIME_CONFIG} asks for: {error}. {_ADVICE}",
            path=str(RUNTIME_CONFIG),
        ) from error
    if refused or not _clr.has_clr():
        raise ImportError(
            f"pythonnet ({PYTHON_RUNTIME}) cannot be used in this process; it has said why on stderr. Use "
            "PYBRIDGE_BINDING=native.",
            path=str(PYTHON_RUNTIME),
        )
    atexit.register(_end, runtime, os.getpid())


def _try(root: Path) -> None:
    try:
        Runtime(root, RUNTIME_CONFIG)
    except NotStartedError as error:
        raise MemoryError from error


def _end(runtime: Runtime, owner: int) -> None:
    """Take pythonnet's objects out of Python, whose end would call into what .NET no longer knows.

    Not before ``multiprocessing`` is done with its exit: queues pickle what they have not sent. In a child it is, and has
    printed what the target raised.
    """
    if os.getpid() == owner:
        allow_memory_for_end()  # first of all: the end of children runs code of .NET, which may have to be compiled
        util._exit_function()
        with _collected_once():
            runtime.call(_LOADER, "Shutdown", b"full_shutdown")


@contextmanager
def _collected_once() -> Iterator[None]:
    """Collect garbage, and have pythonnet, which collects it forty times in its end, look at what is made meanwhile alone.

    That takes a fifth of the time. A program that has turned collection off has none, and one that has frozen objects of its
    own keeps them as they are.
    """
    spared = gc.isenabled() and not gc.get_freeze_count()
    if spared:
        gc.collect()
        gc.freeze()
    try:
        yield
    finally:
        if spared:
            gc.unfreeze()


def _require_support() -> None:
    """Refuse what pythonnet does not know: it has a table of the layout of types for each version of CPython."""
    try:
        content = PYTHON_RUNTIME.read_bytes()
    except OSError as error:
        raise ImportError(
            f"pythonnet cannot be read: {error}. It belongs to the package: install pybridge again.",
            path=str(PYTHON_RUNTIME),
        ) from error
    known = sorted((int(major), int(minor)) for major, minor in re.findall(rb"\0TypeOffset(\d)(\d+)\0", content))
    if not known:
        raise ImportError(
            f"pythonnet is damaged: {PYTHON_RUNTIME} is no pythonnet. It belongs to the package: install pybridge again.",
            path=str(PYTHON_RUNTIME),
        )
    has_gil = not sysconfig.get_config_var("Py_GIL_DISABLED")
    if sys.version_info[:2] not in known or not has_gil:
        version, *supported = ("%d.%d" % numbers for numbers in (sys.version_info[:2], *known))
        raise ImportError(
            f"the pythonnet that pybridge carries does not support CPython {version}{'' if has_gil else ' without a GIL'}, "
            f"which {sys.executable} is. It supports {', '.join(supported)}. Everything but `import clr` goes with "
            "PYBRIDGE_BINDING=native.",
            path=str(PYTHON_RUNTIME),
        )


_ADVICE = (
    "Install the .NET 10 runtime, or set DOTNET_ROOT to the folder or PYBRIDGE_DOTNET to the `dotnet` program of one, or "
    "use PYBRIDGE_BINDING=native."
)


def _reasons(error: BaseException) -> str:
    """Return what an error and its causes say: pythonnet's own says little more than that there was one."""
    reasons, cause = [], error
    while cause is not None:
        reasons.append(" ".join(str(cause).split()).rstrip("."))
        cause = cause.__cause__
    return ": ".join(reasons)
