"""A program that has changed its import finds the modules of ``multiprocessing``, and all that is in them."""

from __future__ import annotations

import importlib
import multiprocessing
import pkgutil
import sys
import unittest

import pybridge
from support import run_python

OWN = ("context", "process")  # what is different is there, beside the originals


def modules() -> list[str]:
    """The public modules of ``multiprocessing`` that can be imported here."""
    found = []
    for module in pkgutil.iter_modules(multiprocessing.__path__):
        try:
            importlib.import_module(f"multiprocessing.{module.name}")
        except ImportError:
            continue  # for another system
        found.append(module.name)
    return found


class SubmoduleTests(unittest.TestCase):
    def test_all_are_found_by_attribute_and_by_import(self) -> None:
        names = modules()
        self.assertIn("connection", names)
        for name in names:
            with self.subTest(name):
                by_attribute = getattr(pybridge, name)
                self.assertIs(importlib.import_module(f"pybridge.{name}"), by_attribute)
                original = sys.modules[f"multiprocessing.{name}"]
                self.assertEqual(by_attribute is original, name not in OWN)
                self.assertEqual(original.__spec__.name if original.__spec__ else "", f"multiprocessing.{name}")

    def test_nested_ones_are_the_same_too(self) -> None:
        import multiprocessing.dummy.connection

        self.assertIs(importlib.import_module("pybridge.dummy.connection"), multiprocessing.dummy.connection)

    def test_all_names_are_found(self) -> None:
        for module, ours in ((multiprocessing, pybridge), *((sys.modules[f"multiprocessing.{name}"], getattr(pybridge, name)) for name in OWN)):
            for name in dir(module):
                if not name.startswith("_"):
                    with self.subTest(f"{module.__name__}.{name}"):
                        self.assertEqual(callable(getattr(ours, name)), callable(getattr(module, name)))

    def test_the_class_is_this_packages(self) -> None:
        self.assertIs(pybridge.process.Process, pybridge.Process)  # type: ignore[attr-defined]
        self.assertIs(pybridge.context.Process, pybridge.Process)  # type: ignore[attr-defined]

    def test_what_is_in_neither_is_missing(self) -> None:
        for module in (pybridge, pybridge.process, pybridge.context):  # type: ignore[attr-defined]
            for name in ("no_such_thing", "__no_such_thing__"):
                with self.subTest(f"{module.__name__}.{name}"), self.assertRaisesRegex(AttributeError, name):
                    getattr(module, name)
        with self.assertRaisesRegex(ModuleNotFoundError, "No module named 'pybridge.no_such_thing'"):
            importlib.import_module("pybridge.no_such_thing")

    def test_a_program_that_changes_its_import(self) -> None:
        program = "\n".join((
            "import {0} as mp",
            "from {0}.managers import BaseManager",
            "import {0}.shared_memory",
            "def work(w): w.send((mp.process.current_process().name, isinstance(mp.current_process(), mp.process.BaseProcess)))",
            "if __name__ == '__main__':",
            "    r, w = mp.Pipe(duplex=False)",
            "    p = mp.Process(target=work, args=(w,), name='N')",
            "    p.start()",
            "    print(mp.connection.wait([r]) == [r], r.recv())",
            "    p.join()",
            "    print(isinstance(mp.Queue(), mp.queues.Queue), isinstance(mp.Lock(), mp.synchronize.Lock), p.exitcode)",
            "    print(mp.context.assert_spawning.__name__, mp.reduction.ForkingPickler.__name__, mp.SUBDEBUG, BaseManager.__name__)",
            "    print(issubclass(mp.TimeoutError, mp.ProcessError), mp.context.TimeoutError is mp.TimeoutError)",
        ))
        ours, theirs = (run_python(program.format(name)) for name in ("pybridge", "multiprocessing"))
        self.assertEqual(ours.stdout, theirs.stdout)
        self.assertEqual((ours.stderr, ours.returncode), ("", 0))


if __name__ == "__main__":
    unittest.main()
