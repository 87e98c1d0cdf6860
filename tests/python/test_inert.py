"""What may be left out when a reserve worker's child ends, for nobody could tell."""

from __future__ import annotations

import unittest
import weakref

from pybridge import _inert
from support import run_python


class InertTests(unittest.TestCase):
    """What is seen of objects and modules. Modules are looked at in programs that have no others than they ask for."""

    def output(self, source: str) -> str:
        result = run_python(source)
        self.assertEqual(result.stderr, "")
        return result.stdout

    def test_handlers_of_logging_end_without_a_word(self) -> None:
        printed = self.output(
            """
            import gc, logging, logging.handlers, os
            from pybridge import _inert
            kept = [logging.StreamHandler(), logging.handlers.MemoryHandler(9), logging.NullHandler()]
            print(_inert.are_inert(logging._handlerList), len(logging._handlerList) > len(kept))
            kept.append(logging.FileHandler(os.devnull))
            print(_inert.are_inert(gc.get_objects()))
            logging.shutdown()
            print(kept[-1].stream)
            """
        )
        self.assertEqual(printed, "True True\nFalse\nNone\n")

    def test_who_is_told_of_an_end_is_told(self) -> None:
        self.assertFalse(_inert.are_inert([weakref.ref(self, print)]))

    def test_compiled_code_of_a_stranger_is_found_whenever_it_comes(self) -> None:
        printed = self.output(
            """
            import sys, types
            from pybridge import _inert
            def put(file):
                sys.modules["stranger"] = types.ModuleType("stranger")
                sys.modules["stranger"].__file__ = file
                print(_inert.has_foreign_code())
            print(_inert.has_foreign_code())
            put("/stranger.py"); put("/stranger.so"); put("/stranger.py")
            import _ctypes
            print(_inert.has_foreign_code())
            """
        )
        self.assertEqual(printed.split(), ["False", "False", "True", "False", "True"])


if __name__ == "__main__":
    unittest.main()
