"""What Python's values become in a C# method, and which are refused."""

from __future__ import annotations

import array
import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import io
import ipaddress
import os
import pathlib
import pickle
import types
import unittest
import uuid
import zoneinfo

import pybridge
from acme import Colour, CSharpTestCase, Size, method

Point = collections.namedtuple("Point", "y x")
Number, Real, Name = type("Number", (int,), {}), type("Real", (float,), {}), type("Name", (str,), {})
Items, Table = type("Items", (list,), {}), type("Table", (dict,), {})
Fall = datetime.datetime(2024, 10, 27, 2, 30)
Moment = datetime.datetime(2024, 2, 29, 12, 30, 15, 250)


class Level(enum.IntEnum):
    """Its names are none of the C# enum's, its values are."""

    LOW = 0
    HIGH = 2


@dataclasses.dataclass
class Job:
    """Fields named by Python's convention."""

    file_name: str
    size: Size | None = None
    tags: tuple[str, ...] = ()
    colour: Colour = Colour.GREEN


class ValueTests(CSharpTestCase):
    def test_values_become_what_is_declared(self) -> None:
        cases = [
            ("Boolean", True, "Boolean true"),
            ("Byte", 255, "Byte 255"),
            ("Int", -(2**31), "Int32 -2147483648"),
            ("Long", 2**63 - 1, "Int64 9223372036854775807"),
            ("Big", 2**200, f"BigInteger {2**200}"),
            ("Double", 0.1, "Double 0.1"),
            ("Double", 3, "Double 3"),
            ("Single", 0.5, "Single 0.5"),
            ("Decimal", decimal.Decimal("12.340"), "Decimal 12.340"),
            ("Complex", 1 + 2j, "Complex <1; 2>"),
            ("Text", "Grüße 🐍", "String Grüße 🐍"),
            ("Text", None, "null"),
            ("Character", "ß", "Char ß"),
            ("Bytes", b"\x00\xff", "Byte[] 00ff"),
            ("Bytes", bytearray(b"\x01"), "Byte[] 01"),
            ("Memory", b"\x02", "Memory 02"),
            ("Optional", None, "null"),
            ("Optional", 5, "Int32 5"),
            ("Identifier", uuid.UUID(int=7), "Guid 00000000-0000-0000-0000-000000000007"),
            ("Moment", Moment, "DateTime 2024-02-29T12:30:15.0002500"),
            (
                "Instant",
                Moment.replace(tzinfo=datetime.timezone(datetime.timedelta(hours=2))),
                "DateTimeOffset 2024-02-29T12:30:15.0002500+02:00",
            ),
            ("Day", datetime.date(2024, 2, 29), "DateOnly 2024-02-29"),
            ("Time", datetime.time(1, 2, 3), "TimeOnly 01:02:03.0000000"),
            ("Span", datetime.timedelta(days=1, seconds=2), "TimeSpan 1.00:00:02"),
            ("Array", [1, 2], "Int32[] [1,2]"),
            ("Array", (1, 2), "Int32[] [1,2]"),
            ("Array", Point(2, 1), "Int32[] [2,1]"),
            ("Grid", [[1], [2, 3]], "Int32[][] [[1],[2,3]]"),
            ("Texts", ["a", "b"], 'List`1 ["a","b"]'),
            ("Set", {4}, "HashSet`1 [4]"),
            ("Set", frozenset({4}), "HashSet`1 [4]"),
            ("Map", {"a": 1.5, "b": 2}, 'Dictionary`2 {"a":1.5,"b":2}'),
            ("Pair", (1, "x"), 'ValueTuple`2 {"Item1":1,"Item2":"x"}'),
            ("Pair", Point(1, "x"), 'ValueTuple`2 {"Item1":1,"Item2":"x"}'),
            ("Anything", 5, "Int64 5"),
            ("Anything", [1, "x"], 'List`1 [1,"x"]'),
            ("Record", Size(3, 4), 'Size {"Width":3,"Height":4}'),
            ("Record", {"height": 4, "width": 3}, 'Size {"Width":3,"Height":4}'),
            ("Records", [Point(1, 2.5)], 'List`1 [{"X":2.5,"Y":1}]'),
            (
                "Class",
                Job("cat.png", Size(1, 2), ("a",), Colour.DARK_BLUE),
                'Job {"FileName":"cat.png","Size":{"Width":1,"Height":2},"Tags":["a"],"Colour":2}',
            ),
            ("Enum", Colour.DARK_BLUE, "Colour DarkBlue"),
            ("Enum", Level.HIGH, "Colour DarkBlue"),
            ("Enum", "dark_blue", "Colour DarkBlue"),
            ("Enum", 1, "Colour Green"),
            ("ForeignEnum", "linear", "Scale Linear"),
            ("Int", Level.HIGH, "Int32 2"),
            ("Int", 5.0, "Int32 5"),
            ("Int", Number(5), "Int32 5"),
            ("Double", Real(0.5), "Double 0.5"),
            ("Double", decimal.Decimal("0.5"), "Double 0.5"),
            ("Double", fractions.Fraction(1, 4), "Double 0.25"),
            ("Decimal", 0.25, "Decimal 0.25"),
            ("Text", Name("x"), "String x"),
            ("Text", pathlib.Path("/tmp", "a"), "String /tmp/a"),
            ("Text", pathlib.PurePosixPath("."), "String ."),
            ("Bytes", memoryview(b"ab")[1:], "Byte[] 62"),
            ("Array", array.array("i", [1, 2]), "Int32[] [1,2]"),
            ("Array", collections.deque([1, 2]), "Int32[] [1,2]"),
            ("Array", {1: 2}.keys(), "Int32[] [1]"),
            ("Array", {1: 2}.values(), "Int32[] [2]"),
            ("Array", Items([1]), "Int32[] [1]"),
            ("Map", collections.OrderedDict(a=1), 'Dictionary`2 {"a":1}'),
            ("Map", collections.defaultdict(int, a=1), 'Dictionary`2 {"a":1}'),
            ("Map", collections.Counter("a"), 'Dictionary`2 {"a":1}'),
            ("Map", Table(a=1), 'Dictionary`2 {"a":1}'),
            ("Record", types.SimpleNamespace(width=3, height=4), 'Size {"Width":3,"Height":4}'),
            ("Moment", datetime.date(2024, 2, 29), "DateTime 2024-02-29T00:00:00.0000000"),
            ("Instant", Moment.replace(tzinfo=zoneinfo.ZoneInfo("Europe/Berlin")), "DateTimeOffset 2024-02-29T12:30:15.0002500+01:00"),
            ("Instant", Fall.replace(tzinfo=zoneinfo.ZoneInfo("Europe/Berlin")), "DateTimeOffset 2024-10-27T02:30:00.0000000+02:00"),
            ("Instant", Fall.replace(tzinfo=zoneinfo.ZoneInfo("Europe/Berlin"), fold=1), "DateTimeOffset 2024-10-27T02:30:00.0000000+01:00"),
            ("Instant", Moment.replace(tzinfo=datetime.timezone(datetime.timedelta(hours=2), "CEST")), "DateTimeOffset 2024-02-29T12:30:15.0002500+02:00"),
        ]
        for name, value, expected in cases:
            with self.subTest(method=name, value=value):
                self.assertEqual(self.call(f"Values.{name}", value), expected)

    def test_classes_of_dotnet_are_made_of_what_python_has(self) -> None:
        cases = [
            ("Json", {"a": [1, 2.0, None, True, "x"]}, 'String {"a":[1,2.0,null,true,"x"]}'),
            ("Element", [2**70], f"String [{2**70}]"),
            ("Address", ipaddress.ip_address("::1"), "String ::1"),
            ("Address", ipaddress.ip_address("10.0.0.1"), "String 10.0.0.1"),
            ("Address", ipaddress.ip_address("255.255.255.255"), "String 255.255.255.255"),
            ("Address", ipaddress.ip_address("0.0.0.0"), "String 0.0.0.0"),
            ("Address", ipaddress.ip_address("2001:db8::ff"), "String 2001:db8::ff"),
            ("Address", "10.0.0.1", "String 10.0.0.1"),
            ("Network", ipaddress.ip_network("10.0.0.0/8"), "String 10.0.0.0/8"),
            ("Place", pathlib.Path("/tmp", "a"), "String /tmp/a"),
            ("Slice", slice(1, -1), "String 1..^1"),
            ("Slice", slice(None), "String 0..^0"),
            ("Position", -2, "String ^2"),
            ("Release", "1.2.3", "String 1.2.3"),
            ("Dynamic", {"a": 1, "b": 2}, "String a,b"),
        ]
        for name, value, expected in cases:
            with self.subTest(method=name, value=value):
                self.assertEqual(self.call(f"FrameworkValues.{name}", value), expected)

    def test_values_that_cannot_fit_are_refused_before_the_start(self) -> None:
        cases = [
            ("Int", 2**70, "int", "out of range"),
            ("Byte", -1, "int", "out of range"),
            ("Int", None, "None", "System.Int32"),
            ("Moment", None, "None", "System.DateTime"),
            ("Int", "5", "str", "System.Int32"),
            ("Int", 5.5, "float", "System.Int32"),
            ("Text", 5, "int", "System.String"),
            ("Bytes", [b"x"], "bytes", "System.Byte"),
            ("Array", 5, "int", "System.Int32[]"),
            ("Map", [1], "list", "Dictionary"),
            ("Class", "cat.png", "str", "Acme.Job"),
            ("Enum", 1.5, "float", "Acme.Colour"),
            ("Texts", array.array("d", [1.5]), "value[0]", "float"),
            ("Array", array.array("d", [1.5]), "value[0]", "1.5 would not stay the same"),
            ("Text", memoryview(b"x"), "bytes", "System.String"),
            ("Decimal", 0.1, "float", "not exact"),
            ("Double", fractions.Fraction(1, 3), "fractions.Fraction", "not exact"),
            ("Text", range(3), "range", "System.String"),
            ("Array", range(2**40, 2**40 + 2), "value[0]", "out of range"),
            ("Array", range(2**31 - 4, 2**31 + 1, 2), "value[2]", "out of range"),
            ("Texts", range(2), "value[0]", "int"),
            ("Array", collections.deque([1, "x"]), "value[1]", "str"),
            ("Array", Point("y", 1), "value[0]", "str"),
            ("Map", collections.OrderedDict(a=1, b="x"), "value['b']", "str"),
        ]
        for name, value, *texts in cases:
            with self.subTest(method=name, value=value):
                text = self.refused(TypeError, f"Values.{name}", "report", value)
                for expected in (f"{name}()", "value", *texts):
                    self.assertIn(expected, text)
        self.assertIn("value[1]", self.refused(TypeError, "Values.Array", "report", [1, 2**70]))
        self.assertIn("value['b']", self.refused(TypeError, "Values.Map", "report", {"a": 1, "b": "x"}))

    def test_a_value_of_another_kind_is_refused_with_what_is_wanted(self) -> None:
        for name, value, expected in (
            ("Int", {"a": 1}, "from dict to System.Int32 (an int is wanted)"),
            ("Int", Size(1, 2), "to System.Int32 (an int is wanted)"),
            ("Int", list(range(1000)), "from list to System.Int32 (an int is wanted)"),
            ("Double", "1.5", "from str to System.Double (a float is wanted)"),
            ("Text", 5, "from int to System.String (a str is wanted)"),
            ("Moment", "now", "from str to System.DateTime (a datetime.datetime is wanted)"),
            ("Bytes", "x", "from str to System.Byte[] (a bytes object is wanted)"),
            ("Array", 5, "from int to System.Int32[] (a list is wanted)"),
            ("Map", [1], "(a dict is wanted)"),
            ("Class", "cat.png", "from str to Acme.Job (a dict or an object with its members is wanted)"),
            ("Enum", 1.5, "from float to Acme.Colour (a member's name or number is wanted)"),
        ):
            with self.subTest(method=name, value=value):
                text = self.refused(TypeError, f"Values.{name}", "report", value)
                self.assertIn(f"{name}(): cannot convert 'value' from ", text)
                self.assertIn(expected, text)

    def test_values_that_only_the_types_refuse_end_the_child(self) -> None:
        process = pybridge.Process(
            target=method("Values.Record"), args=(str(self.report), Size("wide", 4)), name="misfit"
        )
        text = self.fail_child(process)
        self.assertTrue(text.startswith("Process misfit:\n"), text)
        self.assertIn("TypeError", text.splitlines()[1])
        self.assertIn("Record(): cannot convert 'value.width' from str to System.Int32 (an int is wanted)", text)
        self.assertFalse(self.report.exists())

    def test_what_cannot_be_pickled_raises_what_the_pickler_raises(self) -> None:
        with self.assertRaises((AttributeError, pickle.PicklingError)):
            pybridge.Process(target=method("Values.Anything"), args=("report", lambda: None)).start()

    def test_a_stream_is_refused_with_what_to_do(self) -> None:
        with open(os.devnull) as file:
            path = "; pass its path, and open it in the child$"
            for stream, advice in ((file, path), (file.buffer, path), (io.BytesIO(), r"; pass its getvalue\(\)$")):
                with self.subTest(stream=stream), self.assertRaisesRegex(TypeError, advice):
                    pybridge.Process(target=method("Values.Anything"), args=("report", [stream])).start()


if __name__ == "__main__":
    unittest.main()
