"""Values of .NET as arguments, in a program that has the CLR through pythonnet."""

from __future__ import annotations

import datetime
import decimal
import gc
import pickle
import unittest
import uuid
import weakref
from typing import Any

import pybridge
import targets
from support import PYBRIDGE, ProcessTestCase, needs_pythonnet, outcome, run_python
from acme import LIBRARY, CSharpTestCase, method
from test_csharp_packages import REPORTS


class Counted:
    """Counts how often it is asked for its state."""

    asked = 0

    def __getstate__(self) -> dict[str, int]:
        type(self).asked += 1
        return {"size": 3}


class ClrTestCase(ProcessTestCase):
    """A test in a process that has the CLR, with a class library loaded that never heard of Python."""

    def setUp(self) -> None:
        # Before the descriptors are counted: the runtime opens some with its first values.
        self.send(self.system().Int64(1))
        super().setUp()

    @staticmethod
    def system():
        import clr  # noqa: F401 - makes System a module

        import System

        return System

    @staticmethod
    def acme():
        import clr

        clr.AddReference(str(LIBRARY))
        clr.AddReference(str(LIBRARY.with_name("Acme.Imaging.dll")))
        import Acme.Imaging

        return Acme

    def job(self) -> Any:
        from System.Collections.Generic import List

        acme, tags = self.acme(), List[str]()
        tags.Add("a")
        job = acme.Job()
        job.FileName, job.Size, job.Tags, job.Colour = "cat.png", acme.Imaging.Size(1, 2), tags, acme.Colour.DarkBlue
        return job

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


@needs_pythonnet
class PythonChildTests(ClrTestCase):
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

    def test_values_of_applications_arrive_as_their_members(self) -> None:
        acme = self.acme()
        received = self.send(acme.Imaging.Size(3, 4), acme.Point(1.5, 2.0), acme.Colour.DarkBlue, self.job())
        self.assertEqual(
            received,
            (
                {"Width": 3, "Height": 4},
                {"X": 1.5, "Y": 2.0},
                2,
                {"FileName": "cat.png", "Size": {"Width": 1, "Height": 2}, "Tags": ["a"], "Colour": 2},
            ),
        )

    def test_cycles_stay_cycles(self) -> None:
        System = self.system()  # noqa: N806
        from System.Collections.Generic import List

        endless = List[System.Object]()
        endless.Add(endless)
        (received,) = self.send(endless)
        self.assertIs(received[0], received)

    def test_arguments_are_pickled_once_and_let_go(self) -> None:
        Counted.asked, counted = 0, Counted()
        alive = weakref.ref(counted)
        received, number = self.send(counted, self.system().Int64(1))
        self.assertEqual((Counted.asked, received.size, number), (1, 3, 1))
        del counted
        gc.disable()
        try:
            self.assertIsNone(alive())
        finally:
            gc.enable()

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
                ([System.Guid], "cannot pickle <class 'System.Guid'>: a type of .NET means nothing in the child"),
                # .NET itself cannot be asked what these are: pythonnet ends the program then.
                (System.Math.Sqrt, "cannot pickle <unbound method 'Sqrt'>: it is no value of .NET (MethodBinding); give what a call or a property returns"),
                ({"later": System.DateTime.Now.AddDays}, "cannot pickle <bound method 'AddDays'>: it is no value of .NET (MethodBinding)"),
                (System, "cannot pickle <module 'System'>: it is no value of .NET (ModuleObject)"),
                ([System.AppDomain.CurrentDomain.ProcessExit], "cannot pickle <bound event 'ProcessExit'>: it is no value of .NET (EventBinding)"),
            ):
                process = PYBRIDGE.Process(target=targets.nothing, args=(value,))
                kind, text = outcome(process.start)
                self.assertEqual((kind, text[: len(expected)]), ("TypeError", expected))
                self.assertIsNone(process.pid)

    def test_what_is_for_csharp_cannot_be_unpickled(self) -> None:
        from pybridge import _clr_values

        with self.assertRaisesRegex(pickle.UnpicklingError, r"^System\.DateTime number 3 is for a C# method$"):
            _clr_values.exact(None, "System.DateTime", 3)

    def test_the_native_binding_does_it_too(self) -> None:
        result = run_python(
            """
            import pybridge
            if __name__ == "__main__":
                import clr
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
            import pybridge
            import clr
            print(pybridge.binding, pybridge.Process().name, pybridge.binding)
            """,
            environment={"PYBRIDGE_BINDING": ""},
        )
        self.assertEqual((result.stdout, result.stderr), ("pythonnet Process-1 pythonnet\n", ""))


