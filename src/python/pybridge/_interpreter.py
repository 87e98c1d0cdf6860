"""Which program a Python child runs in, and with which command line."""

from __future__ import annotations

import errno
import functools
import os
import re
import signal
import sys
from collections.abc import Collection, Sequence
from multiprocessing import spawn, util

# Programs that run Python's command line refer to one of these, or hold them; a host that embeds Python has its own.
_MAIN = ("Py_BytesMain", "Py_Main", "Py_RunMain")
_INITIALIZE = ("Py_Initialize", "Py_InitializeEx", "Py_InitializeFromConfig", "Py_InitializeFromInitConfig")
_CHUNK, _LONGEST_NAME = 1 << 20, 64
_PYTHON = re.compile(r"(python|pypy)[\d.]*[a-z]*(\.exe)?", re.IGNORECASE)
_FILE_VERSION = re.compile(r"\D+(\d+)\.(\d+)")
_ENVIRONMENT_VERSION = re.compile(r"^version(?:_info)?\s*=\s*(\d+)\.(\d+)", re.MULTILINE)
# Neither a file of that name in the current folder, which ``-c`` looks in first, nor the interpreter's own site decides what
# is imported; and nothing that lies beside the package can hide a module of the standard library. Its folder may be called
# otherwise than the package, where a finder has found it.
_PROGRAM = """
import _frozen_importlib as b, _frozen_importlib_external as e
b._load(e.spec_from_file_location({package!r}, {file!r}, submodule_search_locations=[{folder!r}]))
from {package}.{entry} import main
main()
""".strip()
SERVER_FLAG = "--pybridge-calls"
_CHILD, _WORKER, _SERVER = "_child", "_standby_child", "_call_server"
_NAMES = ("python3", "python")  # in the folder of a virtual environment
_NAMES_AT_THE_ROOT = ("python.exe", "python")  # as in an embeddable package for Windows
_VARIABLE = "PYBRIDGE_PYTHON"
_OLDEST = (3, 10)  # which the package runs on
_PACKAGE = __name__.partition(".")[0]
_FOLDER = os.path.dirname(os.path.abspath(__file__))
_FILE = os.path.join(_FOLDER, os.path.basename(sys.modules[_PACKAGE].__file__ or ""))


def command_line(tracker: int, blocked: Collection[int] | None = None) -> list[bytes]:
    """Return the child's arguments. C# adds the numbers under which it finds its start message and its parent.

    Where the program ignores SIGRTMIN, which .NET has a handler for in this process, ``blocked`` is what else it blocks:
    the child is started with that signal blocked, and ignores it before it blocks no more than the program.
    """
    return [
        *_interpreter_line(executable()),
        _program() if blocked is None else _ignoring_program(signal.SIGRTMIN in blocked),
        b"--multiprocessing-fork",
        b"%d" % tracker,
    ]


def worker_command_line(interpreter: str) -> list[bytes]:
    """Return the arguments of a process that waits to become a child. C# adds three numbers."""
    return [*_interpreter_line(interpreter), _program(_WORKER), b"--multiprocessing-fork"]


def server_command_line(socket: int, caller: int, file: str) -> list[bytes]:
    """Return the arguments of a process that becomes a worker for calls of C# methods in a file."""
    program = [*_interpreter_line(executable()), _program(_SERVER)]
    return [*program, SERVER_FLAG.encode(), b"%d" % socket, b"%d" % caller, os.fsencode(file)]


def _interpreter_line(interpreter: str) -> list[bytes]:
    return [os.fsencode(interpreter), *map(os.fsencode, util._args_from_interpreter_flags()), b"-c"]


@functools.cache
def _program(entry: str = _CHILD) -> bytes:
    """Return the statements the child begins with; the same for as long as this interpreter runs."""
    return _PROGRAM.format(package=_PACKAGE, file=_FILE, folder=_FOLDER, entry=entry).encode("utf-8", "surrogateescape")


def _ignoring_program(stays_blocked: bool) -> bytes:
    unblock = "" if stays_blocked else "s.pthread_sigmask(s.SIG_UNBLOCK, [s.SIGRTMIN]); "
    return f"import _signal as s; s.signal(s.SIGRTMIN, s.SIG_IGN); {unblock}".encode() + _program()


def executable() -> str:
    """Return the interpreter for children.

    What was set explicitly comes first: PYBRIDGE_PYTHON (see ``named``), then ``multiprocessing.set_executable``. In a
    program that embeds Python, ``sys.executable`` may be that program, which would be started again and again, or an
    interpreter of another version that lay on PATH: there, one of the same version is looked for. RuntimeError where
    there is none, OSError where PYBRIDGE_PYTHON names none, or what was set explicitly says that it is too old.
    """
    wish = os.environ.get(_VARIABLE)
    chosen = named(wish) if wish else os.fsdecode(spawn.get_executable() or "")
    if chosen and (chosen != sys.executable or _is_interpreter()):
        if chosen != sys.executable:
            _require_supported(chosen)
        return chosen
    candidates = list(dict.fromkeys(filter(None, _candidates())))
    runnable = [path for path in candidates if is_interpreter(path)]
    version = sys.version_info[:2]
    for wanted in (version, None):  # those that tell no version, such as scripts of version managers, come last
        for path in runnable:
            if version_of(path) == wanted:
                return path
    raise RuntimeError(
        f"no Python interpreter was found to start a process with: {sys.executable!r} is not one of version "
        f"{version[0]}.{version[1]}. Tried {', '.join(map(repr, candidates))}. Name one with "
        f"multiprocessing.set_executable() or the environment variable {_VARIABLE}."
    )


