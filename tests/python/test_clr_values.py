"""Values of .NET as arguments, in a program that has the CLR through pythonnet."""

from __future__ import annotations

import datetime
import decimal
import importlib.util
import unittest
import uuid

import targets
from support import PYBRIDGE, ProcessTestCase, outcome, run_python

HAS_PYTHONNET = importlib.util.find_spec("pythonnet") is not None


@unittest.skipUnless(HAS_PYTHONNET, "pythonnet is not installed here (pip install pythonnet)")
class ClrValueTests(ProcessTestCase):
    def setUp(self) -> None:
        import pythonnet

        if pythonnet.get_runtime_info() is None:
            pythonnet.load("coreclr")
        # Before the descriptors are counted: the runtime opens some with its first values.
        self.send(self.system().Int64(1))
        super().setUp()

    @staticmethod
    def system():
        import clr  # noqa: F401 - makes System a module

        import System

        return System

    def send(self, *values):
        """Return the values as a child receives them."""
        reader, writer = PYBRIDGE.Pipe(duplex=False)
        with reader, writer:
            process = PYBRIDGE.Process(target=targets.send, args=(writer, *values))
            process.start()
            received = reader.recv()
            process.join()
            process.close()
        return received

    def test_scalars_arrive_as_plain_values(self) -> None:
        System = self.system()  # noqa: N806 - the name it has
        number = "5a1e6cf4-3c5b-4f44-a2d5-6a8f36c0a001"
        cases = [
            (System.Int64(2**40), 2**40),
            (System.Byte(7), 7),
            (System.Double(0.5), 0.5),
            (System.Decimal(5), decimal.Decimal(5)),
            (System.Guid(number), uuid.UUID(number)),
            (System.DateTime(2020, 1, 2, 3, 4, 5), datetime.datetime(2020, 1, 2, 3, 4, 5)),
            (System.DateOnly(2020, 1, 2), datetime.date(2020, 1, 2)),
            (System.TimeSpan(1, 2, 3), datetime.timedelta(hours=1, minutes=2, seconds=3)),
            (System.DayOfWeek.Friday, 5),
            (System.Uri("http://localhost/"), "http://localhost/"),
        ]
        received = self.send(*(value for value, _ in cases))
        for (value, expected), found in zip(cases, received):
            with self.subTest(type=type(value).__name__):
                self.assertEqual((type(found), found), (type(expected), expected))

    def test_collections_arrive_as_pythons(self) -> None:
        System = self.system()  # noqa: N806
        from System.Collections.Generic import Dictionary, HashSet, List

        numbers = List[int]()
        numbers.Add(3)
        table = Dictionary[str, System.Guid]()
        table["empty"] = System.Guid.Empty
        names = HashSet[str]()
        names.Add("a")
        array = System.Array[System.Int32]([1, 2])
        pair = System.ValueTuple.Create[System.Int32, System.String](1, "one")
        received = self.send(numbers, table, names, array, pair)
        self.assertEqual(received, ([3], {"empty": uuid.UUID(int=0)}, {"a"}, [1, 2], (1, "one")))

    def test_they_cross_wherever_they_are_and_shared_ones_stay_shared(self) -> None:
        from System.Collections.Generic import List

        shared = List[int]()
        (first, second), holder = self.send([shared, shared], {"key": (shared, {1})})
        self.assertIs(first, second)
        self.assertIs(holder["key"][0], first)

    def test_what_the_standard_library_passes_still_crosses(self) -> None:
        lock, event = PYBRIDGE.Lock(), PYBRIDGE.Event()
        process, reader = self.start_sender(PYBRIDGE, targets.set_under_lock, lock, event, self.system().Int64(3))
        self.assertEqual(reader.recv(), 3)
        self.assertTrue(event.is_set())
        process.join()

    def test_what_cannot_cross_is_refused_by_start(self) -> None:
        System = self.system()  # noqa: N806
        with System.IO.MemoryStream() as stream:
            for value, expected in (
                (stream, "cannot pickle MemoryStream: System.IO.MemoryStream"),
                ([System.Guid], "cannot pickle <class 'System.Guid'>: a type of .NET"),
            ):
                process = PYBRIDGE.Process(target=targets.nothing, args=(value,))
                kind, text = outcome(process.start)
                self.assertEqual((kind, text[: len(expected)]), ("TypeError", expected))
                self.assertIsNone(process.pid)

    def test_the_native_binding_does_it_too(self) -> None:
        result = run_python(
            """
            import pybridge
            if __name__ == "__main__":
                import pythonnet; pythonnet.load("coreclr"); import clr
                from System import Int64
                process = pybridge.Process(target=print, args=(Int64(5),))
                process.start(); process.join()
                print(pybridge.binding)
            """,
            environment={"PYBRIDGE_BINDING": "native"},
        )
        self.assertEqual((result.stdout, result.stderr), ("5\nnative\n", ""))

    def test_a_program_with_the_clr_gets_the_pythonnet_binding(self) -> None:
        result = run_python(
            """
            import os; del os.environ["PYBRIDGE_BINDING"]
            import pythonnet; pythonnet.load("coreclr"); import clr
            import pybridge
            print(pybridge.binding, pybridge.Process().name, pybridge.binding)
            """,
            environment={"PYBRIDGE_BINDING": ""},
        )
        self.assertEqual((result.stdout, result.stderr), ("pythonnet Process-1 pythonnet\n", ""))


if __name__ == "__main__":
    unittest.main()