@needs_pythonnet
class CSharpChildTests(ClrTestCase, CSharpTestCase):
    def test_values_arrive_as_the_same_values(self) -> None:
        System, acme = self.system(), self.acme()  # noqa: N806 - the name it has
        from System.Collections.Generic import Dictionary, HashSet, List

        texts, names, numbers = List[str](), Dictionary[str, float](), HashSet[System.Int32]()
        texts.Add("a")
        names["b"] = 2.5
        numbers.Add(4)
        pair = System.ValueTuple.Create[System.Int32, System.String](1, "x")
        moment = System.DateTime(2024, 2, 29, 12, 30, 15, System.DateTimeKind.Utc)
        cases = [
            ("Long", System.Int64(2**63 - 1), "Int64 9223372036854775807"),
            ("Byte", System.Byte(7), "Byte 7"),
            ("Big", System.Numerics.BigInteger.Parse("1" + "0" * 30), "BigInteger 1" + "0" * 30),
            ("Single", System.Single(0.5), "Single 0.5"),
            ("Decimal", System.Decimal(12340, 0, 0, False, 3), "Decimal 12.340"),
            ("Optional", System.Int32(5), "Int32 5"),
            ("Identifier", System.Guid(str(uuid.UUID(int=7))), f"Guid {uuid.UUID(int=7)}"),
            ("Moment", System.DateTime(2024, 2, 29, 12, 30, 15), "DateTime 2024-02-29T12:30:15.0000000"),
            ("Moment", moment, "DateTime 2024-02-29T12:30:15.0000000Z"),
            ("Span", System.TimeSpan(1, 0, 0, 2), "TimeSpan 1.00:00:02"),
            ("Array", System.Array[System.Int32]([1, 2]), "Int32[] [1,2]"),
            ("Texts", texts, 'List`1 ["a"]'),
            ("Map", names, 'Dictionary`2 {"b":2.5}'),
            ("Set", numbers, "HashSet`1 [4]"),
            ("Pair", pair, 'ValueTuple`2 {"Item1":1,"Item2":"x"}'),
            ("Enum", acme.Colour.DarkBlue, "Colour DarkBlue"),
            ("Record", acme.Imaging.Size(3, 4), 'Size {"Width":3,"Height":4}'),
            ("Records", [acme.Point(2.5, 1.0)], 'List`1 [{"X":2.5,"Y":1}]'),
            ("Anything", System.Guid.Empty, "Guid 00000000-0000-0000-0000-000000000000"),
            (
                "Class",
                self.job(),
                'Job {"FileName":"cat.png","Size":{"Width":1,"Height":2},"Tags":["a"],"Colour":2}',
            ),
        ]
        for name, value, expected in cases:
            with self.subTest(method=name, type=type(value).__name__):
                self.assertEqual(self.call(f"Values.{name}", value), expected)

    def test_values_keep_their_types_where_none_is_declared(self) -> None:
        System, acme = self.system(), self.acme()  # noqa: N806 - the name it has
        from System.Collections.Generic import Dictionary, List

        texts, sizes = List[str](), Dictionary[System.Int16, acme.Imaging.Size]()
        texts.Add("a")
        sizes[System.Int16(7)] = acme.Imaging.Size(1, 2)
        moment = System.DateTime(638_447_850_151_234_567, System.DateTimeKind.Utc)
        cases = [
            (System.SByte(-1), "SByte -1"),
            (System.Byte(7), "Byte 7"),
            (System.Int16(-5), "Int16 -5"),
            (System.UInt16(5), "UInt16 5"),
            (System.Int32(5), "Int32 5"),
            (System.UInt32(5), "UInt32 5"),
            (System.Int64(5), "Int64 5"),
            (System.UInt64(2**64 - 1), f"UInt64 {2**64 - 1}"),
            (System.Numerics.BigInteger(5), "BigInteger 5"),
            (System.Single(0.5), "Single 0.5"),
            (System.Double(0.5), "Double 0.5"),
            (System.Char("x"), "Char x"),
            (System.Decimal(12340, 0, 0, False, 3), "Decimal 12.340"),
            (System.Guid(str(uuid.UUID(int=7))), f"Guid {uuid.UUID(int=7)}"),
            (moment, "DateTime 2024-02-29T06:30:15.1234567Z"),
            (moment.AddDays(1.0).Date, "DateTime 2024-03-01T00:00:00.0000000Z"),
            (System.DateTimeOffset(moment), "DateTimeOffset 2024-02-29T06:30:15.1234567+00:00"),
            (System.TimeSpan(1), "TimeSpan 00:00:00.0000001"),
            (System.TimeOnly(1), "TimeOnly 00:00:00.0000001"),
            (System.DayOfWeek.Friday, "DayOfWeek Friday"),
            (acme.Colour.DarkBlue, "Colour DarkBlue"),
            (System.Array[System.Int16]([1, 2]), "Int16[] [1,2]"),
            (acme.Imaging.Size(3, 4), 'Size {"Width":3,"Height":4}'),
            (acme.Point(2.5, 1.0), 'Point {"X":2.5,"Y":1}'),
            (self.job(), 'Job {"FileName":"cat.png","Size":{"Width":1,"Height":2},"Tags":["a"],"Colour":2}'),
            (sizes, 'Dictionary`2 {"7":{"Width":1,"Height":2}}'),
        ]
        for value, expected in cases:
            with self.subTest(expected):
                self.assertEqual(self.call("Values.Anything", value), expected)
                self.assertEqual(self.call("Values.Anything", value=value), expected)
        self.assertEqual(self.call("Values.Moment", moment), "DateTime 2024-02-29T06:30:15.1234567Z")
        self.assertEqual(self.call("Values.Span", System.TimeSpan(1)), "TimeSpan 00:00:00.0000001")

    def test_values_keep_their_types_in_containers_of_pythons(self) -> None:
        system, acme = self.system(), self.acme()
        value = {"size": acme.Imaging.Size(3, 4), "numbers": [system.Byte(1), 2, (system.Single(0.5),)]}
        self.assertEqual(
            self.call("Values.Anything", value),
            'Dictionary`2 {"size":{"Width":3,"Height":4},"numbers":[1,2,{"Item1":0.5}]}',
        )
        self.assertEqual(self.call("Values.Array", [system.Byte(1), system.Int64(2), 3]), "Int32[] [1,2,3]")
        self.assertEqual(
            self.call("Values.Grid", [system.Array[system.Int32]([1]), [2]]), "Int32[][] [[1],[2]]"
        )

    def test_values_go_where_an_interface_is_declared(self) -> None:
        system = self.system()
        self.assertEqual(self.call("Values.Comparable", system.Guid.Empty), f"Guid {uuid.UUID(int=0)}")
        from System.Collections.Generic import SortedSet

        numbers = SortedSet[system.Int16]()
        numbers.Add(3)
        self.assertIn("SortedSet`1", self.call("Values.Numbers", numbers))

    def test_shared_values_stay_shared(self) -> None:
        job = self.job()
        self.assertEqual(self.call("Values.Same", job, job), "Boolean true")
        self.assertEqual(self.call("Values.Same", job, self.job()), "Boolean false")

    def test_overloads_are_chosen_by_them(self) -> None:
        system = self.system()
        self.assertEqual(self.call("Overloads.Take", system.Int64(2**40)), f"String long {2**40}")
        self.assertEqual(self.call("Overloads.Take", system.Int64(5)), "String long 5")
        self.assertEqual(self.call("Overloads.Take", system.Int32(5)), "String int 5")
        self.assertEqual(self.call("Overloads.Take", system.Byte(5)), "String int 5")

    def test_value_that_does_not_fit_names_the_parameter(self) -> None:
        text = self.refused(TypeError, "Values.Int", str(self.report), self.system().Int64(2**40))
        self.assertIn("value", text)

    def test_arguments_are_pickled_once(self) -> None:
        Counted.asked, arguments = 0, (str(self.report), [Counted(), self.system().Byte(1)])
        process = self.start(pybridge.Process(target=method("Values.Anything"), args=arguments))
        process.join()
        self.assertEqual((process.exitcode, Counted.asked), (0, 1))
        process.close()


