"""What CPython's modules read stands in Python as well as in C#: a change on either side is seen on the other."""

from __future__ import annotations

import itertools
import logging
import multiprocessing
import multiprocessing.process as mp_process
import unittest
from typing import Any

import targets
from support import HAS_PYTHONNET, PYBRIDGE, ProcessTestCase, replaced, run_python

import pybridge
from pybridge import _host


class CurrentProcessTests(unittest.TestCase):
    """The main process: ``multiprocessing.process._current_process`` and the object of C#."""

    def setUp(self) -> None:
        self.python, self.csharp = multiprocessing.current_process(), pybridge.current_process()
        for name in ("name", "authkey"):
            self.addCleanup(setattr, self.python, name, getattr(self.python, name))
        self.addCleanup(self.python._config.pop, "daemon", None)

    def handle(self) -> int:
        pybridge.Process()  # before C# makes an object, it is told what has changed
        return self.csharp._peer._handle

    def test_a_name_set_in_python(self) -> None:
        self.python.name = "set in Python"
        self.assertEqual(_host.library().name(self.handle()), "set in Python")
        self.assertIn("set in Python", repr(self.csharp))

    def test_a_name_set_through_csharp(self) -> None:
        self.csharp.name = "set through C#"
        self.assertEqual(_host.library().name(self.handle()), "set through C#")
        self.assertEqual((self.python.name, self.python._name), ("set through C#", "set through C#"))

    def test_a_key_set_on_either_side(self) -> None:
        self.python.authkey = b"Python"
        self.assertEqual((self.csharp.authkey, _host.library().authkey(self.handle())), (b"Python", b"Python"))
        self.csharp.authkey = b"C#"
        self.assertEqual((self.python.authkey, _host.library().authkey(self.handle())), (b"C#", b"C#"))

    def test_a_daemon_flag_set_on_either_side(self) -> None:
        self.python._config["daemon"] = True
        self.assertEqual((self.csharp.daemon, _host.library().daemon(self.handle())), (True, True))
        del self.python._config["daemon"]
        self.assertEqual((self.csharp.daemon, _host.library().daemon(self.handle())), (False, False))
        self.csharp.daemon = True
        self.assertIs(self.python.daemon, True)

    def test_another_configuration(self) -> None:
        with replaced(self.python, "_config", {**self.python._config, "daemon": True}):
            self.assertTrue(self.csharp.daemon)
        self.assertFalse(self.csharp.daemon)


class ObjectTests(unittest.TestCase):
    """An object that was not started: ``_config`` and ``_name`` are read by ``synchronize``, ``connection`` and the like."""

    def setUp(self) -> None:
        self.process = PYBRIDGE.Process(name="N", daemon=True)
        self.handle = self.process._peer.handle

    def test_an_entry_deleted_or_not_given_again(self) -> None:
        del self.process._config["daemon"]
        self.assertEqual((self.process.daemon, _host.library().daemon(self.handle)), (False, False))
        self.process._config["daemon"] = 1
        self.assertEqual((self.process.daemon, _host.library().daemon(self.handle)), (1, True))
        self.process._config = {"semprefix": "/x"}
        self.assertEqual((self.process.daemon, _host.library().daemon(self.handle)), (False, False))
        self.assertEqual(self.process.authkey, multiprocessing.current_process().authkey)

    def test_what_csharp_changes(self) -> None:
        self.process._name = 5
        self.assertEqual((self.process.name, _host.library().name(self.handle)), (5, "5"))
        _host.library().set_name(self.handle, "other")
        _host.library().set_authkey(self.handle, b"other")
        _host.library().set_daemon(self.handle, False)
        self.assertEqual((self.process.name, self.process._name), ("other", "other"))
        self.assertEqual((self.process.authkey, self.process._config["authkey"]), (b"other", b"other"))
        self.assertEqual((self.process.daemon, self.process._config["daemon"]), (False, False))

    def test_a_flag_that_only_csharp_has_set(self) -> None:
        process = PYBRIDGE.Process()
        self.assertNotIn("daemon", process._config)
        _host.library().set_daemon(process._peer.handle, True)
        self.assertEqual((process.daemon, dict(process._config)["daemon"], len(process._config)), (True, True, 3))


class CountTests(unittest.TestCase):
    """``multiprocessing.process._process_counter``, which ``BaseProcess`` takes its number from and ``_bootstrap`` resets."""

    def test_csharp_takes_the_number_of_python(self) -> None:
        with replaced(mp_process, "_process_counter", itertools.count(7000)):
            process, other = PYBRIDGE.Process(), multiprocessing.get_context("spawn").Process()
        self.assertEqual((process._identity, process.name, other._identity), ((7000,), "Process-7000", (7001,)))
        self.assertEqual(_host.library().describe(process._peer.handle)[0]["identity"], (7000,))

    @unittest.skipUnless(HAS_PYTHONNET, "only in a CLR can there be .NET code beside the library")
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
        handle = process._peer.handle
        self.assertTrue(_host.library().join(handle, lambda descriptor: multiprocessing.connection.wait([descriptor])))
        self.assertNotIn(handle, _host.library().active_children())
        self.assertEqual((multiprocessing.active_children(), mp_process._children), ([], set()))


class CrossedTests(ProcessTestCase):
    """The object of a child, plain until C# is asked: ``_bootstrap``, ``util`` and ``logging`` read it before."""

    def test_changes_before_and_after_csharp_has_the_object(self) -> None:
        before, made, after = self.ask_child(PYBRIDGE, change_both, name="N", daemon=False)
        self.assertEqual(before, (False, "early", "early", "early", b"early"))
        self.assertEqual(made, (True, "early", b"early", True, "early", "AssertionError"))
        self.assertEqual(after, ("late", "late", "late", b"late", False))

    def test_a_copy_is_the_same_process(self) -> None:
        self.assertEqual(self.ask_child(PYBRIDGE, rename_copy, name="N"), ("renamed", True))


def change_both(writer: Any) -> None:
    current, record = multiprocessing.current_process(), logging.LogRecord

    def logged() -> str:
        return record("", 0, "", 0, "", (), None).processName

    current._name = "early"
    current.authkey = b"early"
    current._config["daemon"] = True
    before = (_host.loaded(), current.name, current._name, logged(), bytes(current.authkey))
    child = PYBRIDGE.Process(target=targets.nothing)
    handle, library = current._peer.handle, _host.library()
    try:
        child.start()
        refused = "started"
    except AssertionError as error:
        refused = type(error).__name__
    made = (current._peer.is_attached, library.name(handle), library.authkey(handle), child.daemon, child._parent_name, refused)
    library.set_name(handle, "late")
    library.set_authkey(handle, b"late")
    library.set_daemon(handle, False)
    writer.send((before, made, (current.name, current._name, logged(), bytes(current.authkey), current.daemon)))


def rename_copy(writer: Any) -> None:
    import copy

    current = multiprocessing.current_process()
    other = copy.copy(current)
    pybridge.Process()
    other.name = "renamed"
    writer.send((current.name, current._peer is other._peer))


if __name__ == "__main__":
    unittest.main()
