"""The wheel, as a new user meets it: installed in an empty environment, with no index and no .NET in reach."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

import support  # noqa: F401 - watches what is left behind

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


class WheelTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="leerer Ordner für ")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.wheel = self.folder / pack_wheel(str(self.folder))

    def run_in_folder(self, *command: str) -> str:
        """Run a command with nothing of this checkout, and nothing but the system's own programs, in its environment."""
        inherited = {name: os.environ[name] for name in ("HOME", "TMPDIR", "LANG") if name in os.environ}
        result = subprocess.run(
            command, cwd=self.folder, env={**inherited, "PATH": "/nowhere"}, check=False, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", timeout=support.TIMEOUT,
        )
        self.assertEqual((result.returncode, result.stderr), (0, ""), result.stdout)
        return result.stdout

    def test_content(self) -> None:
        with zipfile.ZipFile(self.wheel) as archive:
            self.assertIsNone(archive.testzip())
            names = {name.removeprefix("pybridge/") for name in archive.namelist()}
        library = {"pybridge_native.so", "pybridge_native.dll", "PyBridge.dll", "PyBridge.runtimeconfig.json"}
        for name in {"__init__.py", "process.py", "process.pyi", "py.typed", *(f"lib/{file}" for file in library)}:
            self.assertIn(name, names)
        self.assertEqual({name for name in names if "__pycache__" in name or name.endswith((".pyc", ".new"))}, set())

    def test_it_installs_and_works_in_an_empty_environment(self) -> None:
        environment = self.folder / "Umgebung"
        self.run_in_folder(sys.executable, "-m", "venv", str(environment))
        python = str(environment / "bin" / "python")
        self.run_in_folder(
            python, "-m", "pip", "install", "--quiet", "--no-index", "--no-cache-dir", "--disable-pip-version-check",
            str(self.wheel),
        )
        script = self.folder / "example.py"
        script.write_text(EXAMPLE, encoding="utf-8")
        printed = self.run_in_folder(python, str(script)).splitlines()
        self.assertEqual(printed[:2], ["resizer: cat.png to (640, 480)", "0"])
        binding, _, file = printed[2].partition(" ")
        self.assertEqual(binding, "native")
        self.assertTrue(Path(file).is_relative_to(environment), file)


if __name__ == "__main__":
    unittest.main()
