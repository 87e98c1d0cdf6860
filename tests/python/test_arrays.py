"""Arrays, series and data frames to C# and back, with the numpy and pandas of Debian's Python."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import textwrap
import unittest

from acme import LIBRARY
from debian import DEBIAN
from support import SOURCES, TESTS, TIMEOUT, whatever_the_binding, whatever_the_python

TABLE = "| value | parameter | arrives as |"
METHODS = {  # of Acme.Arrays, by their parameter
    "byte[]": "Bytes", "short[]": "Shorts", "int[]": "Ints", "long[]": "Longs", "double[]": "Doubles", "float[]": "Floats",
    "bool[]": "Flags", "string[]": "Texts", "List<decimal>": "Decimals", "DateTime[]": "Moments", "DateTime?[]": "MaybeMoments",
    "DateTimeOffset[]": "Instants", "TimeSpan[]": "Durations", "int?[]": "MaybeInts", "double[][]": "Rows", "double[,]": "Table",
    "ReadOnlyMemory<double>": "Memory", "IEnumerable<double>": "Enumerable", "IReadOnlyList<double>": "ReadOnly", "object": "Any",
}

START = """
    import array, datetime, json, multiprocessing, os, pickle, sys, tempfile
    import numpy as np
    import pandas as pd
    import pybridge
    from pybridge import Process

    LIBRARY = sys.argv[1]

    def method(name, **options):
        return pybridge.csharp(LIBRARY, "Acme.Arrays." + name, **options)

    def call(name, *args, **options):
        process = Process(target=method(name, **options), args=args, result=True)
        process.start()
        return process.result()

    def report(name, value):
        file = os.path.join(folder, "report.txt")
        process = Process(target=method(name), args=(file, value))
        try:
            process.start()
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        process.join()
        assert process.exitcode == 0, process
        process.close()
        with open(file, encoding="utf-8") as text:
            return text.read()

    def mapped():
        # How many results this process has mapped.
        import gc
        gc.collect()
        with open("/proc/self/maps") as maps:
            return sum("memfd:pybridge-result" in line for line in maps)

    def main():
        global folder
        with tempfile.TemporaryDirectory() as folder:
            program()
"""
END = """
    if __name__ == "__main__":
        main()
