"""Which program PYBRIDGE_PYTHON names: by the table that the C# tests read, too."""

from __future__ import annotations

import errno
import json
import os
import sys
import tempfile
import unittest
from multiprocessing import spawn
from pathlib import Path
from typing import Any
from unittest import mock

from support import TESTS, ProcessTestCase

import pybridge
from pybridge import _interpreter

CASES = json.loads((TESTS.parent / "fixtures" / "interpreters.json").read_text(encoding="utf-8"))


class InterpreterTests(ProcessTestCase):
    def setUp(self) -> None:
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name).resolve()
        self.addCleanup(os.chdir, Path.cwd())

    def test_the_table(self) -> None:
        self.assertGreater(len(CASES), 15)
        for number, case in enumerate(CASES):
            with self.subTest(case=case["case"]):
                self.check(self.folder / str(number), case)

    def check(self, root: Path, case: dict[str, Any]) -> None:
        def placed(text: str) -> str:
            return text.replace("{root}", str(root))

        calls = root / "calls"
        script = f"#!/bin/sh\necho \"$0\" > '{calls}'\nexec '{sys.executable}' \"$@\"\n"
        for name in (*case["programs"], *case.get("texts", [])):
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(script)
            file.chmod(0o755 if name in case["programs"] else 0o644)
        root.mkdir(exist_ok=True)
        os.chdir(root)
        variables = {"PYBRIDGE_PYTHON": placed(case["named"])}
        if "path" in case:
            variables["PATH"] = os.pathsep.join(folder and str(root / folder) for folder in case["path"])
        process = pybridge.Process()
        with mock.patch.dict(os.environ, variables):
            if "found" in case:
                self.start(process).join()
                self.assertEqual((process.exitcode, calls.read_text().strip()), (0, placed(case["found"])))
            else:
                with self.assertRaises(OSError) as caught:
                    process.start()
                self.assertIn(placed(case["failure"]), str(caught.exception))
                self.assertIn("no Python interpreter was found to start a process with. Tried: ", str(caught.exception))
                self.assertEqual(caught.exception.errno, case["errno"])

    def test_the_variable_is_read_at_each_start(self) -> None:
        with mock.patch.dict(os.environ, {"PYBRIDGE_PYTHON": sys.executable}):
            self.assertEqual(_interpreter.executable(), os.path.abspath(sys.executable))
        with mock.patch.dict(os.environ, {"PYBRIDGE_PYTHON": ""}):
            self.assertEqual(_interpreter.executable(), sys.executable)

    def test_an_interpreter_that_says_that_it_is_too_old(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            python = Path(folder, "bin", "python")
            python.parent.mkdir()
            python.symlink_to(sys.executable)
            Path(folder, "pyvenv.cfg").write_text("version = 3.9.18\n", encoding="utf-8")
            refused = (
                f"a process cannot be started with '{python}', which is Python 3.9: processes of a Python program need 3.10 or newer. "
                "Name another with multiprocessing.set_executable() or the environment variable PYBRIDGE_PYTHON."
            )
            with mock.patch.dict(os.environ, {"PYBRIDGE_PYTHON": folder}), self.assertRaises(OSError) as caught:
                pybridge.Process().start()
            self.assertIn(refused, str(caught.exception))
            self.assertEqual(caught.exception.errno, errno.ENOEXEC)
            with mock.patch.object(spawn, "_python_exe", os.fsencode(python)), self.assertRaises(OSError) as caught:
                pybridge.Process().start()
            self.assertIn(refused, str(caught.exception))


if __name__ == "__main__":
    unittest.main()
