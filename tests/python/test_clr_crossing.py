"""Values of .NET wherever ``multiprocessing`` pickles: pools, executors, pipes, queues and results."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path
from typing import Any

from acme import LIBRARY
from support import needs_pythonnet, run_python, whatever_the_binding

CONTEXTS = ("pybridge", "spawn")

WITH_CLR = """
import multiprocessing, os, pickle, shutil, sys, tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
import pybridge
import clr
import System
from System import Array, Boolean, Byte, Char, DateTime, DayOfWeek, Decimal, Double, Guid, Int16, Int32, Int64, Object, \
    SByte, Single, TimeSpan, UInt16, UInt32, UInt64, Uri
from System.Collections.Generic import Dictionary, HashSet, List

def same(value, other):
    if type(value) is not type(other):
        return False
    if type(value).__name__.startswith(("List", "HashSet", "Int32[]")):
        return list(value) == list(other)
    return value.Equals(other)

def values():
    numbers, names = List[Int32](), HashSet[str]()
    numbers.Add(3); names.Add("a")
    integers = [kind(7) for kind in (Byte, SByte, Int16, UInt16, Int32, UInt32, Int64, UInt64)]
    return [
        *integers, UInt64(2**64 - 1), Single(0.1), Double(0.1), Decimal(12340, 0, 0, False, 3), Boolean(True), Char("x"),
        Guid.NewGuid(), DateTime(638_447_850_151_234_567, System.DateTimeKind.Utc), TimeSpan(1), DayOfWeek.Friday,
        Uri("http://localhost/"), System.Numerics.BigInteger.Parse("1" + "0" * 30), numbers, names, Array[Int32]([1, 2]),
    ]

def echo(value):
    return value

def put(queue, values):
    queue.put(values)

def count(queue, writer, number):
    writer.send("ready")
    received = [queue.get() for _ in range(number)]
    print(all(isinstance(value, Object) for value in received), flush=True)

def send(writer, values):
    writer.send(values)

def wait(event, writer):
    writer.send("it is here")
    print(event.wait(), flush=True)

def fail(text):
    raise System.InvalidOperationException(text)

def attempt(action, *arguments):
    try:
        return action(*arguments)
    except Exception as error:
        return f"{type(error).__name__} {error}"
"""


@whatever_the_binding
@needs_pythonnet
class WithClrTests(unittest.TestCase):
    maxDiff = None
    """The main module has the CLR, and so has every child."""

    def assert_prints(self, expected: str, source: str, *arguments: str) -> None:
        indented = source.replace("\n", "\n    ")
        result = run_python(f'{WITH_CLR}\nif __name__ == "__main__":\n    {indented}', *arguments)
        self.assertEqual((result.stdout, result.stderr, result.returncode), (expected, "", 0))

    def test_they_come_back_the_same(self) -> None:
        for name in CONTEXTS:
            with self.subTest(context=name):
                self.assert_prints("True\n" * 5, """context, sent = multiprocessing.get_context(sys.argv[1]), values()
def check(received):
    print([str(value) for value, other in zip(sent, received) if not same(value, other)] or True)
with context.Pool(1) as pool:
    check(pool.map(echo, sent))
with ProcessPoolExecutor(1, mp_context=context) as executor:
    check([executor.submit(echo, value).result() for value in sent])
queue, (reader, writer) = context.Queue(), context.Pipe(duplex=False)
for target, channel, receive in ((put, queue, queue.get), (send, writer, reader.recv)):
    process = context.Process(target=target, args=(channel, sent))
    process.start()
    check(receive())
    process.join()
process = pybridge.Process(target=echo, args=(sent,), result=True)
process.start()
check(process.result())
""", name)

    def test_exceptions(self) -> None:
        # pythonnet's issue 284: pickling one ended the interpreter.
        for name in CONTEXTS:
            with self.subTest(context=name):
                self.assert_prints("Exception a\nInvalidOperationException no\nInvalidOperationException no True\n", """
context = multiprocessing.get_context(sys.argv[1])
error = pickle.loads(pickle.dumps(System.Exception("a")))
print(type(error).__name__, error.Message)
with context.Pool(1) as pool:
    print(attempt(pool.apply, fail, ("no",)))
process = pybridge.Process(target=fail, args=("no",), result=True)
with tempfile.TemporaryFile() as file:
    os.dup2(file.fileno(), 2)
    process.start()
    process.join()
    file.seek(0)
    print(attempt(process.result), file.read().endswith(b"System.InvalidOperationException: no\\n"))
