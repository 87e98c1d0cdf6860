"""Programs of ``multiprocessing`` that change their import and nothing else."""

from __future__ import annotations

import sys
import unittest

from support import only_if, run_python

import multiprocessing

import pybridge

PROGRAM = """
    import {package} as mp
    from {package} import Lock, Process, Queue, Value

    class Adder(Process):
        def __init__(self, numbers, answers, total):
            super().__init__(name="adder")
            self.shared = numbers, answers, total

        def run(self):
            numbers, answers, total = self.shared
            for number in iter(numbers.get, None):
                with total.get_lock():
                    total.value += number
                answers.put(number * number)

    def report(connection, lock, started):
        started.set()
        with lock:
            connection.send(mp.current_process().name)

    def square(number):
        return number * number

    if __name__ == "__main__":
        numbers, answers, total = Queue(), mp.JoinableQueue(), Value("i", 0)
        adders = [Adder(numbers, answers, total) for _ in range(2)]
        for adder in adders:
            adder.start()
        for number in [*range(50), None, None]:
            numbers.put(number)
        print(sum(answers.get() for _ in range(50)))
        for adder in adders:
            adder.join()
            print(adder.name, adder.exitcode, adder.is_alive())
        reader, writer = mp.Pipe(duplex=False)
        lock, started = Lock(), mp.Event()
        with lock:
            process = Process(target=report, args=(writer, lock, started), name="reporter", daemon=True)
            process.start()
            started.wait()
            print(total.value, reader.poll(), mp.active_children() == [process])
        print(reader.recv())
        process.join()
        with mp.Pool(2) as pool, mp.Manager() as manager:
            print(pool.map(square, range(5)), list(manager.list([1])))
            pool.close()
            pool.join()
        try:
            answers.get(timeout=0)
        except Exception as error:
            print(type(error).__name__, mp.cpu_count() > 0, mp.parent_process())
"""


class DropInTests(unittest.TestCase):
    def test_a_program_with_another_import_prints_the_same(self) -> None:
        theirs, ours = (run_python(PROGRAM.format(package=name)) for name in ("multiprocessing", "pybridge"))
        self.assertEqual(theirs.stderr, "")
        self.assertEqual((ours.stdout, ours.stderr, ours.returncode), (theirs.stdout, theirs.stderr, theirs.returncode))
        self.assertEqual(len(theirs.stdout.splitlines()), 7)

    def test_every_name_is_there(self) -> None:
        self.assertEqual(set(multiprocessing.__all__) - set(pybridge.__all__), set())
        for name in pybridge.__all__:
            with self.subTest(name=name):
                self.assertTrue(hasattr(pybridge, name))

    def test_what_is_made_is_of_the_context(self) -> None:
        self.assertEqual(pybridge.get_start_method(), "pybridge")
        self.assertIs(pybridge.get_context().Process, pybridge.Process)
        self.assertIs(pybridge.get_context("spawn"), multiprocessing.get_context("spawn"))
        self.assertEqual(pybridge.get_all_start_methods(), multiprocessing.get_all_start_methods())
        self.assertIs(pybridge.TimeoutError, multiprocessing.TimeoutError)

    def test_another_start_method_is_refused_with_what_to_do(self) -> None:
        for context in (pybridge, pybridge.get_context(), pybridge.get_context("pybridge-standby")):
            with self.assertRaisesRegex(ValueError, "^cannot set start method of concrete context: pybridge starts processes by ") as caught:
                context.set_start_method("spawn")
            self.assertIn("or take Process and the rest from multiprocessing.get_context('spawn')", str(caught.exception))
            self.assertIn("alone; leave out set_start_method('spawn')", str(caught.exception))

    @only_if(sys.version_info >= (3, 11, 5))  # CPython tells nothing of it before
    def test_a_lock_made_for_forks_is_refused_with_what_to_do(self) -> None:
        process = pybridge.Process(target=print, args=(multiprocessing.get_context("fork").Lock(),))
        with self.assertRaisesRegex(RuntimeError, "^A SemLock created in a fork context") as caught:
            process.start()
        self.assertIn("Take Queue, Lock and the like from pybridge", "\n".join(caught.exception.__notes__))
        self.assertIn("initial", repr(process))


if __name__ == "__main__":
    unittest.main()
