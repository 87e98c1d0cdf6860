"""Connections and queues of the standard library as arguments of C# methods."""

from __future__ import annotations

import multiprocessing
import queue
import re
import sys
import threading
import unittest
from pathlib import Path
from typing import Any

import pybridge
from support import PYBRIDGE, ProcessTestCase, captured_stderr
from acme import method

_BUILT = Path(__file__).resolve().parents[1] / "fixtures" / "Acme.Mailroom" / "bin"
MAILROOM = max(_BUILT.glob("*/net*/Acme.Mailroom.dll"), key=lambda file: file.stat().st_mtime, default=_BUILT / "Acme.Mailroom.dll")


def clerk(name: str) -> Any:
    """A method that takes queues and connections by their types."""
    return pybridge.csharp(MAILROOM, f"Acme.Mailroom.Clerk.{name}")


class HandingTests(ProcessTestCase):
    """A Python parent, and C# children that get PyBridge's own connections and queues."""

    def finish(self, process: Any) -> None:
        process.join()
        self.assertEqual(process.exitcode, 0)
        process.close()

    def test_connection_speaks_both_ways(self) -> None:
        ours, theirs = PYBRIDGE.Pipe()
        with ours:
            process = self.start(pybridge.Process(target=method("Workers.Answer"), args=(theirs,)))
            theirs.close()
            for number in range(5):
                ours.send(number)
                self.assertEqual(ours.recv(), number * 2)
            ours.send(None)
            self.assertRaises(EOFError, ours.recv)
            self.finish(process)

    def test_ten_workers_share_two_queues(self) -> None:
        work, results = PYBRIDGE.Queue(), PYBRIDGE.SimpleQueue()
        target = method("Workers.Serve")
        processes = [self.start(pybridge.Process(target=target, args=(work, results))) for _ in range(10)]
        for number in range(100):
            work.put(number)
        self.assertEqual(sorted(results.get() for _ in range(100)), [number * number for number in range(100)])
        for _ in processes:
            work.put(None)
        for process in processes:
            self.finish(process)
        work.close()
        work.join_thread()
        results.close()

    def test_join_waits_until_csharp_has_done_all(self) -> None:
        work, results = PYBRIDGE.JoinableQueue(), PYBRIDGE.SimpleQueue()
        process = self.start(pybridge.Process(target=method("Workers.Finish"), args=(work, results)))
        for number in range(20):
            work.put(number)
        work.join()
        self.assertEqual([results.get() for _ in range(20) if not results.empty()], [n * n for n in range(20)])
        work.put(None)
        work.join()
        self.finish(process)
        self.assertRaisesRegex(ValueError, "task_done.. called too many times", work.task_done)
        work.close()
        work.join_thread()
        results.close()

    def refuse(self, target: str, wanted: str, *arguments: Any) -> None:
        with self.subTest(target, arguments=[type(value) for value in arguments]):
            process = pybridge.Process(target=clerk(target), args=arguments)
            self.assertRaisesRegex(TypeError, rf"cannot convert '.*' from .* to PyBridge\..* \({re.escape(wanted)} is wanted\)", process.start)

    def test_what_is_none_is_refused_by_the_start(self) -> None:
        shared, simple = PYBRIDGE.Queue(), PYBRIDGE.SimpleQueue()
        reader, writer = PYBRIDGE.Pipe()
        for one in (shared, simple, reader, writer):
            self.addCleanup(one.close)
        for wrong in (simple, PYBRIDGE.Lock(), reader, [1], {"maxSize": 1}, 5, "work"):
            self.refuse("Serve", "a pybridge.Queue()", wrong, simple)
        for wrong in (shared, 5):
            self.refuse("Serve", "a pybridge.SimpleQueue()", shared, wrong)
        self.refuse("Finish", "a pybridge.JoinableQueue()", shared)
        self.refuse("Answer", "an end of a pybridge.Pipe()", shared)
        self.refuse("Fill", "a pybridge.SimpleQueue()", [simple, shared])

    def test_queue_of_a_manager_is_refused_by_the_start(self) -> None:
        with PYBRIDGE.Manager() as manager:
            self.refuse("Serve", "a pybridge.Queue()", manager.Queue(), manager.Queue())

    def test_methods_take_them_by_their_types(self) -> None:
        for work in (PYBRIDGE.Queue(), PYBRIDGE.JoinableQueue()):  # which is a queue, too
            results = PYBRIDGE.SimpleQueue()
            process = self.start(pybridge.Process(target=clerk("Serve"), args=(work, results)))
            work.put(3)
            self.assertEqual(results.get(), 9)
            work.put(None)
            self.finish(process)
            work.close()
            work.join_thread()
            results.close()
        ours, theirs = PYBRIDGE.Pipe()
        with ours:
            process = self.start(pybridge.Process(target=clerk("Answer"), args=(theirs,)))
            theirs.close()
            ours.send(21)
            self.assertEqual(ours.recv(), 42)
            self.finish(process)
        queues = [PYBRIDGE.SimpleQueue(), PYBRIDGE.SimpleQueue()]
        process = self.start(pybridge.Process(target=clerk("Fill"), args=(queues,)))
        self.assertEqual([one.get() for one in queues], [1, 1])
        self.finish(process)
        for one in queues:
            one.close()
        self.finish(self.start(pybridge.Process(target=clerk("Fill"))))

    def test_queue_of_threads_is_refused_with_advice(self) -> None:
        for wrong in (queue.Queue(), threading.Lock(), threading.Event(), threading.RLock()):
            with self.subTest(wrong=type(wrong)), self.assertRaisesRegex(
                TypeError, r"cannot cross to C#: cannot pickle .* \(it is for the threads of one process; a pybridge.Queue\(\) or one end"
            ):
                pybridge.Process(target=method("Workers.Serve"), args=(wrong, wrong)).start()

    def test_queue_of_the_fork_context_is_refused_with_advice(self) -> None:
        forked = multiprocessing.get_context("fork").SimpleQueue()
        self.addCleanup(forked.close)
        process = pybridge.Process(target=method("Workers.Serve"), args=(forked, forked))
        if sys.version_info >= (3, 11):
            self.assertRaisesRegex(RuntimeError, "fork context", process.start)
            return
        with captured_stderr() as read:
            self.start(process).join()
        self.assertEqual(process.exitcode, 1)
        self.assertIn("pybridge.get_context()", read())
        process.close()


if __name__ == "__main__":
    unittest.main()
