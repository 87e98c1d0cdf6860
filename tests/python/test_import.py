"""Importing: what it does, and what it leaves alone."""

from __future__ import annotations

import os
import unittest

from support import run_python


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
            before_contexts = dict(multiprocessing.context._concrete_contexts)
            import pybridge
            after = state()
            del multiprocessing.context._concrete_contexts["pybridge"]
            print(after == before, multiprocessing.context._concrete_contexts == before_contexts)
            print(multiprocessing.get_start_method(allow_none=True))
            """
        )
        self.assertEqual(result.stdout, "True True\nNone\n", result.stderr)

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

    def test_a_binding_that_is_none(self) -> None:
        self.assert_import_error("jython", "PYBRIDGE_BINDING is 'jython'; it can be 'native' or 'pythonnet'")

    def test_a_missing_library_tells_where_it_was_looked_for(self) -> None:
        self.assert_import_error(
            "native", r"/nowhere/pybridge_native\.so.*install pybridge again", "_native.LIBRARY", "nowhere"
        )

    def test_a_library_of_another_version(self) -> None:
        self.assert_import_error("native", "speaks version 1 of the ABI.*needs version 77", "_abi.VERSION", "77")

    def assert_import_error(self, binding: str, expected: str, name: str = "", value: str = "") -> None:
        change = {
            "_native.LIBRARY": "_native.LIBRARY = '/nowhere/pybridge_native.so'",
            "_abi.VERSION": "_abi.VERSION = 77",
        }.get(name, "")
        result = run_python(
            f"""
            import pybridge
            from pybridge import _native, _abi
            {change}
            try:
                pybridge.Process()
            except ImportError as error:
                print(error)
            """,
            environment={"PYBRIDGE_BINDING": binding},
        )
        self.assertRegex(result.stdout, expected, result.stderr)


if __name__ == "__main__":
    unittest.main()
