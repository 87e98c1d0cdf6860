"""Waiting: for how long, by whom, and what ends it early."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import threading
import unittest
from fractions import Fraction
from multiprocessing.connection import wait

import targets
from support import PYBRIDGE, SPAWN, TIMEOUT, ProcessTestCase, outcome, run_python

import multiprocessing

import pybridge


TRACER = """
import ctypes, sys
attached = ctypes.CDLL(None).ptrace(0x4206, int(sys.argv[1]), None, None) == 0  # PTRACE_SEIZE
print("attached" if attached else "refused", flush=True)
sys.stdin.read()
"""


class JoinTests(ProcessTestCase):
    def running(self, context):
        process, reader = self.start_sender(context, targets.announce_and_block)
        reader.recv()
        return process

    def test_timeouts(self) -> None:
        ours, theirs = self.running(PYBRIDGE), self.running(SPAWN)
        timeouts = (0, 0.0, -1, False, True, 0.01, Fraction(1, 100), "1", [], b"1",
                    float("nan"), float("inf"))
        if sys.version_info < (3, 15):  # from then on these wait, as long as they say
            timeouts += (3e6, 1e10)
        for timeout in timeouts:
            with self.subTest(timeout=timeout):
                self.assertEqual(outcome(lambda: ours.join(timeout)), outcome(lambda: theirs.join(timeout)))
        self.assertTrue(ours.is_alive())
        for process in (ours, theirs):
            process.kill()
            process.join()
        for timeout in timeouts:
            self.assertIsNone(ours.join(timeout))

    def test_a_child_that_this_process_traces_is_alive_while_it_is_stopped(self) -> None:
        attach, detach = 16, 17  # PTRACE_ATTACH, PTRACE_DETACH
        trace = ctypes.CDLL(None, use_errno=True).ptrace
        process = self.running(PYBRIDGE)
        if trace(attach, process.pid, None, None) != 0:
            self.skipTest(f"ptrace is refused: {os.strerror(ctypes.get_errno())}")
        os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WNOWAIT)
        self.assertTrue(process.is_alive())
        self.assertIsNone(process.exitcode)
        self.assertIn(process, multiprocessing.active_children())
        self.assertEqual(os.waitpid(process.pid, 0), (process.pid, signal.SIGSTOP << 8 | 0x7F))  # the stop is the tracer's
        trace(detach, process.pid, None, None)
        process.kill()
        process.join()
        self.assertEqual(process.exitcode, -signal.SIGKILL)

    def test_a_dead_child_that_another_process_traces_is_waited_for(self) -> None:
        process = self.running(PYBRIDGE)
        tracer = subprocess.Popen(
            [sys.executable, "-c", TRACER, str(process.pid)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(tracer.communicate)
        if tracer.stdout.readline() != "attached\n":
            self.skipTest("ptrace is refused")
        process.kill()
        wait([process.sentinel])
        process.join(0.01)
        self.assertTrue(process.is_alive())  # as with CPython: it is there until its tracer has seen its end
        thread = threading.Thread(target=process.join)
        thread.start()
        tracer.communicate()
        thread.join(TIMEOUT)
        self.assertEqual(process.exitcode, -signal.SIGKILL)

    def test_what_polls_a_process_that_another_thread_closes_has_its_code(self) -> None:
        for context in (PYBRIDGE, SPAWN):
            with self.subTest(context=context):
                process = self.start(context.Process(target=targets.exit_with, args=(3,)))
                process.join()
                popen = process._popen
                self.assertEqual(popen.poll(), 3)
                process.close()
                self.assertEqual((popen.poll(), popen.wait(), popen.wait(0)), (3, 3, 3))

    def test_every_joiner_gets_the_exit_code(self) -> None:
        process = self.running(PYBRIDGE)
        codes = []

        def join() -> None:
            process.join()
            codes.append(process.exitcode)

        threads = [threading.Thread(target=join) for _ in range(50)]
        for thread in threads:
            thread.start()
        process.terminate()
        for thread in threads:
            thread.join(TIMEOUT)
        self.assertEqual(codes, [-signal.SIGTERM] * 50)

    def test_thousands_of_threads_may_wait(self) -> None:
        count = 2000
        process = self.running(PYBRIDGE)
        before = threading.stack_size(256 * 1024)
        self.addCleanup(threading.stack_size, before)
        codes: list[int | None] = []

        def join() -> None:
            process.join()
            codes.append(process.exitcode)

        threads = [threading.Thread(target=join) for _ in range(count)]
        for thread in threads:
            thread.start()
        self.assertEqual(codes, [])
        process.terminate()
        for thread in threads:
            thread.join(TIMEOUT)
        self.assertEqual(codes, [-signal.SIGTERM] * count)

    def test_closing_does_not_disturb_who_still_waits(self) -> None:
        for _ in range(20):
            process = self.running(PYBRIDGE)
            threads = [threading.Thread(target=outcome, args=(process.join,)) for _ in range(4)]
            for thread in threads:
                thread.start()
            process.terminate()
            while outcome(process.close) is not None:  # "Cannot close a process while it is still running"
                wait([process.sentinel])
            for thread in threads:
                thread.join(TIMEOUT)
                self.assertFalse(thread.is_alive())

    def test_threads_start_and_join_children_of_their_own(self) -> None:
        names = []

        def work() -> None:
            process = PYBRIDGE.Process(target=targets.nothing)
            process.start()
            process.join()
            names.append((process.name, process.exitcode))
            process.close()

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(TIMEOUT)
        self.assertEqual(len(set(names)), 8)
        self.assertEqual({code for _, code in names}, {0})

    def test_signals_of_the_parent(self) -> None:
        process = self.running(PYBRIDGE)
        process.terminate()
        process.join()
        self.assertEqual(process.exitcode, -signal.SIGTERM)
        process.terminate()
        process.kill()
        process.interrupt()
        self.assertEqual(process.exitcode, -signal.SIGTERM)

    def test_a_child_may_ignore_terminate_but_not_kill(self) -> None:
        process, reader = self.start_sender(PYBRIDGE, targets.ignore_terminate)
        reader.recv()
        process.terminate()
        process.join(0.1)
        self.assertTrue(process.is_alive())
        process.kill()
        process.join()
        self.assertEqual(process.exitcode, -signal.SIGKILL)

    def test_the_sentinel_is_ready_exactly_at_the_end(self) -> None:
        process = self.running(PYBRIDGE)
        self.assertEqual(wait([process.sentinel], 0), [])
        process.kill()
        self.assertEqual(wait([process.sentinel]), [process.sentinel])
        # Unlike the pipe of CPython's: no join is needed between the two.
        self.assertEqual(process.exitcode, -signal.SIGKILL)
        self.assertEqual(wait([process.sentinel], 0), [process.sentinel])

    def test_wait_tells_which_of_several_has_ended(self) -> None:
        processes = [self.running(PYBRIDGE) for _ in range(3)]
        processes[1].kill()
        sentinels = [process.sentinel for process in processes]
        self.assertEqual(wait(sentinels), [sentinels[1]])

    def test_a_status_taken_by_somebody_else_is_unknown_and_nobody_hangs(self) -> None:
        process = self.running(PYBRIDGE)
        process.kill()
        os.waitpid(process.pid, 0)
        process.join()
        self.assertIn(process.exitcode, (None, -signal.SIGKILL))  # newer kernels remember
        self.assertFalse(process.is_alive())
        self.assertNotIn(process, multiprocessing.active_children())
        process.close()

    def test_active_children(self) -> None:
        process = self.running(PYBRIDGE)
        for active_children in (pybridge.active_children, multiprocessing.active_children):
            children = active_children()
            self.assertEqual(children, [process])
            self.assertIsNot(active_children(), children)
        process.kill()
        wait([process.sentinel])
        self.assertEqual(pybridge.active_children(), [])
        self.assertEqual(multiprocessing.active_children(), [])

    def test_ctrl_c_ends_a_join_and_nothing_else(self) -> None:
        result = run_python(
            """
            import multiprocessing, os, signal, threading
            import pybridge, targets
            if __name__ == "__main__":
                for timeout in (None, 1000):
                    reader, writer = multiprocessing.Pipe(duplex=False)
                    process = pybridge.Process(target=targets.announce_and_block, args=(writer,))
                    process.start(); reader.recv()
                    main = threading.main_thread().ident
                    def interrupt():
                        # Not before the main thread sleeps in its poll, which is ppoll since CPython 3.15.
                        file = f"/proc/self/task/{threading.main_thread().native_id}/syscall"
                        while open(file).read().split()[0] not in ("7", "271"):
                            pass
                        signal.pthread_kill(main, signal.SIGINT)
                    threading.Thread(target=interrupt).start()
                    try:
                        process.join(timeout)
                    except KeyboardInterrupt:
                        print("interrupted", process.is_alive(), process in pybridge.active_children())
                    process.terminate(); process.join()
                    print(process.exitcode)
            """
        )
        self.assertEqual(result.stdout, "interrupted True True\n-15\n" * 2, result.stderr)


class ExitTests(unittest.TestCase):
    """The end of the parent."""

    SCRIPT = """
        import sys, os
        import pybridge, targets, multiprocessing
        if __name__ == "__main__":
            reader, writer = multiprocessing.Pipe(duplex=False)
            daemon = pybridge.Process(target=targets.announce_and_block, args=(writer,), daemon=True)
            daemon.start()
            reader.recv()
            other = pybridge.Process(target=print, args=("other",))
            other.start()
            print(daemon.pid, flush=True)
            {end}
    """

    def test_daemons_are_terminated_and_the_others_joined(self) -> None:
        for end, code in (("pass", 0), ("sys.exit(5)", 5), ("raise ValueError", 1)):
            with self.subTest(end=end):
                result = run_python(self.SCRIPT.format(end=end))
                daemon, other = result.stdout.split()
                self.assertEqual((result.returncode, other), (code, "other"))
                self.assertFalse(os.path.exists(f"/proc/{daemon}"))

    def test_not_after_a_hard_exit(self) -> None:
        # Into files: the daemon holds on to the streams, and they would not end.
        with tempfile.TemporaryFile("w+") as stdout:
            result = run_python(self.SCRIPT.format(end="os._exit(3)"), stdout=stdout, stderr=subprocess.DEVNULL)
            stdout.seek(0)
            daemon = int(stdout.read().split()[0])
        self.assertEqual(result.returncode, 3)
        os.kill(daemon, signal.SIGKILL)  # it still runs


if __name__ == "__main__":
    unittest.main()
