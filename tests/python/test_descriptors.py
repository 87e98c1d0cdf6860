"""Numbers of descriptors: those that the program has closed, and high ones."""

from __future__ import annotations

import contextlib
import os
import resource
import unittest
from collections.abc import Iterator
from multiprocessing.connection import Connection

import targets
from acme import LIBRARY
from support import PYBRIDGE, ProcessTestCase, run_python

CLOSED = """
    import itertools, os, sys
    import pybridge, targets

    def outcome(target, argument, capture):
        process = pybridge.Process(target=target, args=(argument,), result=True, capture_stderr=capture)
        process.start()
        try:
            return process.result(60)
        except pybridge.ProcessDiedError as error:
            return str(error).rpartition("stderr:")[2].strip()
        except Exception as error:
            return type(error).__name__, str(error)
        finally:
            process.close()

    def taken(numbers):
        links = {}
        for number in numbers:
            try:
                links[number] = os.readlink(f"/proc/self/fd/{number}")
            except FileNotFoundError:
                pass
        return links

    if __name__ == "__main__":
        method = pybridge.csharp(sys.argv[1], "Acme.Answers.EchoAsync")
        saved = [os.dup(number) for number in range(3)]
        wrong = []
        combinations = [c for n in (3, 2, 1, 0) for c in itertools.combinations(range(3), n)]
        for closed in combinations:
            for number in closed:
                os.close(number)
            for target, argument, expected in ((targets.square, 3, 9), (method, "text", "text")):
                for capture in (False, True):
                    said = outcome(target, argument, capture)
                    if said != expected or taken(closed):
                        wrong.append((closed, target, capture, said, taken(closed)))
            said = outcome(targets.write_and_die, "last words", True)
            if said != "last words" or taken(closed):
                wrong.append((closed, said, taken(closed)))
            for number in closed:
                os.dup2(saved[number], number)
        print(len(combinations), wrong)
"""


class StandardNumberTests(unittest.TestCase):
    def test_nothing_takes_those_that_the_program_has_closed(self) -> None:
        run = run_python(CLOSED, str(LIBRARY))
        self.assertEqual(run.stdout, "8 []\n", run.stderr)


class HighNumberTests(ProcessTestCase):
    def setUp(self) -> None:
        super().setUp()
        limits = resource.getrlimit(resource.RLIMIT_NOFILE)
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, limits)
        self.highest = limits[1] - 1 if limits[1] != resource.RLIM_INFINITY else 50_000
        resource.setrlimit(resource.RLIMIT_NOFILE, (self.highest + 1, limits[1]))
        self.connections: list[Connection] = []

    def test_a_child_has_what_it_is_given_and_nothing_between(self) -> None:
        for given in ((18_000,), (self.highest, self.highest - 2), (1_000, 1_001, 1_003, 18_000)):
            with self.subTest(given=given):
                self.check(given)

    def check(self, given: tuple[int, ...]) -> None:
        with contextlib.ExitStack() as stack:
            for number in given:
                stack.enter_context(self.opened(number))
                if number - 1 not in given:
                    stack.enter_context(self.opened(number - 1, is_given=False))
            expected = {connection.fileno(): os.fstat(connection.fileno()).st_ino for connection in self.connections}
            found, high = self.ask_child(PYBRIDGE, targets.send_files, self.connections)
            self.assertEqual(found, expected)
            self.assertEqual(high, sorted(expected))

    @contextlib.contextmanager
    def opened(self, number: int, is_given: bool = True) -> Iterator[None]:
        """Open an inheritable descriptor under a number, as a connection that a child is given."""
        reader, writer = os.pipe()
        os.close(writer)
        os.dup2(reader, number)
        os.close(reader)
        connection = Connection(number, writable=False)
        if is_given:
            self.connections.append(connection)
        try:
            yield
        finally:
            if is_given:
                self.connections.remove(connection)
            connection.close()


if __name__ == "__main__":
    unittest.main()
