"""The wheel, as a new user meets it: installed in an empty environment, with no index and no .NET in reach."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

import support

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "src" / "python" / "backend"))

from pybridge_build import pack_wheel  # noqa: E402 - the backend is not in the package

EXAMPLE = """
from pybridge import Process, current_process, get_context

def resize(file, size, queue):
    queue.put(f"{current_process().name}: {file} to {size}")

if __name__ == "__main__":
    queue = get_context().Queue()
    process = Process(target=resize, args=("cat.png", (640, 480), queue), name="resizer")
    process.start()
    print(queue.get())
    process.join()
    print(process.exitcode)
    import pybridge
    print(pybridge.binding, pybridge.__file__)
"""

DOTNET_EXAMPLE = """
import pybridge
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import clr
from System import DateTime, DateTimeKind, Guid, Int32
from System.Collections.Generic import List

def same(value):
    return value

def is_same(one, other):
    return one.GetType().Equals(other.GetType()) and (list(one) == list(other) if one is numbers else one.Equals(other))

def put(queue, value):
    queue.put(value)

if __name__ == "__main__":
    numbers = List[Int32]()
    for number in 3, 1, 2:
        numbers.Add(number)
    values = (Guid("00112233-4455-6677-8899-aabbccddeeff"), DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddTicks(7), numbers)
    for method in "pybridge", "spawn":
        context = get_context(method)
        with ProcessPoolExecutor(1, context) as pool:
            print(*(is_same(value, pool.submit(same, value).result()) for value in values))
        queue = context.Queue()
        for value in values:
            process = context.Process(target=put, args=(queue, value))
            process.start()
            print(is_same(value, queue.get()), end=" ")
            process.join()
        print(process.exitcode)
    for value in values:
        process = pybridge.Process(target=same, args=(value,), result=True)
        process.start()
        print(is_same(value, process.result()))
    print(pybridge.binding)
"""


@support.whatever_the_binding
class WheelTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="leerer Ordner für ")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.wheel = self.folder / pack_wheel(str(self.folder))

    def run_in_folder(self, *command: str, **variables: str) -> str:
        """Run a command with nothing of this checkout, and nothing but the system's own programs, in its environment."""
        inherited = {name: os.environ[name] for name in ("HOME", "TMPDIR", "LANG") if name in os.environ}
        result = subprocess.run(
            command, cwd=self.folder, env={**inherited, "PATH": "/nowhere", **variables}, check=False, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", timeout=support.TIMEOUT,
        )
        self.assertEqual((result.returncode, result.stderr), (0, ""), result.stdout)
        return result.stdout

    def test_content(self) -> None:
        with zipfile.ZipFile(self.wheel) as archive:
            self.assertIsNone(archive.testzip())
            names = {name.removeprefix("pybridge/") for name in archive.namelist()}
        library = {"pybridge_native.so", "pybridge_native.dll", "PyBridge.dll", "PyBridge.runtimeconfig.json"}
        library.add("Python.Runtime.dll")
        for name in {"__init__.py", "process.py", "process.pyi", "py.typed", *(f"lib/{file}" for file in library)}:
            self.assertIn(name, names)
        self.assertEqual({name for name in names if "__pycache__" in name or name.endswith((".pyc", ".new"))}, set())

    def install(self) -> Path:
        """Make an empty environment, install the wheel there and nothing else, and return the environment."""
        environment = self.folder / "Umgebung"
        self.run_in_folder(sys.executable, "-m", "venv", str(environment))
        self.run_in_folder(
            str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-index", "--no-cache-dir",
            "--disable-pip-version-check", str(self.wheel),
        )
        return environment

    def run_script(self, environment: Path, source: str, **variables: str) -> list[str]:
        script = self.folder / "example.py"
        script.write_text(source, encoding="utf-8")
        return self.run_in_folder(str(environment / "bin" / "python"), str(script), **variables).splitlines()

    def test_it_installs_and_works_in_an_empty_environment(self) -> None:
        environment = self.install()
        printed = self.run_script(environment, EXAMPLE)
        self.assertEqual(printed[:2], ["resizer: cat.png to (640, 480)", "0"])
        binding, _, file = printed[2].partition(" ")
        self.assertEqual(binding, "native")
        self.assertTrue(Path(file).is_relative_to(environment), file)
        if support.HAS_PYTHONNET:
            printed = self.run_script(
                environment, DOTNET_EXAMPLE, PYBRIDGE_BINDING="pythonnet", PYBRIDGE_DOTNET=shutil.which("dotnet") or "")
            crossed = ["True True True", "True True True 0"]
            self.assertEqual(printed, [*crossed, *crossed, *["True"] * 3, "pythonnet"])


if __name__ == "__main__":
    unittest.main()
