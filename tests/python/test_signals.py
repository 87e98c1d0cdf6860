"""Signals of the program: what it blocks and ignores, and handlers that come at any moment."""

from __future__ import annotations

import signal
import unittest

import targets
from support import PYBRIDGE, SPAWN, ProcessTestCase, run_python

import multiprocessing

THREADS = """
    import multiprocessing, os, signal, sys
    import pybridge, targets

    def first_use():
        process = pybridge.Process(target=targets.nothing, result=True, capture_stderr=True)
        process.start()
        process.result()

    def threads_without(number):
        found = []
        for thread in os.listdir("/proc/self/task"):
            with open(f"/proc/self/task/{thread}/status") as file:
                blocked = next(line.split()[1] for line in file if line.startswith("SigBlk"))
            if not int(blocked, 16) >> (number - 1) & 1:
                found.append(int(thread))
        return found
"""


def of_child(context: type) -> dict[str, str]:
    """Return the signals that a child blocks and ignores, as the kernel lists them."""
    reader, writer = multiprocessing.Pipe(duplex=False)
    with reader:
        process = context.Process(target=targets.send_signals, args=(writer,))
        process.start()
        writer.close()
        try:
            return reader.recv()
        finally:
            process.join()


class BlockedSignalTests(unittest.TestCase):
    def test_threads_of_the_library_block_them(self) -> None:
        run = run_python(THREADS + """
    if __name__ == "__main__":
        first_use()
        number_of_threads = len(os.listdir("/proc/self/task"))
        unblocked = {number: threads_without(number) for number in signal.valid_signals()}
        left_alone = {signal.SIGKILL, signal.SIGSTOP, signal.SIGILL, signal.SIGTRAP, signal.SIGBUS, signal.SIGFPE,
                      signal.SIGSEGV, signal.SIGRTMIN}
        print(number_of_threads > 1, {n for n, threads in unblocked.items() if threads != [os.getpid()]} == left_alone)
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        os.kill(os.getpid(), signal.SIGTERM)
        print(signal.sigtimedwait([signal.SIGTERM], 60).si_signo)
        """)
        self.assertEqual((run.stdout, run.returncode), ("True True\n15\n", 0), run.stderr)

    def test_the_mask_of_the_program_is_as_before(self) -> None:
        run = run_python(THREADS + """
    if __name__ == "__main__":
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
        first_use()
        print(set(signal.pthread_sigmask(signal.SIG_BLOCK, ())) == {signal.SIGUSR1})
        """)
        self.assertEqual(run.stdout, "True\n", run.stderr)


class DispositionTests(ProcessTestCase):
    def tearDown(self) -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, ())

    def test_a_child_blocks_and_ignores_what_one_of_spawn_does(self) -> None:
        for blocked in ((), (signal.SIGUSR1, signal.SIGRTMIN), signal.valid_signals()):
            with self.subTest(blocked=len(blocked)):
                signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
                self.assertEqual(of_child(PYBRIDGE), of_child(SPAWN))

    def test_what_the_program_ignores_is_ignored(self) -> None:
        for ignored in (signal.SIGRTMIN, signal.SIGUSR2):
            before = signal.signal(ignored, signal.SIG_IGN)
            try:
                for blocked in ((), (signal.SIGRTMIN,)):
                    signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
                    with self.subTest(ignored=ignored, blocked=blocked):
                        self.assertEqual(of_child(PYBRIDGE), of_child(SPAWN))
            finally:
                signal.signal(ignored, before)

    def test_ignored_before_the_first_use(self) -> None:
        run = run_python("""
    import multiprocessing, os, signal, sys
    import pybridge, targets

    if __name__ == "__main__":
        signal.signal(signal.SIGRTMIN, signal.SIG_IGN)
        reader, writer = multiprocessing.Pipe(duplex=False)
        process = pybridge.Process(target=targets.announce_and_block, args=(writer,))
        process.start()
        reader.recv()
        os.kill(process.pid, signal.SIGRTMIN)
        process.terminate()
        process.join()
        print(process.exitcode)
        """)
        self.assertEqual(run.stdout, "-15\n", run.stderr)