"""


def _has_packages() -> bool:
    return shutil.which(DEBIAN) is not None and subprocess.run(
        [DEBIAN, "-c", "import numpy, pandas"], capture_output=True, check=False).returncode == 0


@whatever_the_binding
@whatever_the_python  # Debian's has numpy
class ArrayTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        if not _has_packages():
            raise unittest.SkipTest("Debian's python3-numpy and python3-pandas are not on this machine")

    def run_program(self, program: str, **environment: str) -> str:
        """Run what a user would write, with Debian's Python; return what it prints."""
        source = textwrap.dedent(START) + textwrap.dedent(program) + textwrap.dedent(END)
        path = os.pathsep.join([str(SOURCES), str(TESTS)])
        # A file of its own, since the children import it.
        with self.subTest(program=program.strip().splitlines()[-1].strip()):
            import tempfile

            with tempfile.TemporaryDirectory() as folder:
                script = os.path.join(folder, "script.py")
                with open(script, "w", encoding="utf-8") as file:
                    file.write(source)
                run = subprocess.run(
                    [DEBIAN, script, str(LIBRARY)], env={**os.environ, "PYTHONPATH": path, **environment},
                    capture_output=True, text=True, timeout=TIMEOUT, check=False)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout

    def check(self, cases: list[tuple[str, str, str]]) -> None:
        """Each case: a method, an expression for its argument, and what it reports."""
        program = f"""
            CASES = {[(name, value) for name, value, _ in cases]!r}

            def program():
                print(json.dumps([report(name, eval(value)) for name, value in CASES]))
        """
        reports = json.loads(self.run_program(program))
        for (name, value, expected), reported in zip(cases, reports):
            with self.subTest(method=name, value=value):
                self.assertEqual(reported if ": " not in expected[:14] else reported[: len(expected)], expected)
                if expected.startswith("TypeError"):
                    self.assertIn(expected, reported)

    def test_each_row_of_the_document(self) -> None:
        """The table of arrays in docs/values.md says what each value arrives as."""
        text = (SOURCES.parent.parent / "docs" / "values.md").read_text(encoding="utf-8")
        rows = re.findall(r"^\| `(.*)` \| `(.*)` \| `(.*)` \|$", text.partition(TABLE)[2].partition("\n\n")[0], re.MULTILINE)
        self.assertGreater(len(rows), 30)
        self.check([(METHODS[parameter], value, arrives.strip("`")) for value, parameter, arrives in rows])

    def test_arrays_become_what_is_declared(self) -> None:
        self.check([
            ("Doubles", "np.array([1.5, 2])", "Double[] [1.5,2]"),
            ("Doubles", "np.arange(6.0)[::2]", "Double[] [0,2,4]"),
            ("Doubles", "np.arange(3)", "Double[] [0,1,2]"),
            ("Doubles", "np.arange(3, dtype='>f4')", "Double[] [0,1,2]"),
            ("Doubles", "np.array([], dtype=float)", "Double[] []"),
            ("Doubles", "np.array([0.5], dtype=np.float16)", "Double[] [0.5]"),
            ("Doubles", "np.frombuffer(bytes(8), dtype=float)", "Double[] [0]"),  # read-only
            ("Doubles", "np.matrix([[1.5, 2]]).A1", "Double[] [1.5,2]"),
            ("Ints", "np.arange(3)", "Int32[] [0,1,2]"),
            ("Ints", "np.array([True, False])", "Int32[] [1,0]"),
            ("Ints", "np.array([2.0])", "Int32[] [2]"),
            ("Bytes", "np.array([1, 255], dtype=np.uint8)", "Byte[] 01ff"),
            ("Bytes", "memoryview(b'ab')", "Byte[] 6162"),
            ("Bytes", "memoryview(bytearray(b'abcd'))[::2]", "Byte[] 6163"),
            ("Flags", "np.array([True, False])", "Boolean[] [true,false]"),
            ("Floats", "np.array([0.5])", "Single[] [0.5]"),
            ("Texts", "np.array(['a', 'bcd'])", 'String[] ["a","bcd"]'),
            ("Decimals", "np.arange(2)", "List`1 [0,1]"),
            ("Rows", "np.arange(4.0).reshape(2, 2)", "Double[][] [[0,1],[2,3]]"),
            ("Rows", "np.arange(4.0).reshape(2, 2).T", "Double[][] [[0,2],[1,3]]"),
            ("Table", "np.arange(6).reshape(2, 3)", "Double[,] 2 x 3: 0 1 2 3 4 5"),
            ("Table", "np.arange(6.0).reshape(3, 2).T", "Double[,] 2 x 3: 0 2 4 1 3 5"),
            ("Table", "np.arange(12.0).reshape(3, 4)[:, ::2]", "Double[,] 3 x 2: 0 2 4 6 8 10"),
            ("Table", "memoryview(bytes(32)).cast('d', (2, 2))", "Double[,] 2 x 2: 0 0 0 0"),
            ("Memory", "np.ones(2)", "Double[] [1,1]"),
            ("Enumerable", "array.array('f', [0.5])", "Double[] [0.5]"),
            ("ReadOnly", "range(3)", "Double[] [0,1,2]"),
            ("ReadOnly", "memoryview(array.array('d', [1.5]))", "Double[] [1.5]"),
            ("Longs", "array.array('q', [-1, 2])", "Int64[] [-1,2]"),
            ("Shorts", "array.array('i', [-1, 2])", "Int16[] [-1,2]"),
            ("Any", "np.arange(2.0)", "Double[] [0,1]"),
            ("Any", "np.float64(1.5)", "Double 1.5"),
            ("Any", "np.int32(7)", "Int64 7"),
            ("Any", "[np.int64(1), {'a': np.float32(0.5)}, (np.True_, np.str_('x'))]", 'List`1 [1,{"a":0.5},{"Item1":true,"Item2":"x"}]'),
            ("Chosen", "np.arange(3)", "String int[3]"),
            ("Chosen", "np.arange(3.0)", "String double[3]"),
            ("Chosen", "np.ones((2, 2))", "String double[,] 4"),
        ])

    def test_times_become_what_is_declared(self) -> None:
        noon = "2024-02-29T12:00:00"
        self.check([
            ("Moments", f"np.array(['{noon}'], 'M8[s]')", f'DateTime[] ["{noon}"]'),
            ("Moments", "np.array(['2024-02-29'], 'M8[D]')", 'DateTime[] ["2024-02-29T00:00:00"]'),
            ("Moments", f"[np.datetime64('{noon}'), datetime.datetime(2024, 2, 29)]", f'DateTime[] ["{noon}","2024-02-29T00:00:00"]'),
            ("MaybeMoments", "np.array(['NaT'], 'M8[ns]')", "Nullable`1[] [null]"),
            ("MaybeMoments", "[pd.NaT]", "Nullable`1[] [null]"),
            ("Durations", "np.array([1500], 'm8[ms]')", 'TimeSpan[] ["00:00:01.5000000"]'),
            ("Durations", "pd.to_timedelta(['1s'])", 'TimeSpan[] ["00:00:01"]'),
            ("Moments", f"pd.Series(pd.to_datetime(['{noon}']))", f'DateTime[] ["{noon}"]'),
            ("Moments", f"[pd.Timestamp('{noon}')]", f'DateTime[] ["{noon}"]'),
            ("Instants", f"pd.to_datetime(['{noon}']).tz_localize('Europe/Berlin')", f'DateTimeOffset[] ["{noon}+01:00"]'),
            ("Instants", f"[pd.Timestamp('{noon}', tz='Asia/Tokyo'), pd.Timestamp('{noon}', tz='UTC')]",
                f'DateTimeOffset[] ["{noon}+09:00","{noon}+00:00"]'),
        ])

    def test_pandas_becomes_what_is_declared(self) -> None:
        self.check([
            ("Doubles", "pd.Series([1.5, 2])", "Double[] [1.5,2]"),
            ("Ints", "pd.Index([1, 2])", "Int32[] [1,2]"),
            ("Ints", "pd.RangeIndex(3)", "Int32[] [0,1,2]"),
            ("Ints", "pd.Series([1, 2], dtype='Int64')", "Int32[] [1,2]"),
            ("MaybeInts", "pd.Series([1, None], dtype='Int64')", "Nullable`1[] [1,null]"),
            ("Texts", "pd.Series(['a', 'b'])", 'String[] ["a","b"]'),
            ("Texts", "pd.Series(['a', None], dtype='string')", 'String[] ["a",null]'),
            ("Texts", "pd.Series(['a', 'b', 'a'], dtype='category')", 'String[] ["a","b","a"]'),
            ("Flags", "pd.Series([True])", "Boolean[] [true]"),
            ("Doubles", "pd.Series([1.0, 2.0]).array", "Double[] [1,2]"),
            ("Any", "pd.DataFrame({'a': [1, 2]})", 'Dictionary`2 {"a":[1,2]}'),
        ])

    def test_what_does_not_fit_is_found_before_the_start(self) -> None:
        self.check([
            ("Ints", "np.array([1, 2**40])", "TypeError: Ints(): cannot convert 'value[1]' from int64 to System.Int32 (1099511627776 is out of range)"),
            ("Bytes", "np.array([1, -1])", "TypeError: Bytes(): cannot convert 'value[1]' from int64 to System.Byte (-1 is out of range)"),
            ("Ints", "np.array([1.5])", "TypeError: Ints(): cannot convert 'value[0]' from float64 to System.Int32 (1.5 would not stay the same)"),
            ("Floats", "np.array([0.5, 0.1])", "TypeError: Floats(): cannot convert 'value[1]' from float64 to System.Single (0.1 would not stay the same)"),
            ("Doubles", "np.array([2**53 + 1])", "TypeError: Doubles(): cannot convert 'value[0]' from int64 to System.Double"),
            ("Table", "np.array([[1, 2], [3, 2**53 + 1]])", "TypeError: Table(): cannot convert 'value[1, 1]' from int64 to System.Double"),
            ("Doubles", "np.ones((2, 2))",
                "TypeError: Doubles(): cannot convert 'value' from numpy.ndarray to System.Double[] (it has 2 dimensions, and the type one"),
            ("Table", "np.ones(2)", "TypeError: Table(): cannot convert 'value' from numpy.ndarray to System.Double[,] (it has one dimension, and the type 2"),
            ("Doubles", "np.array([1, 'x'], dtype=object)",
                "TypeError: Doubles(): cannot convert 'value' from numpy.ndarray to System.Double[] (call its tolist() first)"),
            ("Doubles", "np.ones(2, dtype=np.longdouble)",
                "TypeError: Doubles(): cannot convert 'value' from numpy.ndarray to System.Double[] (call its astype('float64') first)"),
            ("Texts", "np.ones(2)", "TypeError: Texts(): cannot convert 'value[0]' from float to System.String"),
            ("Moments", "np.array(['2024-01-01', 'NaT'], 'M8[s]')",
                "TypeError: Moments(): cannot convert 'value[1]' from datetime64[s] to System.DateTime (NaT is no time"),
            ("Moments", "np.array([1], 'M8[ns]')",
                "TypeError: Moments(): cannot convert 'value[0]' from datetime64[ns] to System.DateTime (its value has no exact counterpart)"),
            ("Doubles", "array.array('u', 'a')", "TypeError: Doubles(): cannot convert 'value[0]' from str to System.Double"),
            ("Texts", "pd.Series([1.5])", "TypeError: Texts(): cannot convert 'value[0]' from float to System.String"),
        ])

    def test_large_arguments_arrive_whole(self) -> None:
        printed = self.run_program("""
            def program():
                call("Sum", [])  # what the library opens for itself is open from now on
                before = sorted(os.listdir("/proc/self/fd"))
                numbers = np.arange(1_000_000.0)
                print(call("Sum", numbers) == numbers.sum(), call("Sum", numbers[::-1]) == numbers.sum())
                print(call("Sum", numbers.tolist()) == numbers.sum(), call("Sum", list(range(100_000))) == sum(range(100_000)))
                print(call("Sum", array.array("d", numbers)) == numbers.sum(), call("Sum", memoryview(numbers)) == numbers.sum())
                for content in (os.urandom(1_000_000), bytearray(os.urandom(100_000)), memoryview(os.urandom(100_000))):
                    print(call("Same", content) == content, call("Invert", content) == bytes(255 - byte for byte in bytes(content)))
                numbers[7] = np.nan  # a child that reads what the parent had
                print(np.isnan(call("Sum", numbers)), report("Ints", [1] * 5000 + [2**40])[:110])
                print(report("Doubles", [0.5] * 5000 + ["x"]), report("Ints", [2**70] * 5000)[-60:])
                print(before == sorted(os.listdir("/proc/self/fd")))
        """)
        lines = printed.splitlines()
        self.assertEqual(lines[:6], ["True True"] * 6)
        self.assertEqual(lines[6], "True TypeError: Ints(): cannot convert 'value[5000]' from int to System.Int32 (1099511627776 is out of range)"[:115])
        self.assertIn("'value[5000]' from str to System.Double", lines[7])
        self.assertIn("is out of range", lines[7])
        self.assertEqual(lines[8:], ["True"])

    def test_arrays_of_results(self) -> None:
        printed = self.run_program("""
            def show(value):
                return f"{type(value).__name__} {getattr(value, 'dtype', getattr(value, 'typecode', ''))} {value!r}".replace("\\n", "")

            def program():
                for form in "list", "array", "numpy":
                    print(show(call("Range", 2, arrays=form)), show(call("Range", 0, arrays=form)), sep="; ")
                    print(show(call("Grid", arrays=form)))
                    print(show(call("Same", b"ab", arrays=form)))
                numbers = np.arange(1_000_000.0)
                same = call("Echo", numbers, arrays="numpy")
                print((same == numbers).all(), same.flags.writeable, mapped())
                same += 1
                del same
                print(mapped())
                try:
                    method("Range", arrays="numbers")
                except ValueError as error:
                    print(error)
                import pickle
                print(pickle.loads(pickle.dumps(method("Range", arrays="numpy"))) == method("Range", arrays="numpy") != method("Range"))
        """)
        self.assertEqual(printed.splitlines(), [
            "list  [0.0, 1.0]; list  []",
            "list  [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]",
            "bytes  b'ab'",
            "array d array('d', [0.0, 1.0]); array d array('d')",
            "list  [array('f', [1.0, 2.0, 3.0]), array('f', [4.0, 5.0, 6.0])]",
            "bytes  b'ab'",
            "ndarray float64 array([0., 1.]); ndarray float64 array([], dtype=float64)",
            "ndarray float32 array([[1., 2., 3.],       [4., 5., 6.]], dtype=float32)",
            "ndarray uint8 array([97, 98], dtype=uint8)",
            "True True 1",
            "0",
            "csharp() wants arrays to be one of 'list', 'array', 'numpy', not 'numbers'",
            "True",
        ])

    def test_a_python_child_gets_the_arrays_that_spawn_would_give_it(self) -> None:
        printed = self.run_program("""
            def arrays():
                numbers = np.arange(200_000.0)
                return [
                    numbers, numbers[::-1], numbers[:10], np.asfortranarray(numbers.reshape(400, 500)), numbers.reshape(500, 400).T,
                    np.arange(400_000.0).reshape(1000, 400)[:, ::2], np.frombuffer(bytes(1_600_000)), np.broadcast_to(np.float32(1), (600, 600)),
                    numbers.astype(">i4"), numbers.astype("c16"), numbers.repeat(3).astype("f2"), numbers.repeat(9) > 7,
                    np.zeros(200_000, "M8[s]"), np.zeros(200_000, [("a", "i4"), ("b", "S8")]), np.zeros(200_000, [("a", ">i4"), ("b", object)]),
                    np.array(["a", "bc"] * 80_000), np.array([1, "x"] * 80_000, dtype=object), np.zeros((0, 3)),
                    np.matrix(np.ones((400, 400))), np.ma.masked_array(numbers, numbers > 7), np.longdouble(1) * numbers,
                    pd.DataFrame({"a": numbers, "b": numbers > 7}).to_numpy(), [numbers, {"again": numbers}],
                ]

            def tell(values, writer):
                import hashlib
                said = []
                for value in (*values[:-1], *values[-1][:1]):
                    flags = value.flags
                    content = repr(value.tolist()).encode() if value.dtype.hasobject else value.tobytes()
                    content = hashlib.sha256(content).hexdigest()
                    said.append((type(value).__name__, str(value.dtype), value.shape, value.strides, flags.writeable, flags.owndata, content))
                values[0][0] = -1
                said.append(values[-1][0][0] == -1 and values[-1][0] is values[0] is values[-1][1]["again"])
                writer.send(said)

            def told(context, values):
                reader, writer = multiprocessing.Pipe(duplex=False)
                process = context.Process(target=tell, args=(values, writer))
                process.start()
                writer.close()
                try:
                    return reader.recv()
                finally:
                    reader.close()
                    process.join()
                    process.close()

            def program():
                values = arrays()
                told(pybridge.get_context(), values)
                before = sorted(os.listdir("/proc/self/fd"))
                ours, theirs = (told(context, values) for context in (pybridge.get_context(), multiprocessing.get_context("spawn")))
                print(len(ours), ours[-1], [pair for pair in zip(ours, theirs) if pair[0] != pair[1]])
                print(values[0][0], before == sorted(os.listdir("/proc/self/fd")))
        """)
        self.assertEqual(printed.splitlines(), ["24 True []", "0.0 True"])

    def test_the_arrays_that_a_python_child_returns_are_mapped(self) -> None:
        printed = self.run_program("""
            def make(kind):
                numbers = np.arange(20_000.0)
                whole = {
                    "plain": numbers, "fortran": np.asfortranarray(numbers.reshape(100, 200)), "strided": numbers[::2],
                    "read-only": np.frombuffer(bytes(160_000)), "swapped": numbers.astype(">i4"), "times": np.zeros(20_000, "M8[s]"),
                    "objects": np.array([1, "x"] * 20_000, dtype=object), "table": pd.DataFrame({"a": numbers, "b": numbers > 7}),
                    "records": np.zeros(20_000, [("a", "i4"), ("b", "S8")]), "small": numbers[:3], "matrix": np.matrix(np.ones((200, 200))),
                    "raw": [pickle.PickleBuffer(bytes(100_000)), pickle.PickleBuffer(bytearray(100_000))],
                }
                return whole if kind is None else whole[kind]

            def shape_of(value):
                flags = getattr(value, "flags", None)
                if not hasattr(flags, "writeable"):
                    return type(value).__name__, list(map(type, value))
                return type(value).__name__, str(value.dtype), value.shape, value.strides, flags.writeable, value.tobytes("A")[:160_000]

            def program():
                first = Process()
                first.start()
                first.join()
                first.close()
                before = sorted(os.listdir("/proc/self/fd"))
                for kind in *make(None), None:
                    process = Process(target=make, args=(kind,), result=True)
                    process.start()
                    returned, local = process.result(), pickle.loads(pickle.dumps(make(kind), 5))
                    if kind is None:
                        print("all", returned["plain"].sum() == local["plain"].sum(), mapped())
                    elif kind == "objects":
                        print(kind, (returned == local).all(), mapped())
                    else:
                        print(kind, shape_of(returned) == shape_of(local), mapped())
                    process.close()
                    del returned, process
                print(mapped(), before == sorted(os.listdir("/proc/self/fd")))
        """)
        self.assertEqual(printed.splitlines(), [
            "plain True 1", "fortran True 1", "strided True 0", "read-only True 1", "swapped True 1", "times True 0",
            "objects True 0", "table True 1", "records True 1", "small True 0", "matrix True 0", "raw True 0", "all True 1", "0 True"])

    def test_a_python_child_maps_its_arrays(self) -> None:
        printed = self.run_program("""
            def tell(arrays, writer):
                with open("/proc/self/maps") as maps:
                    mapped = sum("memfd:pybridge-buffer" in line for line in maps)
                arrays[0] += 1
                writer.send((mapped, [float(array.sum()) for array in arrays]))

            def program():
                reader, writer = multiprocessing.Pipe(duplex=False)
                for count in 2, 100:
                    values = [np.ones(150_000) for _ in range(count)]
                    process = Process(target=tell, args=(values, writer))
                    process.start()
                    mapped, sums = reader.recv()
                    process.join()
                    print(mapped, sums == [300_000.0] + [150_000.0] * (count - 1), values[0].sum())
        """)
        self.assertEqual(printed.splitlines(), ["2 True 150000.0", "64 True 150000.0"])

    def test_programs_of_new_users(self) -> None:
        printed = self.run_program("""
            def program():
                # An image filter on bytes.
                image = np.arange(12, dtype=np.uint8).reshape(2, 2, 3)
                inverted = np.frombuffer(call("Invert", image.tobytes()), np.uint8).reshape(image.shape)
                print((inverted == 255 - image).all())

                # Statistics of a table.
                table = np.array([[1.0, 10], [3, 20]])
                print(call("Means", table))

                # The columns of a data frame.
                frame = pd.DataFrame({"name": ["Ada", "Bob"], "score": [1, 2.5], "taken": pd.to_datetime(["2024-01-01", "2024-02-01"])})
                print(call("Best", frame))
        """)
        self.assertEqual(printed.splitlines(), ["True", "[2.0, 15.0]", "Bob"])


if __name__ == "__main__":
    unittest.main()
