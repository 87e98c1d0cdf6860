"""Connections and queues of the standard library as arguments of C# methods."""

from __future__ import annotations

import multiprocessing
import sys
import unittest
from typing import Any

import pybridge
from support import PYBRIDGE, ProcessTestCase, captured_stderr
from acme import method


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

    def test_queue_of_the_fork_context_is_refused_with_advice(self) -> None:
        queue = multiprocessing.get_context("fork").SimpleQueue()
        self.addCleanup(queue.close)
        process = pybridge.Process(target=method("Workers.Serve"), args=(queue, queue))
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
