"""What this machine has: interpreters and runtimes, and where the fetched ones lie."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARTIFACTS = ROOT / "artifacts"
RUNTIMES = ARTIFACTS / "runtimes"
OLDEST_PYTHON = (3, 10)  # for the Python package; C# takes older ones for children, too


def search_path() -> str:
    """PATH, with the runtimes that were fetched behind what is there."""
    return os.pathsep.join([os.environ.get("PATH", os.defpath), str(RUNTIMES / "python" / "usr" / "bin"),
                            str(RUNTIMES / "dotnet")])


def environment() -> dict[str, str]:
    """The environment for dotnet: quiet, and without servers that outlive the command."""
    quiet = {
        "DOTNET_CLI_TELEMETRY_OPTOUT": "1",
        "DOTNET_NOLOGO": "1",
        "MSBUILDDISABLENODEREUSE": "1",
        "DOTNET_CLI_USE_MSBUILD_SERVER": "0",
        "PATH": search_path(),
    }
    return {**os.environ, **quiet}


def pythons(oldest: tuple[int, int] = OLDEST_PYTHON) -> list[Path]:
    """Every CPython from a version on, oldest first: one of each, from PYBRIDGE_TEST_PYTHONS, PATH and pyenv."""
    candidates = [Path(name) for name in os.environ.get("PYBRIDGE_TEST_PYTHONS", "").split(os.pathsep) if name]
    candidates += [Path(sys.executable)]
    names = [f"python3.{minor}" for minor in range(oldest[1], 20)]
    candidates += [Path(found) for name in names if (found := shutil.which(name, path=search_path()))]
    candidates += sorted(pyenv_root().glob("versions/*/bin/python3"))
    found: dict[tuple[int, int], Path] = {}
    for candidate in candidates:
        version = python_version(candidate)
        if version is not None and version >= oldest:
            found.setdefault(version, candidate)
    return [found[version] for version in sorted(found)]


def python_version(python: Path) -> tuple[int, int] | None:
    """Major and minor version of a CPython; None for anything else."""
    question = "import sys; print(sys.implementation.name, *sys.version_info[:2])"
    answer = subprocess.run([str(python), "-c", question], capture_output=True, text=True, check=False).stdout
    match answer.split():
        case ["cpython", major, minor]:
            return int(major), int(minor)
    return None


def pyenv_root() -> Path:
    """Where pyenv keeps its interpreters, if it is there."""
    return Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")


def has_dotnet(program: Path, version: int) -> bool:
    """Whether this `dotnet` has a runtime of a major version."""
    if not program.exists():
        return False
    runtimes = subprocess.run([program, "--list-runtimes"], capture_output=True, text=True, check=False).stdout
    return f"Microsoft.NETCore.App {version}." in runtimes