def _require_supported(chosen: str) -> None:
    version = version_of(chosen)
    if version is not None and version < _OLDEST:
        major, minor = version
        raise OSError(
            errno.ENOEXEC,
            f"a process cannot be started with {chosen!r}, which is Python {major}.{minor}: processes of a Python program need 3.10 or newer. "
            f"Name another with multiprocessing.set_executable() or the environment variable {_VARIABLE}.",
        )


def named(place: str) -> str:
    """Return the full path of the program that PYBRIDGE_PYTHON names, by the rule that C# has for it, too.

    ``place`` is a program's path, the folder of a virtual environment or with a program at its root, or a bare name, looked for on PATH. OSError tells
    what was tried.
    """
    tried = []
    for path in _places(place):
        if os.path.isfile(path):
            if os.access(path, os.X_OK):
                return os.path.abspath(path)
            tried.append(f"{os.path.abspath(path)!r} (it cannot be executed)")
    raise OSError(
        errno.ENOEXEC if tried else errno.ENOENT,
        f"no Python interpreter was found to start a process with. Tried: {', '.join(tried) or _nothing_at(place)}. Name "
        f"one in the environment variable {_VARIABLE}.",
    )


def _places(place: str) -> list[str]:
    if os.path.isdir(place):
        return [os.path.join(place, *parts) for parts in (*(("bin", name) for name in _NAMES), *zip(_NAMES_AT_THE_ROOT))]
    if os.sep in place:
        return [place]
    # An empty entry is the current directory to a shell; a program found there is nobody's choice.
    return [os.path.join(folder, place) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]


def _nothing_at(place: str) -> str:
    if os.path.isdir(place):
        folder = os.path.abspath(os.path.join(place, "bin"))
        return f"{_VARIABLE} {place!r} (no {' or '.join(_NAMES)} in {folder!r}, no {' or '.join(_NAMES_AT_THE_ROOT)} in the folder)"
    return f"{place!r} ({_VARIABLE}: no such file)" if os.sep in place else f"PATH (no {place} there)"


def tell_multiprocessing() -> None:
    """In a program that embeds Python, let the rest of ``multiprocessing`` have the interpreter, too.

    Its resource tracker, which a lock or a queue needs, is a process as well, and would be that program again.
    """
    if not _is_interpreter() and os.fsdecode(spawn.get_executable() or "") == (sys.executable or ""):
        spawn.set_executable(executable())


def _candidates() -> list[str | None]:
    import shutil

    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    environment = os.environ.get("VIRTUAL_ENV")
    names = (version, f"python{sys.version_info.major}", "python")
    return [
        *(os.path.join(environment, "bin", name) for name in names if environment),
        sys.executable,
        getattr(sys, "_base_executable", None),
        *(os.path.join(folder, "bin", name) for folder in (sys.prefix, sys.base_prefix) for name in names),
        shutil.which(version),
    ]


def is_interpreter(path: str) -> bool:
    """Whether a file looks like a Python interpreter, without running it: running is the danger."""
    if not os.access(path, os.X_OK) or (_is_this_program(path) and not _is_interpreter()):
        return False
    return _PYTHON.fullmatch(os.path.basename(path)) is not None or has_names(path, _MAIN)


def version_of(path: str) -> tuple[int, int] | None:
    """Return the version of an interpreter as its virtual environment or its file's name tells it, if they do."""
    try:
        folder = os.path.dirname(os.path.dirname(path))
        with open(os.path.join(folder, "pyvenv.cfg"), encoding="utf-8", errors="replace") as file:
            configuration = file.read()
    except OSError:
        configuration = ""
    found = _ENVIRONMENT_VERSION.search(configuration) or _FILE_VERSION.match(os.path.basename(os.path.realpath(path)))
    return (int(found[1]), int(found[2])) if found else None


@functools.cache
def _is_interpreter() -> bool:
    """Whether this process is an interpreter, and not a program of another kind that embeds Python.

    An interpreter has a command line, but a host may hand one to Python, too; and either may be called anything. So it is
    the program that tells, by the functions of Python that it calls. Some call them by ways that cannot be seen: then it
    is the name.
    """
    if not any(sys.orig_argv):
        return False
    if has_names("/proc/self/exe", _MAIN):
        return True
    return not has_names("/proc/self/exe", _INITIALIZE) and _PYTHON.fullmatch(os.path.basename(sys.executable)) is not None


def has_names(path: str, names: Sequence[str]) -> bool:
    """Whether a program has one of some names in its table of symbols, or anywhere else as such."""
    try:
        with open(path, "rb") as file:
            before = b""
            while chunk := file.read(_CHUNK):
                if any(b"\0%b\0" % name.encode() in before + chunk for name in names):
                    return True
                before = chunk[-_LONGEST_NAME:]
    except OSError:
        pass
    return False


def _is_this_program(path: str) -> bool:
    try:
        return os.path.samefile(path, "/proc/self/exe")
    except OSError:
        return False
