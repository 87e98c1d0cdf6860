"""Importing: what it does, and what it leaves alone."""

from __future__ import annotations

import os
import re
import struct
import tempfile
import unittest
from pathlib import Path
from typing import ClassVar
from unittest import mock

import pybridge
from pybridge import _native
from support import HAS_PYTHONNET, import_errors, run_python, whatever_the_binding, whatever_the_python


DAMAGED = """
folder = tempfile.TemporaryDirectory()
atexit.register(folder.cleanup)
whole = Path(pybridge.__file__).parent
package = Path(folder.name, "pybridge")
shutil.copytree(whole, package, ignore=shutil.ignore_patterns("__pycache__"))
file = package / "lib" / "{name}"
data = file.read_bytes()
file.unlink()
damaged = {damage}
if damaged is not None:
    file.write_bytes(damaged)
for name in [name for name in sys.modules if name.partition(".")[0] == "pybridge"]:
    del sys.modules[name]
sys.path.insert(0, folder.name)
import pybridge
"""


class ImportTests(unittest.TestCase):
    def test_only_the_start_method_is_added_to_multiprocessing(self) -> None:
        result = run_python(
            """
            import multiprocessing, multiprocessing.context, multiprocessing.process, sys
            from types import ModuleType
            def state():
                modules = [multiprocessing, multiprocessing.context, multiprocessing.process, multiprocessing.reduction]
                return [{key: value for key, value in vars(module).items() if not isinstance(value, ModuleType)}
                        for module in modules]
            before = state()
            import pybridge
            print(state() == before, multiprocessing.get_start_method(allow_none=True))
            print(multiprocessing.get_context("pybridge") is pybridge.get_context())
            print(sorted(multiprocessing.get_all_start_methods()))
            """
        )
        listed = "['fork', 'forkserver', 'spawn']"  # ours is found by its name, and not one of the standard library's
        self.assertEqual(result.stdout, f"True None\nTrue\n{listed}\n", result.stderr)

    def test_no_library_and_no_thread_before_it_is_needed(self) -> None:
        result = run_python(
            """
            import os, sys
            import pybridge
            from pybridge import _host
            print("ctypes" in sys.modules, "clr" in sys.modules, _host.loaded(), len(os.listdir("/proc/self/task")))
            print("pybridge_native" in open("/proc/self/maps").read(), pybridge.binding)
            """
        )
        binding = os.environ.get("PYBRIDGE_BINDING", "native")
        self.assertEqual(result.stdout, f"False False False 1\nFalse {binding}\n", result.stderr)

    def test_a_child_that_asks_for_nothing_loads_no_library(self) -> None:
        result = run_python(
            """
            import sys
            import pybridge
            def work():
                print("ctypes" in sys.modules, "pybridge_native" in open("/proc/self/maps").read())
            if __name__ == "__main__":
                process = pybridge.Process(target=work)
                process.start(); process.join()
            """
        )
        self.assertEqual(result.stdout, "False False\n", result.stderr)

    def test_a_module_that_is_called_clr_is_not_taken_for_pythonnets(self) -> None:
        sources = {
            "a package of another kind": "def AddReference(name): raise SystemError(name)",
            "an empty one": "",
            "one that has whatever is asked for": "def __getattr__(name): raise SystemError(name)",
        }
        for description, source in sources.items():
            with self.subTest(description), tempfile.TemporaryDirectory() as folder:
                Path(folder, "clr.py").write_text(source)
                result = run_python(
                    """
                    import os, sys; sys.path.insert(0, sys.argv[1]); os.environ.pop("PYBRIDGE_BINDING", "")
                    import clr, pybridge, targets
                    if __name__ == "__main__":
                        print(clr.__file__ == os.path.join(sys.argv[1], "clr.py"), pybridge.binding)
                        process = pybridge.Process(target=print, args=([1, {"a": targets.square}],))
                        process.start(); process.join()
                        try:
                            pybridge.Process(target=pybridge.csharp("Nowhere.dll", "A.B"), args=([1],)).start()
                        except FileNotFoundError as error:
                            print("Nowhere.dll" in str(error))
                    """,
                    folder,
                    environment={"PYBRIDGE_BINDING": ""},
                )
                first, second, third = result.stdout.splitlines() or [result.stderr, "", ""]
                self.assertEqual((first, third), ("True native", "True"), result.stderr)
                self.assertRegex(second, r"^\[1, \{'a': <function square at 0x\w+>\}\]$")

    def test_a_binding_that_is_none(self) -> None:
        self.assert_import_error("jython", "PYBRIDGE_BINDING is 'jython'; it can be 'native' or 'pythonnet'")

    def test_a_missing_library_tells_where_it_was_looked_for(self) -> None:
        self.assert_import_error("native", r"/nowhere/pybridge_native\.so.*install pybridge again", "no library")

    def test_a_file_that_is_no_library(self) -> None:
        self.assert_import_error(
            "native",
            r"native library cannot be loaded: .*invalid ELF header.* Linux with glibc 2\.34 or newer; install pybridge again for this "
            "machine, or set PYBRIDGE_BINDING=pythonnet",
            "native garbage",
        )

    @whatever_the_binding
    @whatever_the_python
    def test_damaged_files_of_the_package(self) -> None:
        files = {"native": ["pybridge_native.so"], "pythonnet": [
            "pybridge_native.dll", "PyBridge.dll", "Python.Runtime.dll", "PyBridge.runtimeconfig.json",
        ]}
        for binding in self.bindings():
            for name in files[binding]:
                for damage in ("b''", "b'damaged' * 100", "data[:len(data) // 2]", "data[:-20]", "None"):
                    with self.subTest(file=name, damage=damage):
                        lines = import_errors(DAMAGED.format(name=name, damage=damage), binding)
                        self.assertRegex(lines[0], r"nstall pybridge again|PyBridge\.runtimeconfig\.json")

    @whatever_the_binding
    @whatever_the_python
    def test_a_library_that_was_cut_off(self) -> None:
        lines = import_errors(DAMAGED.format(name="pybridge_native.so", damage="data[:-20]"), "native")
        self.assertRegex(lines[0], r"pybridge's native library /.*\.so is damaged: it has \d+ bytes of \d+\. Install pybridge again\.")

    @whatever_the_python
    @unittest.skipUnless(HAS_PYTHONNET, "pythonnet does not support this Python")
    def test_another_pybridge_in_the_program(self) -> None:
        """Its assembly says another version, as if the program had brought it."""
        version = [*map(int, re.findall(r"\d+", pybridge.__version__)[:3]), 0]
        old, new = (struct.pack("<I4H", 0x8004, major, *version[1:]) for major in (version[0], version[0] + 7))
        lines = import_errors(DAMAGED.format(name="PyBridge.dll", damage=f"data.replace({old!r}, {new!r})"), "pythonnet")
        self.assertRegex(lines[0], r"this program has PyBridge [\d.]+, and the Python package is [\d.]+; use one version")

    def test_a_library_that_the_loader_has_no_memory_for(self) -> None:
        """In glibc's words; what refuses then is the limit, and the file is all right."""
        for words in ("x.so: failed to map segment from shared object", "x.so: cannot allocate memory", "Cannot allocate memory"):
            with (
                self.subTest(words=words),
                mock.patch.object(_native._abi, "load", side_effect=OSError(words)),
                self.assertRaises(MemoryError),
            ):
                _native._load(False)

    def test_a_library_of_another_version(self) -> None:
        for binding in self.bindings():
            self.assert_import_error(
                binding,
                r"speaks version \d+ of the ABI, and the package needs version 77: they come from different releases; install pybridge again",
                "version",
            )

    def bindings(self) -> list[str]:
        return ["native", *(["pythonnet"] if HAS_PYTHONNET else [])]

    CHANGES: ClassVar[dict[str, str]] = {
        "": "",
        "no library": "_native.LIBRARY = Path('/nowhere/pybridge_native.so')",
        "native garbage": "_native.LIBRARY = Path(__file__)",
        "version": "_abi_table.VERSION = 77",
    }

    def assert_import_error(self, binding: str, expected: str, change: str = "") -> None:
        lines = import_errors("from pybridge import _abi_table, _native\n" + self.CHANGES[change], binding)
        for line in lines:
            self.assertRegex(line, expected)


if __name__ == "__main__":
    unittest.main()
