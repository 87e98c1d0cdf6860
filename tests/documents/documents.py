"""The code in README and docs: found, and the folders in which it is tried as a reader would."""

from __future__ import annotations

import atexit
import functools
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide"
PAGES = tuple(str(path.relative_to(ROOT)) for folder in (ROOT, ROOT / "docs", GUIDE) for path in sorted(folder.glob("*.md")))
# What starts these tests, and what is run beside them.
WHOLE_RUNS = ["python3 build.py conformance", "python3 build.py test"]
TIMEOUT = 3600  # seconds; a guard, not an expectation

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_BUILT = (".git", "bin", "obj", "artifacts", "lib", "__pycache__")


def languages(page: str) -> list[str]:
    """Return the language of each block of a page, in their order; a block that names none is a picture."""
    return [language for language, _ in _BLOCK.findall(_read(page)) if language]


def blocks(page: str, language: str) -> list[str]:
    """Return the blocks of a page that are in a language, in their order."""
    return [code for name, code in _BLOCK.findall(_read(page)) if name == language]


def own_files(folder: Path) -> dict[str, bytes]:
    """Return the files that lie directly in a folder, with what is in them."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def shared_libraries(minor: int) -> list[Path]:
    """Return the shared libraries of CPython 3.``minor`` that are there: of pyenv's, and of those on PATH."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    programs = [*root.glob(f"versions/3.{minor}.*/bin/python3"), Path(shutil.which(f"python3.{minor}") or "/none")]
    found = (program.resolve().parents[1] / "lib" / f"libpython3.{minor}.so.1.0" for program in programs)
    return [library for library in found if library.exists()]


def command(line: str) -> str:
    """Return a line of a shell without its comment."""
    return line.partition("#")[0].strip()


@functools.cache
def pasted() -> Reader:
    """Return somebody who has pasted README's shell blocks: in the clone, and what is for any folder in one outside, too."""
    reader = Reader()
    atexit.register(reader.leave)
    lines = [line for block in blocks("README.md", "sh") for line in block.splitlines() if command(line) not in WHOLE_RUNS]
    cache = f"export NUGET_PACKAGES='{reader.packages}'"  # where no package of an earlier run lies
    reader.paste([cache, *lines])
    of_the_clone = [line for line in lines if "$PWD" in line]
    anywhere = [line for line in lines if line not in of_the_clone and "build.py" not in line]
    reader.paste([cache, *of_the_clone, f"cd '{reader.outside}'", *anywhere])
    return reader


def _read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


class Reader:
    """Somebody with a fresh clone, who pastes what README says into a shell."""

    def __init__(self, clone: bool = True) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="pybridge-documents-")
        self.home = Path(self._folder.name)
        self.checkout, self.outside = self.home / "clone", self.home / "outside"
        self.outside.mkdir()
        self.data.mkdir()
        if clone:
            shutil.copytree(ROOT, self.checkout, ignore=shutil.ignore_patterns(*_BUILT))
        self.environment = {
            **os.environ,
            "DOTNET_CLI_TELEMETRY_OPTOUT": "1",
            "DOTNET_NOLOGO": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            # No server may outlive the command that started it.
            "MSBUILDDISABLENODEREUSE": "1",
            "DOTNET_CLI_USE_MSBUILD_SERVER": "0",
            "UseSharedCompilation": "false",
        }

    def leave(self) -> None:
        """Delete everything."""
        self._folder.cleanup()

    def run(self, *command: str | Path, cwd: Path, **variables: str) -> str:
        """Run a command that has to succeed without a word on stderr; return what it prints."""
        result = subprocess.run(
            [str(part) for part in command], cwd=cwd, env={**self.environment, **variables}, text=True, timeout=TIMEOUT,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
        )
        if result.returncode or result.stderr:
            raise AssertionError(f"{command[0]} ended with {result.returncode}\n{result.stdout}\n{result.stderr}")
        return result.stdout

    def paste(self, lines: list[str]) -> None:
        """Paste lines into a shell in the clone; each has to succeed."""
        self.run("bash", "-ec", "\n".join(lines), cwd=self.checkout)

    def dotnet(self, *arguments: str | Path, cwd: Path) -> str:
        """Run ``dotnet`` on what has the package that was packed here, never one that an earlier run left in a cache."""
        return self.run("dotnet", *arguments, cwd=cwd, NUGET_PACKAGES=str(self.packages))

    @property
    def packed(self) -> Path:
        """Where the package lies that was packed here."""
        return self.checkout / "artifacts" / "packages"

    @property
    def data(self) -> Path:
        """Where ``dotnet`` builds programs that are one file of source."""
        return self.home / "data"

    @property
    def packages(self) -> Path:
        """NuGet's cache, for what is made with the package."""
        return self.home / "packages"
