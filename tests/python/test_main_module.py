"""The parent's main module in a child: run again as ``multiprocessing.spawn`` runs it, whatever it was started from."""

from __future__ import annotations

import os
import py_compile
import subprocess
import sys
import tempfile
import textwrap
import unittest
import warnings
import zipfile
from pathlib import Path
from unittest import mock

from pybridge import _main_module
from support import SOURCES, TIMEOUT

PROGRAM = textwrap.dedent(
    '''
    # -*- coding: latin-1 -*-
    """What the child tells of itself."""
    import sys

    if __name__ == "__mp_main__":
        names = sorted(name for name in globals() if name != "__builtins__")
        own = sys.modules["__main__"], sys.modules["__mp_main__"]
        print(names, __name__, __file__, __package__, __spec__ and __spec__.name, __doc__, sys.argv, "grün".encode())
        BROKEN

    def tell():
        main = sys.modules["__main__"]
        print(main is sys.modules["__mp_main__"], tell.__module__, own[0] is own[1], own[0] is main)

    if __name__ == "__main__":
        sys.path.append(sys.argv[2])
        import multiprocessing
        import pybridge
        process = multiprocessing.get_context(sys.argv[1]).Process(target=tell)
        process.start()
        process.join()
        print(process.exitcode)
    '''
).lstrip()


class MainModuleTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="pybridge-test-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def source(self, name: str, broken: str = "") -> Path:
        path = self.folder / name
        path.write_text(PROGRAM.replace("BROKEN", broken), encoding="latin-1")
        return path

    def archive(self, name: str) -> Path:
        path = self.folder / name
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(self.source("plain.py"), "__main__.py")
        return path

    def run_by(self, method: str, *command: str) -> tuple[list[str], list[str]]:
        path = os.pathsep.join([str(self.folder), *filter(None, [os.environ.get("PYTHONPATH")])])
        environment = {**os.environ, "PYTHONPATH": path}
        run = subprocess.run([sys.executable, *command, method, str(SOURCES)], env=environment, text=True, cwd=self.folder,
                             capture_output=True, timeout=TIMEOUT, check=False)
        # Of a traceback the last line: the frames below that of the program are each method's own.
        return [line.replace(repr(method), "METHOD") for line in run.stdout.splitlines()], run.stderr.splitlines()[-1:]

    def assert_same(self, *command: str, lines: int = 3) -> None:
        expected = self.run_by("spawn", *command)
        self.assertEqual(len(expected[0]), lines, expected)
        self.assertEqual(self.run_by("pybridge", *command), expected)

    def test_script(self) -> None:
        self.assert_same(str(self.source("script.py")))

    def test_script_of_another_name(self) -> None:
        self.assert_same(str(self.source("script")))

    def test_module(self) -> None:
        self.source("module.py")
        self.assert_same("-m", "module")

    def test_folder(self) -> None:
        (self.folder / "program").mkdir()
        self.source("program/__main__.py")
        self.assert_same(str(self.folder / "program"), lines=1)

    def test_archive(self) -> None:
        self.assert_same(str(self.archive("program.zip")), lines=1)

    def test_archive_that_is_called_a_source(self) -> None:
        self.assert_same(str(self.archive("program.py")), lines=1)

    def test_byte_code_that_is_called_a_source(self) -> None:
        py_compile.compile(str(self.source("script.py")), cfile=str(self.folder / "compiled.py"))
        self.assert_same(str(self.folder / "compiled.py"))

    def test_what_fails_in_it_fails_there(self) -> None:
        self.assert_same(str(self.source("script.py", broken="raise ValueError('no')")), lines=2)

    def test_nothing_is_loaded_for_it(self) -> None:
        command = self.source("script.py", broken="print('pkgutil' in sys.modules)")
        self.assertEqual(self.run_by("pybridge", str(command))[0][1], "False")


class CompiledAheadTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="pybridge-test-")
        self.addCleanup(folder.cleanup)
        self.path = str(Path(folder.name, "script.py"))
        self.addCleanup(_main_module._ahead.clear)

    def write(self, text: str) -> None:
        Path(self.path).write_text(text, encoding="utf-8")

    def value(self) -> object:
        return _main_module.run_path(self.path, run_name="__mp_main__")["VALUE"]

    def test_what_is_compiled_ahead_is_compiled_once(self) -> None:
        self.write("VALUE = __name__, __file__")
        _main_module.compile_ahead(self.path, "__mp_main__")
        with mock.patch.object(_main_module, "compile", create=True) as compiled:
            self.assertEqual(self.value(), ("__mp_main__", self.path))
        compiled.assert_not_called()
        self.assertEqual(self.value(), ("__mp_main__", self.path))  # and not kept for ever

    def test_what_changes_meanwhile_is_compiled_again(self) -> None:
        self.write("VALUE = 1")
        _main_module.compile_ahead(self.path, "__mp_main__")
        self.write("VALUE = 'two'")
        self.assertEqual(self.value(), "two")
        _main_module.compile_ahead(self.path, "__mp_main__")
        os.remove(self.path)
        with self.assertRaises(FileNotFoundError):
            self.value()

    def test_what_there_is_to_say_is_said_when_it_runs(self) -> None:
        self.write("VALUE = 1 is 1")
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            _main_module.compile_ahead(self.path, "__mp_main__")
            self.assertEqual(told, [])
            self.assertIs(self.value(), True)
            self.assertEqual([warning.category for warning in told], [SyntaxWarning])
        self.write("VALUE =")
        _main_module.compile_ahead(self.path, "__mp_main__")
        with self.assertRaises(SyntaxError):
            self.value()


if __name__ == "__main__":
    unittest.main()
