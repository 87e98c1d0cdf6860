"""Starting: what may fail, what is left then, and what the child has."""

from __future__ import annotations

import errno
import os
import pickle
import resource
import signal
import sys
import threading
import unittest
from multiprocessing import resource_tracker
from typing import Any
from unittest import mock

import targets
from pybridge import _popen
from support import PYBRIDGE, SPAWN, BrokenStream, ProcessTestCase, captured_stderr, outcome, replaced, run_python

import multiprocessing


class StartTests(ProcessTestCase):
    def assert_initial(self, process: Any) -> None:
        self.assertIsNone(process.pid)
        self.assertIsNone(process.exitcode)
        self.assertIsNone(process._popen)
        self.assertFalse(process.is_alive())
        self.assertNotIn(process, multiprocessing.active_children())
        self.assertTrue(hasattr(process, "_target"))

    def test_without_a_resource_tracker(self) -> None:
        """None can be started, or a signal handler starts a process in the midst of its start."""
        process, thread = PYBRIDGE.Process(target=targets.nothing), threading.get_ident()
        kind = getattr(resource_tracker, "ReentrantCallError", RuntimeError)
        with mock.patch.object(_popen, "has_reader", return_value=False):
            with mock.patch.object(_popen, "_asking", {thread}), self.assertRaisesRegex(
                kind,
                "^Reentrant call into the multiprocessing resource tracker: a signal handler starts a process while the first one is being",
            ):
                process.start()
            with mock.patch.object(resource_tracker, "getfd", side_effect=BlockingIOError(errno.EAGAIN, "no")), self.assertRaisesRegex(
                OSError, r"\(the resource tracker cannot be started: the limit of processes and threads is reached; `ulimit -u` is ",
            ):
                process.start()
        self.assert_initial(process)

    def test_what_cannot_be_pickled_raises_the_picklers_error(self) -> None:
        arguments = [threading.Lock(), lambda: None, type("Local", (), {})()]
        if sys.version_info < (3, 14):  # from then on it crosses
            arguments.append(pickle.PickleBuffer(b""))
        for argument in arguments:
            with self.subTest(argument=argument):
                ours = PYBRIDGE.Process(target=targets.nothing, args=(argument,))
                theirs = SPAWN.Process(target=targets.nothing, args=(argument,))
                self.assertEqual(outcome(ours.start), outcome(theirs.start))
                self.assert_initial(ours)

    def test_after_a_failure_it_can_be_started(self) -> None:
        process = PYBRIDGE.Process(target=targets.nothing, args=(threading.Lock(),))
        with self.assertRaises(TypeError):
            process.start()
        process._args = ()
        self.start(process)
        process.join()
        self.assertEqual(process.exitcode, 0)

    def test_what_cannot_be_unpickled_ends_the_child(self) -> None:
        process = self.start(PYBRIDGE.Process(target=targets.nothing, args=(targets.Unpicklable(),)))
        process.join()
        self.assertEqual(process.exitcode, 5)

    def test_no_descriptor_is_left(self) -> None:
        process = PYBRIDGE.Process(target=targets.nothing)
        self.addCleanup(multiprocessing.set_executable, sys.executable)
        multiprocessing.set_executable("/nowhere/python3")
        # A CLR that cannot open what it needs to report its first error aborts: this is the first.
        self.assertEqual(outcome(process.start)[0], "FileNotFoundError")
        multiprocessing.set_executable(sys.executable)
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        highest = max(int(name) for name in os.listdir("/proc/self/fd"))
        kept = []
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 1, hard))
            while True:
                try:
                    kept.append(os.dup(0))
                except OSError:
                    break
            error = outcome(process.start)
        finally:
            for descriptor in kept:
                os.close(descriptor)
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        self.assertEqual(error[0], "OSError")
        self.assertRegex(error[1], rf"^\[Errno {errno.EMFILE}\] {os.strerror(errno.EMFILE)} \(.*`ulimit -n` is {highest + 1}\)")
        self.assert_initial(process)
        self.start(process)

    def test_a_missing_interpreter_is_an_error(self) -> None:
        process = PYBRIDGE.Process(target=targets.nothing)
        multiprocessing.set_executable("/nowhere/python3")
        self.addCleanup(multiprocessing.set_executable, sys.executable)
        with self.assertRaises(FileNotFoundError) as caught:
            process.start()
        self.assertEqual(caught.exception.filename, "/nowhere/python3")
        self.assert_initial(process)

    def test_streams_are_flushed_and_only_two_errors_are_swallowed(self) -> None:
        for error in (ValueError("closed"), AttributeError("flush")):
            with replaced(sys, "stdout", BrokenStream(error)):
                self.start(PYBRIDGE.Process(target=targets.nothing))
        process = PYBRIDGE.Process(target=targets.nothing)
        with replaced(sys, "stdout", BrokenStream(OSError("full"))), self.assertRaisesRegex(OSError, "full"):
            process.start()
        self.assert_initial(process)

    def test_a_large_argument_arrives(self) -> None:
        data = os.urandom(20_000_000)
        process, reader = self.start_sender(PYBRIDGE, targets.send, data)
        self.assertEqual(reader.recv(), (data,))
        process.join()

    def test_a_child_that_dies_before_reading_is_an_error(self) -> None:
        with replaced(sys.modules["pybridge._interpreter"], "_program", lambda: b"raise SystemExit(7)"):
            process = PYBRIDGE.Process(target=targets.nothing, args=(bytes(5_000_000),))
            with self.assertRaisesRegex(BrokenPipeError, "before it had read its start message"):
                process.start()
        self.assert_initial(process)

    def test_references_are_dropped(self) -> None:
        process = self.start(PYBRIDGE.Process(target=targets.nothing))
        for name in ("_target", "_args", "_kwargs"):
            self.assertFalse(hasattr(process, name))

    def test_a_started_process_is_no_argument(self) -> None:
        started = self.start(PYBRIDGE.Process(target=targets.nothing))
        process = PYBRIDGE.Process(target=targets.nothing, args=(started,))
        with self.assertRaisesRegex(TypeError, "weakref"):
            process.start()

    def test_pickling_outside_a_start_is_refused(self) -> None:
        for process in (PYBRIDGE.Process(), self.start(PYBRIDGE.Process())):
            with self.assertRaisesRegex(TypeError, "AuthenticationString|weakref"):
                pickle.dumps(process)