""", name)

    def test_the_program_of_the_report(self) -> None:
        # pythonnet's issue 840: "Can't pickle .NET objects for multiprocessing". Its integers have no operators any more.
        result = run_python(
            """
            from concurrent.futures import ProcessPoolExecutor, as_completed
            from multiprocessing import get_context
            import pybridge
            import clr
            import System
            def worker(a, b, c):
                return int(a) * int(b) * int(c)
            if __name__ == "__main__":
                data = [(System.Int64(1), System.Int64(2), System.Int64(3)), (System.Int64(4), System.Int64(5), System.Int64(6))]
                with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as executor:
                    jobs = [executor.submit(worker, x[0], x[1], x[2]) for x in data]
                    print(sorted(int(job.result()) for job in as_completed(jobs)))
            """
        )
        self.assertEqual((result.stdout, result.stderr), ("[6, 120]\n", ""))

    def test_what_a_queue_has_not_sent_at_exit_is_sent(self) -> None:
        self.assert_prints("True\n", """context, sent = multiprocessing.get_context("spawn"), values()
queue, (reader, writer) = context.Queue(), context.Pipe(duplex=False)
process = context.Process(target=count, args=(queue, writer, 50 * len(sent)))
process.start()
reader.recv()
for _ in range(50):
    for value in sent:
        queue.put(value)
""")

    def test_a_method_of_csharp_receives_them(self) -> None:
        self.assert_prints(
            "DateTime 2024-02-29T10:11:12.1234567\nInt32 7\nUInt64 7\nTimeSpan 00:00:00.0000001\nGuid "
            "00000000-0000-0000-0000-000000000000\nDateTime[] [\"2024-02-29T10:11:12.1234567\"]\n"
            "Dictionary`2 {\"a\":\"2024-02-29T10:11:12.1234567\"}\nDateTime 2024-02-29T10:11:12.1234567\n"
            'Job {"FileName":"cat.png","Size":null,"Tags":[],"Colour":0}\nSystem.InvalidOperationException no\n',
            f"""context = pybridge.get_context()
def talk(name, *values):
    ours, theirs = context.Pipe()
    process = pybridge.Process(target=pybridge.csharp({str(LIBRARY)!r}, "Acme.Mail." + name), args=(theirs,))
    process.start()
    theirs.close()
    for value in values:
        ours.send(value)
        print(ours.recv())
    if name == "Read":
        ours.send(None)
    process.join()
    process.close()
    ours.close()
date = DateTime(2024, 2, 29, 10, 11, 12).AddTicks(1234567)
table, dates, empty = Dictionary[str, DateTime](), List[DateTime](), System.Guid.Empty
table["a"] = date
dates.Add(date)
talk("Read", date, Int32(7), UInt64(7), TimeSpan(1), empty, Array[DateTime]([date]), table)
talk("ReadDates", dates)
clr.AddReference({str(LIBRARY)!r})
import Acme
job = Acme.Job()
job.FileName = "cat.png"
talk("ReadJob", job)
talk("ReadError", System.InvalidOperationException("no"))""",
        )

    def test_shared_ones_stay_shared_and_copies_are_values(self) -> None:
        self.assert_prints("True\nTrue True\n", """numbers = values()[-3]
first, second = pickle.loads(pickle.dumps([numbers, numbers]))
print(first is second and list(first) == [3])
import copy
copied = copy.deepcopy(numbers)
print(type(copied) is type(numbers), copied is not numbers)
""")

    def test_a_type_that_the_receiver_has_not_is_a_plain_value(self) -> None:
        self.assert_prints("Size 3\n{'Width': 3, 'Height': 4} 5\n", f"""folder = Path(tempfile.mkdtemp())
for name in ("Workers.dll", "Acme.Imaging.dll"):
    shutil.copy(Path({str(LIBRARY)!r}).with_name(name), folder)
    clr.AddReference(str(folder / name))
import Acme.Imaging
size = Acme.Imaging.Size(3, 4)
kept = pickle.loads(pickle.dumps(size))
print(type(kept).__name__, kept.Width)
shutil.rmtree(folder)
with multiprocessing.get_context("spawn").Pool(1) as pool:
    print(*pool.map(str, [size, Int32(5)]))
""")

    def test_a_class_of_python_has_its_own_way(self) -> None:
        self.assert_prints("ours\n", """class Derived(Object):
    def __reduce__(self):
        return str, ("ours",)
print(pickle.loads(pickle.dumps(Derived())))
""")

    def test_what_cannot_cross_says_so_with_the_path(self) -> None:
        self.assert_prints("TypeError cannot pickle List`1[0]: System.IO.MemoryStream\n", """streams = List[Object]()
streams.Add(System.IO.MemoryStream())
with multiprocessing.get_context("spawn").Pool(1) as pool:
    print(attempt(pool.apply, echo, (streams,)).partition(" (")[0])
""")

    def test_the_exit_ends_children_that_code_of_dotnet_has_started(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            self.assert_prints("started\n", f"""os.environ.pop("PYBRIDGE_BINDING", "")