@needs_pythonnet
class MethodTests(ClrTestCase, CSharpTestCase):
    """Static methods as targets, as pythonnet hands them out."""

    def test_static_methods_run_in_a_process_of_their_own(self) -> None:
        acme, number = self.acme(), self.system().Int32(5)
        for target, arguments, expected in (
            (acme.Workers.Resize, ("cat.png",), "String cat.png Size { Width = 640, Height = 480 } Green"),
            (acme.Workers.LaterAsync, ("late",), "String late"),
            (acme.Overloads.Nested.Inner, (), "String nested"),
            (acme.Overloads.Nested.Take, (number,), "String int 5"),
            (acme.Overloads.Take, ("text",), "String string text"),
        ):
            with self.subTest(target=target.__name__):
                self.assertEqual(self.call("", *arguments, target=target), expected)

    def test_methods_of_the_core_library_do_too(self) -> None:
        import clr

        math = self.system().Math
        process = self.start(pybridge.Process(target=math.Sqrt, args=(4.0,), result=True))
        self.assertEqual(process.result(), 2.0)
        process.close()
        library = clr.GetClrType(math).Assembly.Location
        result = run_python(f"""
            import pybridge

            print(pybridge.csharp({library!r}, "System.Math.Sqrt")(9.0))
        """)
        self.assertEqual(result.stdout, "3.0\n", result.stderr)

    def test_other_methods_are_refused_by_start(self) -> None:
        acme, integer = self.acme(), self.system().Int32
        from System.Collections.Generic import Comparer

        for target, name, reason in (
            (acme.Overloads.OnInstance, "Acme.Overloads.OnInstance", "it is an instance method, and a target is a static one without type parameters"),
            (acme.Overloads().OnInstance, "OnInstance", "it is bound to an object; take the method from its type"),
            (acme.Overloads.Generic, "Acme.Overloads.Generic", "it is a generic method, and a target is a static one without type parameters"),
            (acme.Overloads.Generic[integer], "Generic", "the type that declares it cannot be told"),
            (Comparer[integer].Create, "Create", "the type that declares it cannot be told"),
        ):
            with self.subTest(name=name, reason=reason):
                text = self.refused_start(TypeError, pybridge.Process(target=target))
                self.assertIn(f"the .NET method {name} cannot be the target of a process: {reason}", text)
                self.assertTrue(
                    text.endswith('. pybridge.csharp("path of the assembly", "Namespace.Type.Method") names any method.'), text
                )

    def test_a_method_of_an_assembly_without_a_file_is_refused(self) -> None:
        import clr  # noqa: F401 - makes System a module
        from System.IO import File
        from System.Reflection import Assembly

        Assembly.Load(File.ReadAllBytes(str(REPORTS)))
        from Acme.Reports import Summary

        text = self.refused_start(TypeError, pybridge.Process(target=Summary.Count))
        self.assertIn("the .NET method Acme.Reports.Summary.Count cannot be the target of a process: its assembly was not loaded from a file", text)


if __name__ == "__main__":
    unittest.main()
