"""What CPython's modules read stands in Python as well as in C#: a change on either side is seen on the other."""

from __future__ import annotations

import itertools
import logging
import multiprocessing
import multiprocessing.process as mp_process
import unittest
from typing import Any

import targets
from support import PYBRIDGE, ProcessTestCase, needs_pythonnet, replaced, run_python

import pybridge
from pybridge import _host
from pybridge._creator import current_peer


class CurrentProcessTests(unittest.TestCase):
    """The main process: ``multiprocessing.process._current_process`` and the object of C#."""

    def setUp(self) -> None:
        self.python, self.csharp = multiprocessing.current_process(), pybridge.current_process()
        for name in ("name", "authkey"):
            self.addCleanup(setattr, self.python, name, getattr(self.python, name))
        self.addCleanup(self.python._config.pop, "daemon", None)

    def told(self) -> tuple[str, bytes, bool]:
        """Name, key and daemon flag, as C# has them when it is asked for something."""
        return told_of(current_peer().handle)

    def test_a_name_set_in_python(self) -> None:
        self.python.name = "set in Python"
        self.assertEqual(self.told()[0], "set in Python")
        self.assertIn("set in Python", repr(self.csharp))

    def test_a_name_set_through_the_face(self) -> None:
        self.csharp.name = "set through C#"
        self.assertEqual(self.told()[0], "set through C#")
        self.assertEqual((self.python.name, self.python._name), ("set through C#", "set through C#"))

    def test_a_key_set_on_either_side(self) -> None:
        self.python.authkey = b"Python"
        self.assertEqual((self.csharp.authkey, self.told()[1]), (b"Python", b"Python"))
        self.csharp.authkey = b"C#"
        self.assertEqual((self.python.authkey, self.told()[1]), (b"C#", b"C#"))

    def test_a_daemon_flag_set_on_either_side(self) -> None:
        self.python._config["daemon"] = True
        self.assertEqual((self.csharp.daemon, self.told()[2]), (True, True))
        del self.python._config["daemon"]
        self.assertEqual((self.csharp.daemon, self.told()[2]), (False, False))
        self.csharp.daemon = True
        self.assertIs(self.python.daemon, True)

    def test_another_configuration(self) -> None:
        with replaced(self.python, "_config", {**self.python._config, "daemon": True}):
            self.assertTrue(self.csharp.daemon)
        self.assertFalse(self.csharp.daemon)


class StartedTests(ProcessTestCase):
    """An object that is started: C# is told what it says then."""

    def test_what_was_set_meanwhile(self) -> None:
        process = PYBRIDGE.Process(target=targets.nothing, name="N", daemon=True)
        process._name, process._identity, process._parent_name = "renamed", (7, 8), "parent"
        process._config = {"authkey": b"k"}
        self.start(process).join()
        handle = process._popen.peer.handle
        self.assertEqual(told_of(handle), ("renamed", b"k", False))
        described = _host.library().describe(handle)[0]
        self.assertEqual((described["identity"], described["parent_name"]), ((7, 8), "parent"))

    def test_what_csharp_has_no_type_for(self) -> None:
        process = PYBRIDGE.Process(target=targets.nothing)
        process._identity, process._parent_name, process._config = "none", None, {"authkey": "text", "daemon": 1}
        self.start(process).join()
        self.assertEqual(process.exitcode, 0)


class CountTests(unittest.TestCase):
    """``multiprocessing.process._process_counter``, which ``BaseProcess`` takes its number from and ``_bootstrap`` resets."""

    def test_csharp_takes_the_number_of_python(self) -> None:
        with replaced(mp_process, "_process_counter", itertools.count(7000)):
            process, other = PYBRIDGE.Process(), multiprocessing.get_context("spawn").Process()
        self.assertEqual((process._identity, process.name, other._identity), ((7000,), "Process-7000", (7001,)))

    @needs_pythonnet
    def test_python_counts_what_dotnet_code_has_made(self) -> None:
        run = run_python(
            """
            import multiprocessing, pybridge
            print(pybridge.Process().name)
            from PyBridge import Process
            print(Process().Name, Process().Name)
            print(pybridge.Process().name, multiprocessing.get_context("spawn").Process().name)
            """,
            environment={"PYBRIDGE_BINDING": "pythonnet"},
        )
        names = "Process-1 Process-2 Process-3 Process-4 SpawnProcess-5".split()
        self.assertEqual((run.stdout.split(), run.stderr), (names, ""))


class ChildrenTests(ProcessTestCase):
    """``multiprocessing.process._children``, which ``_cleanup`` polls and ``util._exit_function`` terminates and joins."""

    def running(self) -> Any:
        process, reader = self.start_sender(PYBRIDGE, targets.announce_and_block)
        reader.recv()
        return process

    def test_a_child_taken_out_in_python(self) -> None:
        process = self.running()
        self.assertEqual(pybridge.active_children(), [process])
        mp_process._children.discard(process)
        self.assertEqual((pybridge.active_children(), process.is_alive()), ([], True))
        mp_process._children.add(process)
        self.assertEqual(pybridge.active_children(), [process])

    def test_a_child_that_csharp_saw_end(self) -> None:
        process = self.running()
        process.kill()
        handle = process._popen.peer.handle
        self.assertTrue(_host.library().join(handle, lambda descriptor: multiprocessing.connection.wait([descriptor])))
        self.assertNotIn(handle, _host.library().active_children())
        self.assertEqual((multiprocessing.active_children(), mp_process._children), ([], set()))


class ChildTests(ProcessTestCase):
    """The object of a child, which C# is not asked about until something needs it."""

    def test_changes_before_and_after_csharp_has_the_object(self) -> None:
        before, made, after = self.ask_child(PYBRIDGE, change_both, name="N", daemon=False)
        self.assertEqual(before, (False, "early", "early", "early", b"early"))
        self.assertEqual(made, (("early", b"early", True), True, "early", "AssertionError"))
        self.assertEqual(after, (("late", b"late", False), "late", "late"))


def change_both(writer: Any) -> None:
    current, record = multiprocessing.current_process(), logging.LogRecord

    def logged() -> str:
        return record("", 0, "", 0, "", (), None).processName

    current._name = "early"
    current.authkey = b"early"
    current._config["daemon"] = True
    before = (_host.loaded(), current.name, current._name, logged(), bytes(current.authkey))
    child = PYBRIDGE.Process(target=targets.nothing)
    try:
        child.start()
        refused = "started"
    except AssertionError as error:
        refused = type(error).__name__
    made = (told_of(current_peer().handle), child.daemon, child._parent_name, refused)
    current.name = "late"
    current.authkey = b"late"
    del current._config["daemon"]
    writer.send((before, made, (told_of(current_peer().handle), current.name, logged())))


def told_of(handle: int) -> tuple[str, bytes, bool]:
    described, daemon, key = _host.library().describe(handle)
    return described["name"], key, daemon


if __name__ == "__main__":
    unittest.main()