pybridge.Process()  # loads the assembly
from PyBridge import CSharpTarget, Process
folder = Path(sys.argv[1])
def start(daemon, name, *arguments):
    target = CSharpTarget.Method({str(LIBRARY)!r}, "Acme.Workers." + name)
    process = Process(target, None, Array[Object](arguments), None, daemon)
    process.Start()
    return process
os.mkfifo(folder / "started")
os.mkfifo(folder / "never")
daemon = start(True, "WaitFor", str(folder / "started"), str(folder / "never"))
print((folder / "started").read_text(), flush=True)
(folder / "pid").write_text(str(daemon.Pid))
start(False, "Sum", str(folder / "sum"), Int32(1), Int32(2), Int32(3))""", folder)
            self.assertEqual(Path(folder, "sum").read_text(encoding="utf-8"), "Int32 6")
            self.assertFalse(Path("/proc", Path(folder, "pid").read_text(encoding="utf-8")).exists())

    def test_an_exit_handler_of_the_program_may_let_a_child_end(self) -> None:
        for name in CONTEXTS:
            with self.subTest(context=name):
                self.assert_prints("True\n", """import atexit
context = multiprocessing.get_context(sys.argv[1])
event = context.Event()
atexit.register(event.set)
reader, writer = context.Pipe(duplex=False)
context.Process(target=wait, args=(event, writer)).start()
reader.recv()""", name)

    def test_a_forked_child_is_refused(self) -> None:
        # The parent has only imported the package: the CLR alone is reason enough.
        self.assert_prints("RuntimeError pybridge cannot be used in this process: it was forked\n" * 3 + "parent 0\n", """
import os, warnings
os.environ.pop("PYBRIDGE_BINDING", "")
warnings.simplefilter("ignore", DeprecationWarning)
pickled, value = pickle.dumps(Guid.Empty), Guid.Empty
pid = os.fork()
if pid == 0:
    try:
        for action in (pybridge.Process, lambda: pickle.dumps(value), lambda: pickle.loads(pickled)):
            print(attempt(action).partition(" from")[0], flush=True)
    finally:
        os._exit(0)
print("parent", os.waitpid(pid, 0)[1], flush=True)
""")

    def test_the_parent_survives_whatever_a_forked_child_does(self) -> None:
        # pythonnet's issue 1356: tasks of celery, which forks. The child may crash or stall, and is ended.
        self.assert_prints("child\n" * 5 + "3 Process-1\n", """
import os, select, signal, warnings
warnings.simplefilter("ignore", DeprecationWarning)
for attempt_number in range(5):
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        # Compiles methods, which writes into the memory of the CLR's code.
        builder = System.Text.StringBuilder()
        for number in range(50):
            builder.Append(str(number))
        Uri("http://localhost/").GetHashCode(); System.Version("1.2").ToString(); TimeSpan(5).ToString()
        os.write(writer, b"1")
        System.GC.Collect()
        os._exit(0)
    os.close(writer)
    select.select([reader], [], [])
    os.close(reader)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    print("child", flush=True)
    System.GC.Collect()
print(System.Math.Max(2, 3), pybridge.Process().name)
""")


@whatever_the_binding
@needs_pythonnet
class WithoutClrTests(unittest.TestCase):
    """The main module leaves .NET alone where it is imported by a child."""

    def test_they_arrive_as_plain_values(self) -> None:
        for name in CONTEXTS:
            with self.subTest(context=name):
                self.assertEqual(self.received(name), [
                    "int 1099511627776", "float 0.10000000149011612", "Decimal 12.340",
                    "UUID 00000000-0000-0000-0000-000000000000", "datetime 2020-01-02 00:00:00", "list [3]", "int 5", "str x",
                    "RemoteError System.Exception: a",
                ])

    def received(self, context: str) -> Any:
        result = run_python(
            """
            import multiprocessing, sys
            import pybridge
            def describe(value):
                return f"{type(value).__name__} {value}"
            if __name__ == "__main__":
                import clr
                from System import Char, DateTime, DayOfWeek, Decimal, Exception, Guid, Int32, Int64, Single
                from System.Collections.Generic import List
                numbers = List[Int32]()
                numbers.Add(3)
                values = [Int64(2**40), Single(0.1), Decimal(12340, 0, 0, False, 3), Guid.Empty, DateTime(2020, 1, 2), numbers,
                          DayOfWeek.Friday, Char("x"), Exception("a")]
                with multiprocessing.get_context(sys.argv[1]).Pool(1) as pool:
                    print(*pool.map(describe, values), sep="\\n")
            """,
            context,
        )
        self.assertEqual(result.stderr, "")
        return result.stdout.splitlines()


if __name__ == "__main__":
    unittest.main()