class ChildTests(ProcessTestCase):
    """What a child finds, compared with what a child of the standard library finds."""

    def ask_both(self, **options: Any) -> tuple[dict, dict]:
        facts = []
        for context in (PYBRIDGE, SPAWN):
            found = self.ask_child(context, targets.describe_child, name="child", **options)
            found["repr"] = found["repr"].replace("SpawnProcess", "Process")
            found["identity"] = len(found["identity"])
            facts.append(found)
        return facts[0], facts[1]

    def test_a_child_is_as_in_cpython(self) -> None:
        umask = os.umask(0o027)
        self.addCleanup(os.umask, umask)
        self.addCleanup(signal.signal, signal.SIGUSR1, signal.signal(signal.SIGUSR1, signal.SIG_IGN))
        self.addCleanup(signal.pthread_sigmask, signal.SIG_SETMASK, signal.pthread_sigmask(signal.SIG_BLOCK, [10, 12]))
        before = os.getcwd()
        self.addCleanup(os.chdir, before)
        os.chdir("/")
        self.addCleanup(os.environ.pop, "PYBRIDGE_TEST", None)
        os.environ["PYBRIDGE_TEST"] = "späte\udc80"
        for daemon in (False, True):
            with self.subTest(daemon=daemon):
                ours, theirs = self.ask_both(daemon=daemon)
                self.assertEqual(ours, theirs)

    def test_a_variable_known_to_the_c_library_alone_is_inherited(self) -> None:
        os.putenv("PYBRIDGE_TEST", "put")
        self.addCleanup(os.unsetenv, "PYBRIDGE_TEST")
        self.assertEqual(self.ask_child(PYBRIDGE, targets.describe_child)["variable"], "put")

    def test_only_given_descriptors_are_open(self) -> None:
        reader, writer = os.pipe()
        self.addCleanup(os.close, reader)
        self.addCleanup(os.close, writer)
        os.set_inheritable(reader, True)
        # What stands for the parent, what stdin is in a child, and the way to the resource tracker.
        expected = ["/dev/null", "anon_inode:[pidfd]", "pipe"]
        self.assertEqual(self.ask_child(PYBRIDGE, targets.open_descriptors), expected)

    def test_descriptors_keep_their_numbers_however_low(self) -> None:
        for low in (3, 4, 5):
            with self.subTest(number=low):
                result = run_python(
                    """
                    import os, sys
                    import pybridge, targets
                    from multiprocessing.connection import Connection
                    if __name__ == "__main__":
                        reader, writer = os.pipe()
                        low = int(sys.argv[1])
                        os.dup2(reader, low + 10); os.dup2(writer, low)
                        connection = Connection(low, readable=False)
                        process = pybridge.Process(target=targets.send, args=(connection, 1))
                        process.start(); process.join()
                        print(process.exitcode, Connection(low + 10, writable=False).recv())
                    """,
                    str(low),
                )
                self.assertEqual((result.stdout, result.stderr), ("0 (1,)\n", ""))

    def test_flags_of_the_interpreter(self) -> None:
        result = run_python(
            """
            import pybridge, targets
            if __name__ == "__main__":
                reader, writer = pybridge.get_context().Pipe(duplex=False)
                process = pybridge.Process(target=targets.describe_child, args=(writer,))
                process.start()
                print(reader.recv()["flags"])
                process.join()
            """,
            flags=("-O", "-B", "-W", "ignore::UserWarning"),
        )
        self.assertEqual(result.stdout, "(1, 1, ['ignore::UserWarning'])\n", result.stderr)

    def test_identity_of_a_grandchild(self) -> None:
        for context in ("pybridge", "spawn"):
            with self.subTest(grandchild=context):
                process, reader = self.start_sender(PYBRIDGE, targets.start_child, context, name="C")
                self.assertEqual(reader.recv(), ((*process._identity, 1), "C"))
                process.join()

    def test_the_parents_death_is_seen(self) -> None:
        process, reader = self.start_sender(PYBRIDGE, targets.start_watcher_and_block, "pybridge")
        _, alive = reader.recv()
        self.assertTrue(alive)
        process.kill()
        process.join()
        self.assertEqual(reader.recv(), (False, None))

    def test_threads_are_waited_for(self) -> None:
        self.assertEqual(self.ask_child(PYBRIDGE, targets.outlive_with_thread), "thread ended")

    def test_order_of_the_end_is_that_of_the_version(self) -> None:
        orders = []
        for context in (PYBRIDGE, SPAWN):
            process, reader = self.start_sender(context, targets.finish_in_order)
            orders.append([reader.recv() for _ in range(4)])
            process.join()
        self.assertEqual(orders[0], orders[1])