class SoakTests(unittest.TestCase):
    def test_codes_are_right_and_nothing_is_left_when_children_are_killed_at_random(self) -> None:
        run = run_python(
            """
    import sys
    import soak

    if __name__ == "__main__":
        sys.exit(soak.main())
            """, "--children", "60", "--threads", "8")
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)


class HandlerTests(unittest.TestCase):
    """A handler runs between any two steps of Python's; it may use the package, and it may raise."""

    def test_a_start_that_is_interrupted_leaves_no_child_that_nobody_knows_of(self) -> None:
        for base in ("pybridge.Process", "multiprocessing.get_context('pybridge').Process",
                     "multiprocessing.Process"):
            with self.subTest(base=base):
                run = run_python(f"""
    import multiprocessing, os, signal, sys
    import pybridge, targets
    from leftovers import children

    class Interruption(Exception): pass

    def interrupt(number, frame):
        raise Interruption

    if __name__ == "__main__":
        multiprocessing.set_start_method("pybridge")
        kind = {base}
        kind().start()
        signal.signal(signal.SIGALRM, interrupt)
        started = 0
        for attempt in range(150):
            process = kind(target=targets.block, daemon=True)
            try:
                try:
                    signal.setitimer(signal.ITIMER_REAL, 0.0002 + 0.00004 * attempt)
                    process.start()
                    started += 1
                finally:
                    signal.setitimer(signal.ITIMER_REAL, 0)
            except Interruption:  # also one that came just before the timer was stopped
                pass
            known = [child.pid for child in multiprocessing.active_children()]
            running = [child for child in children() if "multiprocessing-fork" in child]
            if len(running) > len(known):
                print("forgotten:", running, process)
                break
            if process.pid:
                process.kill()
                process.join()
        print(multiprocessing.active_children())
        """)
                self.assertEqual((run.stdout, run.returncode), ("[]\n", 0), run.stderr)

    def test_first_use_in_a_handler_during_the_first_use_does_not_hang(self) -> None:
        for delay in (0.0005, 0.002, 0.005, 0.01, 0.02, 0.03):
            with self.subTest(delay=delay):
                run = run_python("""
    import signal, sys
    import pybridge, targets

    codes = []

    def run():
        process = pybridge.Process(target=targets.nothing)
        process.start()
        process.join()
        codes.append(process.exitcode)

    def importing(frame):
        # The lock of an import waits for itself up to 3.11, where a handler imports in its midst.
        while frame and frame.f_code.co_filename != "<frozen importlib._bootstrap>":
            frame = frame.f_back
        return frame is not None

    def handler(_, frame):
        if sys.version_info < (3, 12) and importing(frame):
            signal.setitimer(signal.ITIMER_REAL, 0.0001)
            return
        try:
            run()
        except (ImportError, AttributeError):  # of a module whose import is under way, as with spawn
            pass
        except RuntimeError as error:  # of the resource tracker, as with spawn from 3.11.7 on
            assert "Reentrant call" in str(error), error

    if __name__ == "__main__":
        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, float(sys.argv[1]))
        run()
        signal.setitimer(signal.ITIMER_REAL, 0)
        run()
        print(set(codes))
        """, str(delay))
                self.assertEqual((run.stdout, run.returncode), ("{0}\n", 0), run.stderr)

    def test_a_result_that_asks_for_itself_while_it_is_read(self) -> None:
        process = PYBRIDGE.Process(target=targets.Asking.make, result=True)
        targets.Asking.process = process
        process.start()
        self.assertEqual(type(process.result()).__name__, "Asking")
        self.assertEqual(targets.Asking.said, ("RuntimeError", "reading the result of the process was interrupted"))
        process.close()

    def test_first_use_in_a_finalizer_and_at_exit(self) -> None:
        run = run_python("""
    import atexit, gc, sys
    import pybridge, targets

    def run(*_):
        process = pybridge.Process(target=targets.nothing)
        process.start()
        process.join()
        print(process.exitcode, flush=True)

    class Cycle:
        def __init__(self): self.itself = self
        def __del__(self): run()

    if __name__ == "__main__":
        atexit.register(run)
        Cycle()
        gc.collect()
        """)
        self.assertEqual((run.stdout, run.returncode), ("0\n0\n", 0), run.stderr)


if __name__ == "__main__":
    unittest.main()
