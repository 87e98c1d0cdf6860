"""The class library that never heard of PyBridge, and what its tests in several modules share."""

from __future__ import annotations

import dataclasses
import enum
import os
import shutil
import subprocess
import tempfile
import unittest.mock
from pathlib import Path
from typing import Any

import pybridge
from support import ProcessTestCase, captured_stderr

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "Acme.Workers" / "bin"
LIBRARY = max(FIXTURE.glob("*/net*/Workers.dll"), key=lambda file: file.stat().st_mtime, default=FIXTURE / "Workers.dll")


class Colour(enum.Enum):
    """Counted from 1, as Python does; the C# enum is counted from 0."""

    RED = enum.auto()
    GREEN = enum.auto()
    DARK_BLUE = enum.auto()


@dataclasses.dataclass
class Size:
    """Fields named as the parameters of the C# record."""

    width: Any
    height: int


def method(name: str) -> Any:
    return pybridge.csharp(LIBRARY, f"Acme.{name}")


class CSharpTestCase(ProcessTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.folder = Path(tempfile.mkdtemp(prefix="pybridge-test-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.report = self.folder / "report.txt"

    def call(self, name: str, *args: Any, target: Any = None, factory: Any = pybridge.Process, **kwargs: Any) -> str:
        """Call a method whose first argument is the file for its report; return what it reports."""
        process = self.start(factory(target=target or method(name), args=(str(self.report), *args), kwargs=kwargs))
        process.join()
        self.assertEqual(process.exitcode, 0)
        process.close()
        return self.report.read_text(encoding="utf-8")

    def refused(self, error: type[BaseException], name: str, *args: Any, **kwargs: Any) -> str:
        """Start what cannot be; return the text of the error. No process must have been there."""
        process = pybridge.Process(target=method(name), args=args, kwargs=kwargs)
        return self.refused_start(error, process)

    def refused_start(self, error: type[BaseException], process: Any) -> str:
        with self.assertRaises(error) as caught:
            process.start()
        self.assertIs(type(caught.exception), error)
        self.assertIsNone(process.pid)
        self.assertIn("initial", repr(process))
        self.assertEqual(pybridge.active_children(), [])
        return str(caught.exception)

    def fail_child(self, process: Any, code: int = 1) -> str:
        """Run a process that fails; return what it said on stderr."""
        with captured_stderr() as read:
            self.start(process)
            process.join()
        self.assertEqual(process.exitcode, code)
        process.close()
        return read()


def compile_native_library(folder: Path) -> None:
    """Make the library that ``Acme.Workers.Native`` calls."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    command = [str(compiler), "-shared", "-fPIC", "-x", "c", "-o", str(folder / "libacme_native.so"), "-"]
    subprocess.run(command, input=b"int acme_twice(int number) { return 2 * number; }\n", check=True)


def replaced_variables(**variables: str) -> Any:
    """Set environment variables for a while."""
    return unittest.mock.patch.dict(os.environ, variables)
