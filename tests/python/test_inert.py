"""What may be left out when a reserve worker's child ends, for nobody could tell."""

import logging
import sys
import types
import unittest
import weakref

from pybridge import _inert


class InertTests(unittest.TestCase):
    """Objects, one by one."""

    def test_handlers_of_logging_are_nothing_to_wait_for(self) -> None:
        handler = logging.StreamHandler()
        self.assertTrue(any(reference() is handler for reference in logging._handlerList))
        self.assertTrue(_inert.are_inert(logging._handlerList))

    def test_who_is_told_of_an_end_is_told(self) -> None:
        self.assertFalse(_inert.are_inert([weakref.ref(self, print)]))

    def test_compiled_code_of_a_stranger_is_found_once_it_is_there(self) -> None:
        self.addCleanup(sys.modules.pop, "stranger")
        sys.modules["stranger"] = types.ModuleType("stranger")
        before = _inert.has_foreign_code()
        replaced = types.ModuleType("stranger")
        replaced.__file__ = "/opt/stranger.so"
        sys.modules["stranger"] = replaced
        self.assertTrue(_inert.has_foreign_code(), before)


if __name__ == "__main__":
    unittest.main()
