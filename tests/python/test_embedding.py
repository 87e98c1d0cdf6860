"""Inside a program that embeds Python: children are interpreters, and the program is never started again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import unittest
from pathlib import Path
from typing import Any

from support import SOURCES, TESTS, TIMEOUT

HOST = TESTS.parent / "csharp/PyBridge.Tests.EmbeddingHost/bin/Release/net10.0/PyBridge.Tests.EmbeddingHost"
VERSION = "%d.%d" % sys.version_info[:2]


def shared_library() -> Path | None:
    """Return the shared library of the running Python, where it was built with one."""
    names = [sysconfig.get_config_var(name) or "" for name in ("INSTSONAME", "LDLIBRARY")]
    folders = [sysconfig.get_config_var(name) or "" for name in ("LIBDIR", "LIBPL")]
    found = (Path(folder) / name for folder in folders for name in names if ".so" in name)
    return next((path for path in found if path.exists()), None)


LIBRARY = shared_library()


@unittest.skipIf(LIBRARY is None, "this Python was built without a shared library, so nothing can embed it")
@unittest.skipUnless(HOST.exists(), "the host is not built: dotnet build -c Release tests/csharp/PyBridge.Tests.EmbeddingHost")
class EmbeddingTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.runs = self.folder / "runs"

    def test_the_host_as_the_executable(self) -> None:
        seen = self.run_host(program_name=str(HOST))
        self.assertEqual(seen["executable"], str(HOST))
        self.assert_children(seen, prefix=sys.base_prefix)

    def test_a_host_that_is_called_python(self) -> None:
        link = self.folder / f"python{VERSION}"
        link.symlink_to(HOST)
        seen = self.run_host(program_name=str(link))
        self.assertEqual(seen["executable"], str(link))
        self.assert_children(seen, prefix=sys.base_prefix)

    def test_whatever_python_takes_for_its_executable(self) -> None:
        # On PATH there may be another version.
        other = self.folder / "python3"
        other.write_text("#!/bin/sh\nexit 1\n")
        other.chmod(0o755)
        path = f"{self.folder}{os.pathsep}{os.environ['PATH']}"
        self.assert_children(self.run_host(PATH=path), prefix=sys.base_prefix)

    def test_the_active_virtual_environment(self) -> None:
        environment = self.make_environment()
        seen = self.run_host(program_name=str(HOST), VIRTUAL_ENV=str(environment))
        self.assert_children(seen, prefix=str(environment))

    def test_a_virtual_environment_by_program_name(self) -> None:
        environment = self.make_environment()
        seen = self.run_host(program_name=str(environment / "bin" / "python"))
        self.assert_children(seen, prefix=str(environment))

    def test_a_virtual_environment_of_another_version_is_passed_over(self) -> None:
        environment = self.make_environment()
        configuration = environment / "pyvenv.cfg"
        configuration.write_text(configuration.read_text().replace(f"version = {VERSION}.", "version = 3.1."))
        seen = self.run_host(program_name=str(HOST), VIRTUAL_ENV=str(environment))
        self.assert_children(seen, prefix=sys.base_prefix)

    def test_the_interpreter_that_the_variable_names(self) -> None:
        environment = self.make_environment()
        seen = self.run_host(program_name=str(HOST), PYBRIDGE_PYTHON=str(environment / "bin" / "python"))
        self.assert_children(seen, prefix=str(environment))

    def test_no_interpreter_is_an_error(self) -> None:
        home = self.folder / "home"  # a Python whose prefix holds no program
        (home / "lib").mkdir(parents=True)
        (home / "lib" / f"python{VERSION}").symlink_to(sysconfig.get_path("stdlib"))
        seen = self.run_host(program_name=str(HOST), PYTHONHOME=str(home), PATH="/nowhere")
        self.assertIn("no Python interpreter was found to start a process with: ", seen["error"])
        self.assertIn(". Name one with multiprocessing.set_executable() or the environment variable PYBRIDGE_PYTHON.", seen["error"])
        self.assertIn(repr(str(HOST)), seen["error"])

    def make_environment(self) -> Path:
        environment = self.folder / "environment"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True, timeout=TIMEOUT)
        return environment

    def run_host(self, program_name: str = "", **variables: str) -> dict[str, Any]:
        """Run ``embedded.py`` in the host, and return what it printed. The host must have been started once."""
        settings = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYBRIDGE_PYTHON")}
        settings.update(
            PYBRIDGE_TEST_HOST_RUNS=str(self.runs),
            PYTHONPATH=os.pathsep.join([str(SOURCES), str(TESTS), *filter(None, [os.environ.get("PYTHONPATH")])]),
            DOTNET_ROOT=os.environ.get("DOTNET_ROOT") or str(Path(shutil.which("dotnet") or "/").resolve().parent),
        )
        host = program_name if Path(program_name).resolve() == HOST.resolve() else str(HOST)
        result = subprocess.run(
            [host, str(LIBRARY), program_name, str(TESTS / "embedded.py")],
            env={**settings, **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=False,
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(self.runs.read_text().splitlines()), 1, "the host was started again")
        return json.loads(result.stdout)

    def assert_children(self, seen: dict[str, Any], prefix: str) -> None:
        self.assertNotIn("error", seen)
        self.assertEqual(seen["codes"], [0, 0])
        self.assertEqual(len(seen["children"]), 4)
        for _, child_prefix, version in seen["children"]:
            self.assertEqual((child_prefix, version), (prefix, VERSION))


if __name__ == "__main__":
    unittest.main()
