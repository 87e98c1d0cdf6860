"""Large arguments of Python targets: what the child gets is what spawn's child gets, however it gets there."""

from __future__ import annotations

import array
import errno
import os
import resource
import unittest
from typing import Any

import targets
from support import PYBRIDGE, SPAWN, ProcessTestCase, descriptors, replaced

LARGE = 3_000_000  # bytes; a pipe holds at most a third of it


def arguments() -> list[Any]:
    """Values of many kinds, with much in them, and the same object in two places."""
    content, buffer = os.urandom(LARGE), bytearray(os.urandom(LARGE))
    return [
        content,
        buffer,
        [content, {"nested": buffer}],
        "ä" * LARGE,
        array.array("d", range(500_000)),
        [0.5] * 500_000,
        tuple(map(str, range(100_000))),
    ]


class LargeArgumentTests(ProcessTestCase):
    def sent_by_a_child(self, context: Any, *values: Any) -> Any:
        return self.ask_child(context, targets.send, *values)

    def test_what_arrives_is_what_was_given(self) -> None:
        values = arguments()
        for context in (SPAWN, PYBRIDGE):
            with self.subTest(context=context):
                received = self.sent_by_a_child(context, *values)
                self.assertEqual(received, tuple(values))
                self.assertEqual([type(value) for value in received], [type(value) for value in values])

    def test_an_object_in_two_places_stays_one_object(self) -> None:
        content, buffer = bytes(LARGE), bytearray(LARGE)
        for context in (SPAWN, PYBRIDGE):
            with self.subTest(context=context):
                self.assertEqual(
                    self.ask_child(context, targets.tell_identities, content, buffer, [content, buffer], b"another"),
                    (0, 1, 0, 1, 4))

    def test_what_a_child_changes_is_its_own(self) -> None:
        buffer = bytearray(LARGE)
        self.assertEqual(self.ask_child(PYBRIDGE, targets.change_first, buffer), (255,))
        self.assertEqual(buffer, bytearray(LARGE))

    def test_no_descriptor_is_left(self) -> None:
        # Those of the parent are counted after each test.
        numbers = [self.ask_child(PYBRIDGE, targets.open_descriptors, bytes(size)) for size in (1, LARGE)]
        self.assertEqual(*map(len, numbers))

    def test_a_start_that_fails_leaves_nothing(self) -> None:
        before = descriptors()
        process = PYBRIDGE.Process(target=targets.nothing, args=(bytes(LARGE), Refusing()))
        with self.assertRaisesRegex(ZeroDivisionError, "no pickle"):
            process.start()
        self.assertEqual(descriptors(), before)

    def test_only_what_is_large_makes_a_file(self) -> None:
        made: list[str] = []
        create = os.memfd_create

        def notice(name: str, flags: int) -> int:
            made.append(name)
            return create(name, flags)

        with replaced(os, "memfd_create", notice):
            for size, expected in ((100_000, 0), (LARGE, 1)):
                made.clear()
                self.assertEqual(self.sent_by_a_child(PYBRIDGE, bytes(size)), (bytes(size),))
                self.assertEqual(made, ["pybridge-buffer"] * expected)

    def test_where_there_is_no_memory_file_it_goes_through_the_pipe(self) -> None:
        values = arguments()

        def refuse(name: str, flags: int) -> int:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

        with replaced(os, "memfd_create", refuse):
            received = self.sent_by_a_child(PYBRIDGE, *values)
        self.assertEqual(received, tuple(values))

    def test_a_file_that_must_not_grow_is_given_up(self) -> None:
        values = arguments()
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        for most in (0, 500_000, 4_000_000):
            with self.subTest(most=most):
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
                try:
                    process, reader = self.start_sender(PYBRIDGE, targets.send, *values)
                finally:
                    resource.setrlimit(resource.RLIMIT_FSIZE, before)
                self.assertEqual(reader.recv(), tuple(values))
                process.join()

    def test_a_pickler_of_the_programs_own_is_used(self) -> None:
        from multiprocessing import reduction

        class Pickler(reduction.ForkingPickler):
            pass

        values = arguments()
        with replaced(reduction, "ForkingPickler", Pickler):
            received = self.sent_by_a_child(PYBRIDGE, *values)
        self.assertEqual(received, tuple(values))


class Refusing:
    def __reduce__(self) -> Any:
        raise ZeroDivisionError("no pickle")


if __name__ == "__main__":
    unittest.main()
