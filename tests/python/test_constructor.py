"""The constructor, on real multiprocessing and on pybridge: the same values, or the same errors."""

from __future__ import annotations

import unittest
from typing import Any

from support import PYBRIDGE, SPAWN, outcome

import multiprocessing

import pybridge


class Text(str):
    __slots__ = ()


def facts(process: Any) -> tuple:
    """What the constructor has made of its arguments."""
    name = process.name
    if isinstance(name, str):
        name = name.rpartition("-")[0] if "Process-" in name else name
    return process._args, process._kwargs, name, type(process.name), process.daemon, process._target, process._popen


ARGUMENTS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "group": {"group": 1},
    "empty group": {"group": ""},
    "args=int": {"args": 5},
    "args=None": {"args": None},
    "args=str": {"args": "ab"},
    "args=list": {"args": [1, 2]},
    "args=dict": {"args": {"a": 1}},
    "kwargs=int": {"kwargs": 5},
    "kwargs=0": {"kwargs": 0},
    "kwargs=None": {"kwargs": None},
    "kwargs=''": {"kwargs": ""},
    "kwargs=pairs": {"kwargs": [("a", 1)]},
    "kwargs=str": {"kwargs": "ab"},
    "kwargs=[1]": {"kwargs": [1]},
    "kwargs={1: 2}": {"kwargs": {1: 2}},
    "both bad": {"args": 5, "kwargs": 5},
    "name": {"name": "zed"},
    "name=''": {"name": ""},
    "name=0": {"name": 0},
    "name=5": {"name": 5},
    "name=bytes": {"name": b"x"},
    "name=subclass": {"name": Text("sub")},
    "name=surrogate": {"name": "\udc80 \U0001f600 \x00"},
    "daemon=1": {"daemon": 1},
    "daemon='yes'": {"daemon": "yes"},
    "daemon=[]": {"daemon": []},
    "daemon=None": {"daemon": None},
    "target=5": {"target": 5},
    "unknown": {"foo": 1},
}


class ConstructorTests(unittest.TestCase):
    maxDiff = None

    def test_arguments(self) -> None:
        for name, arguments in ARGUMENTS.items():
            with self.subTest(arguments=name):
                ours = outcome(lambda: facts(PYBRIDGE.Process(**arguments)))
                theirs = outcome(lambda: _plain(facts(SPAWN.Process(**arguments))))
                self.assertEqual(_without_class(ours), _without_class(theirs))

    def test_repr_of_names(self) -> None:
        for name in ("it's", '"', "\n\t\\", "\u2028é\xa0", "\udc80", "\U0001f600", "\U000e0001", 5, Text("t"), b"x"):
            with self.subTest(name=name):
                ours, theirs = PYBRIDGE.Process(name=name), SPAWN.Process(name=name)
                self.assertEqual(repr(ours), repr(theirs).replace("SpawnProcess", "Process"))

    def test_number_is_taken_after_the_group_and_before_all_else(self) -> None:
        first = _number(PYBRIDGE.Process())
        with self.assertRaises(AssertionError):
            PYBRIDGE.Process(group=1)
        self.assertEqual(_number(PYBRIDGE.Process()), first + 1)
        with self.assertRaises(TypeError):
            PYBRIDGE.Process(args=5)
        self.assertEqual(_number(PYBRIDGE.Process()), first + 3)

    def test_numbers_are_shared_with_the_other_classes(self) -> None:
        first = _number(PYBRIDGE.Process())
        self.assertEqual(_number(SPAWN.Process()), first + 1)
        self.assertEqual(_number(multiprocessing.Process()), first + 2)
        PYBRIDGE.Process(name="zed")
        self.assertEqual(_number(PYBRIDGE.Process()), first + 4)

    def test_a_subclass_gives_the_prefix(self) -> None:
        class Worker(pybridge.Process):
            pass

        self.assertRegex(Worker().name, r"^Worker-\d+$")

    def test_arguments_are_copied(self) -> None:
        args, kwargs = [1], {"a": 1}
        process = PYBRIDGE.Process(args=args, kwargs=kwargs)
        args.append(2)
        kwargs["b"] = 2
        self.assertEqual((process._args, process._kwargs), ((1,), {"a": 1}))

    def test_what_the_current_process_has_is_inherited_now(self) -> None:
        current = multiprocessing.current_process()
        before = current.authkey
        self.addCleanup(setattr, current, "authkey", before)
        process = PYBRIDGE.Process()
        current.authkey = b"later"
        self.assertEqual(process.authkey, before)
        self.assertEqual(PYBRIDGE.Process().authkey, b"later")
        self.assertEqual(pybridge.current_process().authkey, b"later")

    def test_daemon_flag_of_the_current_process_is_inherited(self) -> None:
        current = multiprocessing.current_process()
        self.addCleanup(current._config.pop, "daemon", None)
        current.daemon = True
        self.assertTrue(PYBRIDGE.Process().daemon)
        self.assertFalse(PYBRIDGE.Process(daemon=False).daemon)
        with self.assertRaisesRegex(AssertionError, "^daemonic processes are not allowed to have children$"):
            PYBRIDGE.Process().start()

    def test_isinstance(self) -> None:
        self.assertIsInstance(PYBRIDGE.Process(), multiprocessing.process.BaseProcess)
        self.assertIsInstance(PYBRIDGE.Process(), pybridge.Process)


def _number(process: Any) -> int:
    return process._identity[-1]


def _plain(values: tuple) -> tuple:
    return tuple("Process" if value == "SpawnProcess" else value for value in values)


def _without_class(values: tuple) -> tuple:
    """The arity errors name the class the method belongs to."""
    return tuple(
        value.replace("BaseProcess.__init__", "Process.__init__") if isinstance(value, str) else value
        for value in values
    )


if __name__ == "__main__":
    unittest.main()