class ExitCodeTests(ProcessTestCase):
    CODES = (None, 0, 3, 255, 256, 257, -1, -15, True, False, 2**31 + 5, "text", "", 2.7, (3, 4), [])

    def test_exit_codes(self) -> None:
        for code in self.CODES:
            with self.subTest(code=code):
                seen = []
                for context in (PYBRIDGE, SPAWN):
                    with captured_stderr() as text:
                        process = self.start(context.Process(target=targets.exit_with, args=(code,)))
                        process.join()
                    seen.append((process.exitcode, text()))
                self.assertEqual(*seen)

    def test_signals(self) -> None:
        for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGABRT, signal.SIGRTMIN, signal.SIGRTMIN + 1):
            with self.subTest(signal=number):
                process = self.start(PYBRIDGE.Process(target=targets.kill_self, args=(number,)))
                process.join()
                self.assertEqual(process.exitcode, -number)

    def test_an_exception_is_printed_under_the_name(self) -> None:
        result = run_python(
            """
            import pybridge, targets
            if __name__ == "__main__":
                process = pybridge.Process(target=targets.raise_error, args=("why",), name="A B")
                process.start(); process.join()
                print(process.exitcode)
            """
        )
        lines = result.stderr.splitlines()
        self.assertEqual((result.stdout, lines[0], lines[-1]), ("1\n", "Process A B:", "ValueError: why"))

    def test_without_a_main_guard_the_child_says_so(self) -> None:
        result = run_python(
            """
            import pybridge, targets
            process = pybridge.Process(target=targets.nothing)
            process.start(); process.join()
            print(process.exitcode)
            """
        )
        self.assertEqual(result.stdout, "1\n")
        self.assertIn("An attempt has been made to start a new process before the", result.stderr)


if __name__ == "__main__":
    unittest.main()
