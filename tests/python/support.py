"""What the tests share."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import subprocess
import sys
import tempfile
import textwrap
import threading
import unittest
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import leftovers

leftovers.watch()  # first of all

import multiprocessing  # noqa: E402

import pybridge  # noqa: E402
import targets  # noqa: E402

# The CLR's compiler thread comes and goes as it likes, and has a pipe of its own while it is there: not one of ours.
os.environ.setdefault("DOTNET_TieredCompilation", "0")
# And its debugger's pipes lie in the folder for temporary files until its very end.
os.environ.setdefault("DOTNET_EnableDiagnostics", "0")

multiprocessing.current_process()._config["semprefix"] = f"/{leftovers.semaphore_prefix()}"

SPAWN = multiprocessing.get_context("spawn")
PYBRIDGE = pybridge.get_context()
SOURCES = Path(pybridge.__file__).resolve().parent.parent
TESTS = Path(__file__).resolve().parent
TIMEOUT = 600  # seconds; a guard, not an expectation: a machine may be busy with other things
HAS_PYTHONNET = sys.version_info >= (3, 11)  # older ones it does not support


def only_if(has_it: bool) -> Callable[[Any], Any]:
    """Leave out tests of what this version of Python has not; a skipped test is one that somebody could make run."""
    return lambda tests: tests if has_it else None


# Where pythonnet does not support this Python, its refusal is tested.
needs_pythonnet = only_if(HAS_PYTHONNET)


def whatever_the_binding(tests: Any) -> Any:
    """Leave out where they are run through pythonnet tests that choose their binding, or have none: once is enough."""
    return tests if pybridge.binding == "native" else None


def whatever_the_python(tests: Any) -> Any:
    """Leave out where another version of Python runs them, too, tests of what has nothing to do with the version."""
    return tests if "PYBRIDGE_TEST_ANOTHER" not in os.environ else None


def outcome(action: Callable[[], Any]) -> Any:
    """Return what an action returns, or type and text of what it raises: to be compared."""
    try:
        return action()
    except Exception as error:
        return type(error).__name__, str(error)


def run_python(source: str, *arguments: str, environment: dict[str, str] | None = None, **options: Any) -> Any:
    """Run a script as a program of its own; return the completed process."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "script.py"
        script.write_text(textwrap.dedent(source), encoding="utf-8")
        path = os.pathsep.join([str(SOURCES), str(TESTS), *filter(None, [os.environ.get("PYTHONPATH")])])
        return subprocess.run(
            [sys.executable, *options.pop("flags", ()), str(script), *arguments],
            env={**os.environ, "PYTHONPATH": path, **(environment or {})},
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
            text=True,
            timeout=TIMEOUT,
            check=False,
        )


def import_errors(change: str, binding: str) -> list[str]:
    """Change something in a program of its own, make a process there twice, and return what the ImportErrors say."""
    result = run_python(
        "import atexit, os, shutil, sys, tempfile\n"
        "from pathlib import Path\n"
        "import pybridge\n"
        + textwrap.dedent(change).strip()
        + """
for _ in range(2):  # it is no different the second time
    try:
        pybridge.Process()
    except ImportError as error:
        print(" ".join(str(error).splitlines()))
""",
        environment={"PYBRIDGE_BINDING": binding},
    )
    lines = result.stdout.splitlines()
    if (len(lines), result.returncode, result.stderr) != (2, 0, ""):
        raise AssertionError(f"two ImportErrors were expected, not {lines} with {result.returncode}: {result.stderr}")
    return lines


def descriptors() -> dict[str, str]:
    """Return the open descriptors of this process and what they are."""
    found = {}
    for name in os.listdir("/proc/self/fd"):
        with contextlib.suppress(FileNotFoundError):
            found[name] = os.readlink(f"/proc/self/fd/{name}")
    # Without the listing's own, and the assemblies that a CLR keeps open when it has loaded them.
    return {name: link for name, link in found.items() if "/fd" not in link and not link.endswith(".dll")}


class ProcessTestCase(unittest.TestCase):
    """A test that starts children, and leaves neither child nor descriptor nor thread behind."""

    maxDiff = None

    def setUp(self) -> None:
        # The tracker and the runtime's own descriptors come with the first start and stay; what watches the stderr of
        # children comes with the first of those.
        process = PYBRIDGE.Process(result=True, capture_stderr=True)
        process.start()
        process.join()
        process.close()
        process = SPAWN.Process()
        process.start()
        process.join()
        process.close()
        gc.collect()
        self._descriptors, self._threads = descriptors(), threading.active_count()
        self.addCleanup(self._assert_nothing_left)

    def start(self, process: Any) -> Any:
        """Start a process that is killed at the end of the test if it still runs."""
        process.start()
        self.addCleanup(self._end, process)
        return process

    def pipe(self) -> tuple[Any, Any]:
        """Return reader and writer of a pipe, closed at the end of the test."""
        reader, writer = multiprocessing.Pipe(duplex=False)
        self.addCleanup(reader.close)
        self.addCleanup(writer.close)
        return reader, writer

    def start_sender(self, context: Any, target: Callable[..., None], *arguments: Any, **options: Any) -> tuple[Any, Any]:
        """Start a process whose target is given the writing end of a pipe; return it and the reading end.

        No other writing end is left: if the child dies, reading ends with EOFError instead of waiting for ever.
        """
        reader, writer = self.pipe()
        process = self.start(context.Process(target=target, args=(writer, *arguments), **options))
        writer.close()
        return process, reader

    def ask_child(self, context: Any, target: Callable[..., None], *arguments: Any, **options: Any) -> Any:
        """Run a target that sends one value, and return the value."""
        process, reader = self.start_sender(context, target, *arguments, **options)
        value = reader.recv()
        process.join()
        return value

    @staticmethod
    def _end(process: Any) -> None:
        with contextlib.suppress(ValueError):  # closed
            process.kill()
            process.join()
            process.close()

    def _assert_nothing_left(self) -> None:
        gc.collect()
        self.assertEqual(multiprocessing.active_children(), [])
        self.assertEqual(pybridge.active_children(), [])
        self.assertEqual(leftovers.children(), [])
        self.assertEqual(descriptors(), self._descriptors)
        self.assertEqual(threading.active_count(), self._threads)


class StateTestCase(ProcessTestCase):
    """Ways to bring a process into each state; the initial one of them is that of a new object."""

    def initial(self, context: Any) -> Any:
        return context.Process(target=targets.nothing, name="N")

    def running(self, context: Any) -> Any:
        process, reader = self.start_sender(context, targets.announce_and_block, name="N")
        reader.recv()
        return process

    def ended(self, context: Any) -> Any:
        process = self.start(context.Process(target=targets.exit_with, args=(3,), name="N"))
        process.join()
        return process

    def closed(self, context: Any) -> Any:
        process = self.ended(context)
        process.close()
        return process


@contextlib.contextmanager
def captured_stderr() -> Iterator[Callable[[], str]]:
    """Give children a file for their stderr; the function that is handed out reads it."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        before = os.dup(2)
        try:
            os.dup2(file.fileno(), 2)

            def read() -> str:
                return text

            yield read
        finally:
            os.dup2(before, 2)
            os.close(before)
            file.seek(0)
            text = file.read()


@contextlib.contextmanager
def replaced(holder: Any, name: str, value: Any) -> Iterator[None]:
    """Give an attribute another value for a while."""
    before = getattr(holder, name)
    setattr(holder, name, value)
    try:
        yield
    finally:
        setattr(holder, name, before)


class BrokenStream(io.StringIO):
    """A stream whose flush fails."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def flush(self) -> None:
        raise self._error
