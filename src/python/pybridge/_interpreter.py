"""Which program a Python child runs in, and with which command line."""

from __future__ import annotations

import os
import re
import shutil
import sys
from multiprocessing import spawn, util
from pathlib import Path

_PYTHON = re.compile(r"(python|pypy)[\d.]*[a-z]*(\.exe)?", re.IGNORECASE)
_PROGRAM = "from pybridge._child import main; main()"


def command_line(tracker: int) -> list[bytes]:
    """Return the child's arguments. C# adds the numbers under which it finds its start message and its parent."""
    program = _PROGRAM
    home = str(Path(__file__).resolve().parent.parent)
    if home not in _found_by_default():
        # At the end: nothing that lies beside the package may hide a module of the standard library.
        program = f"import sys; sys.path.append({home!r}); {program}"
    return [
        os.fsencode(executable()),
        *map(os.fsencode, util._args_from_interpreter_flags()),
        b"-c",
        program.encode("utf-8", "surrogateescape"),
        b"--multiprocessing-fork",
        b"%d" % tracker,
    ]


def _found_by_default() -> list[str]:
    import site

    return [*site.getsitepackages(), site.getusersitepackages() if site.ENABLE_USER_SITE else ""]


def executable() -> str:
    """Return the interpreter for children.

    What was set explicitly comes first: PYBRIDGE_PYTHON, then ``multiprocessing.set_executable``. In a program that
    embeds Python, ``sys.executable`` may be that program: it would be started again and again, so it is passed over
    for an interpreter of the same version. RuntimeError where there is none.
    """
    chosen = os.environ.get("PYBRIDGE_PYTHON") or os.fsdecode(spawn.get_executable() or "")
    if chosen and (chosen != sys.executable or is_interpreter(chosen)):
        return chosen
    tried = []
    for candidate in _candidates():
        if candidate and is_interpreter(candidate):
            return candidate
        tried.append(candidate)
    raise RuntimeError(
        f"no Python interpreter was found to start a process with: {sys.executable!r} is not one. Tried "
        f"{', '.join(repr(path) for path in tried if path)}. Name one with multiprocessing.set_executable() or the "
        "environment variable PYBRIDGE_PYTHON."
    )


def _candidates() -> list[str | None]:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    environment = os.environ.get("VIRTUAL_ENV")
    folders = [*((environment,) if environment else ()), sys.prefix, sys.base_prefix]
    names = (version, f"python{sys.version_info.major}", "python")
    return [
        *(os.path.join(folder, "bin", name) for folder in folders[:-2] for name in names),
        getattr(sys, "_base_executable", None),
        *(os.path.join(folder, "bin", name) for folder in folders[-2:] for name in names),
        shutil.which(version),
    ]


def is_interpreter(path: str) -> bool:
    """Whether a file looks like a Python interpreter, by its name, without running it: running is the danger."""
    return _PYTHON.fullmatch(os.path.basename(path)) is not None and os.access(path, os.X_OK)
