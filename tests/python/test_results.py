"""Processes that hand back what their target returns or raises."""

from __future__ import annotations

import gc
import ipaddress
import multiprocessing
import os
import pickle
import select
import signal
import struct
import tempfile
import threading
import unittest
from pathlib import Path
from typing import Any

import pybridge
from result_targets import (
    Code,
    Squarer,
    Text,
    add,
    add_later,
    ask_oneself,
    fail,
    fail_so_that_it_cannot_be_loaded,
    fail_with_surrogates,
    fill,
    give_lock,
    kill_oneself,
    leave,
    leave_at_once,
    leave_bytes,
    leave_one_behind,
    wait_for,
    write_and_leave,
)
from support import PYBRIDGE, ProcessTestCase, captured_stderr, descriptors
from acme import LIBRARY

FIFTY_MEGABYTES = 50_000_000


def setUpModule() -> None:
    """Make what is made once: the descriptor that tells of captured text. Later it would look like one left open."""
    process = pybridge.Process(target=leave_at_once, args=(0,), result=True, capture_stderr=True)
    process.start()
    process.join()
    process.close()


class ResultTest(ProcessTestCase):
    def process(self, target: Any, *args: Any, **options: Any) -> Any:
        return self.start(pybridge.Process(target=target, args=args, result=True, **options))

    def end_of(self, process: Any) -> tuple[int, str]:
        with captured_stderr() as text:
            process.start()
            process.join()
        return process.exitcode, text()

    def test_a_result_comes_back_as_often_as_it_is_asked_for(self) -> None:
        process = self.process(add, 2, kwargs={"second": 3})
        self.assertEqual([process.result(), process.result(timeout=0), process.exitcode], [5, 5, 0])

    def test_captured_text_is_for_those_with_a_result(self) -> None:
        with self.assertRaisesRegex(ValueError, "^capture_stderr=True is for processes with a result: pass result=True, too$"):
            pybridge.Process(target=add, capture_stderr=True)

    def test_a_large_result_does_not_hold_the_child(self) -> None:
        process = self.process(fill, FIFTY_MEGABYTES)
        process.join()
        self.assertEqual(process.exitcode, 0)
        self.assertEqual(len(process.result()), FIFTY_MEGABYTES)

    def test_a_large_result_that_nobody_reads_leaves_nothing(self) -> None:
        process = self.process(fill, FIFTY_MEGABYTES)
        process.join()
        process.close()
        with self.assertRaisesRegex(ValueError, "^process object is closed$"):
            process.result()

    def test_a_coroutine_is_awaited(self) -> None:
        self.assertEqual(self.process(add_later, 2, 3).result(), 5)

    def test_a_subclass_hands_back_what_its_run_returns(self) -> None:
        self.assertEqual(self.start(Squarer(6)).result(), 36)

    def test_an_exception_is_raised_with_the_childs_traceback_as_its_cause(self) -> None:
        process = pybridge.Process(target=fail, args=(ValueError("no", 2),), result=True)
        exitcode, text = self.end_of(process)
        for _ in range(2):
            with self.assertRaises(ValueError) as caught:
                process.result()
            self.assertEqual(caught.exception.args, ("no", 2))
            self.assertIsInstance(caught.exception.__cause__, pybridge.RemoteTraceback)
            self.assertEqual(f"Process {process.name}:\n{caught.exception.__cause__.traceback}", text)
        self.assertEqual(exitcode, 1)
        process.close()

    def test_a_failure_ends_the_child_as_it_ends_a_plain_one(self) -> None:
        def ends(target: Any, *args: Any) -> list[tuple[int, str]]:
            return [
                self.end_of(pybridge.Process(target=target, args=args, name="same", **options))
                for options in ({}, {"result": True})
            ]

        for target, *args in ((fail, KeyError("k")), (leave, 3), (leave, "text"), (give_lock,), (add, 1, 2, 3)):
            with self.subTest(target=target):
                plain, asked = ends(target, *args)
                self.assertEqual(asked, plain)

    def test_an_exception_that_cannot_be_loaded_is_told(self) -> None:
        with captured_stderr():
            process = self.process(fail_so_that_it_cannot_be_loaded)
            process.join()
        with self.assertRaises(pybridge.RemoteError) as caught:
            process.result()
        self.assertEqual(caught.exception.type_name, "result_targets.NeedsTwo")
        self.assertRegex(str(caught.exception), r"NeedsTwo: first \(the exception itself cannot be pickled\)$")
        self.assertIn("in fail_so_that_it_cannot_be_loaded", caught.exception.traceback)
        self.assertEqual(pickle.loads(pickle.dumps(caught.exception)).type_name, caught.exception.type_name)

    def test_a_result_that_cannot_be_pickled_says_so(self) -> None:
        process = self.process(give_lock)
        with self.assertRaisesRegex(pickle.PicklingError, "result of the process cannot be pickled: .*lock"):
            process.result()
        self.assertEqual(process.exitcode, 0)

    def test_system_exit_is_raised_as_such(self) -> None:
        with captured_stderr():
            process = self.process(leave, 3)
            process.join()
        with self.assertRaises(SystemExit) as caught:
            process.result()
        self.assertEqual((caught.exception.code, process.exitcode), (3, 3))

    def test_texts_and_codes_of_other_classes_are_told_as_plain_ones(self) -> None:
        with captured_stderr():
            exits = [self.process(leave, code) for code in (Code.FOUR, Text("text"))]
            told = self.process(fail_with_surrogates), self.process(fail, ValueError(Text("text")))
            for process in (*exits, *told):
                process.join()
        for process, code in zip(exits, (4, "text")):
            with self.assertRaises(SystemExit) as caught:
                process.result()
            self.assertEqual(caught.exception.code, code)
        with self.assertRaisesRegex(pybridge.RemoteError, "NeedsTwo: \ud800 "):
            told[0].result()
        with self.assertRaisesRegex(ValueError, "^text$"):
            told[1].result()

    def test_a_dead_child_is_named(self) -> None:
        cases = ((leave_at_once, 4, "ended with exit code 4"), (kill_oneself, signal.SIGKILL, "was ended by SIGKILL"))
        for target, argument, how in cases:
            with self.subTest(how):
                process = self.process(target, argument, name="dead")
                for _ in range(2):
                    with self.assertRaises(pybridge.ProcessDiedError) as caught:
                        process.result()
                    self.assertEqual(
                        str(caught.exception), f"process 'dead' (pid {process.pid}) {how} and left no result"
                    )

    def test_a_dead_child_tells_its_last_lines_if_asked_before(self) -> None:
        process = pybridge.Process(
            target=write_and_leave, args=(30,), name="teller", result=True, capture_stderr=True
        )
        code, text = self.end_of(process)
        self.assertEqual((code, text), (7, "".join(f"line {number}\n" for number in range(30))))
        with self.assertRaises(pybridge.ProcessDiedError) as caught:
            process.result()
        last = "\n".join(f"line {number}" for number in range(10, 30))
        self.assertEqual(
            str(caught.exception),
            f"process 'teller' (pid {process.pid}) ended with exit code 7 and left no result; "
            f"it last wrote to stderr:\n{last}",
        )
        process.close()

    def test_capturing_without_a_result_is_refused(self) -> None:
        with self.assertRaisesRegex(ValueError, "pass result=True, too"):
            pybridge.Process(target=add, capture_stderr=True)

    def test_a_running_process_is_waited_for_and_no_longer_than_asked(self) -> None:
        reader, writer = self.pipe()
        process = self.process(wait_for, reader, name="runner")
        with self.assertRaisesRegex(TimeoutError, "^process 'runner' has not ended, so there is no result yet$"):
            process.result(timeout=0.01)
        writer.send("now")
        self.assertEqual(process.result(timeout=None), "now")

    def test_any_number_of_threads_may_ask(self) -> None:
        reader, writer = self.pipe()
        process = self.process(wait_for, reader)
        found: list[Any] = []
        threads = [threading.Thread(target=lambda: found.append(process.result())) for _ in range(4)]
        for thread in threads:
            thread.start()
        writer.send("now")
        for thread in threads:
            thread.join()
        self.assertEqual(found, ["now"] * 4)

    def test_states(self) -> None:
        process = pybridge.Process(target=add, args=(1, 2), result=True)
        with self.assertRaisesRegex(AssertionError, "^can only get the result of a started process$"):
            process.result()
        process.close()
        with self.assertRaisesRegex(ValueError, "^process object is closed$"):
            process.result()
        self.assertEqual(
            self.process(ask_oneself).result(), ("AssertionError", "can only get the result of a child process")
        )

    def test_a_plain_process_has_none_and_no_descriptor_for_it(self) -> None:
        reader, writer = self.pipe()
        other_reader, other_writer = self.pipe()  # two readers of one pipe take pieces of each other's messages
        gc.collect()
        before = len(descriptors())
        plain = self.start(pybridge.Process(target=wait_for, args=(reader,)))
        self.assertEqual(len(descriptors()) - before, 1)
        self.assertFalse([link for link in descriptors().values() if "memfd:pybridge-result" in link])
        asked = self.process(wait_for, other_reader)
        self.assertEqual(len(descriptors()) - before, 3)
        with self.assertRaisesRegex(ValueError, "^the process was made without result=True$"):
            plain.result()
        for end, process in ((writer, plain), (other_writer, asked)):
            end.send(1)
            process.join()
            self.assertEqual(process.exitcode, 0)

    def test_the_context_makes_them_too(self) -> None:
        self.assertEqual(self.start(PYBRIDGE.Process(target=add, args=(1, 2), result=True)).result(), 3)

    def test_a_process_left_behind_by_the_child_does_not_hold_the_result(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            fifo = str(Path(folder) / "end")
            os.mkfifo(fifo)
            left = os.pidfd_open(self.process(leave_one_behind, fifo).result())
            with open(fifo, "w", encoding="ascii"):
                pass
            select.select([left], [], [])
            os.close(left)


def result_file(kind: int, body: bytes, length: int | None = None, letters: bytes = b"PYRESULT", version: int = 2) -> bytes:
    """What a child leaves, as docs/protocol.md says."""
    return struct.pack("<8sIIq", letters, version, kind, len(body) if length is None else length) + body


def failure(kind: int, *items: Any) -> bytes:
    return result_file(kind, pickle.dumps(items))


VALUE, DOTNET_VALUE, PYTHON_FAILURE, DOTNET_FAILURE, UNSENDABLE, BUFFERED_VALUE = range(1, 7)
WHOLE = "acme.Error", ("ValueError",), "message", "trace", None, None

UNKNOWN = "it tells of a failure in an unknown way"

# What a damaged child leaves, and what C# says of it; ResultFileTests.cs has the same texts.
DAMAGED = {
    "letters": (result_file(VALUE, b"", letters=b"NORESULT"), "it does not begin as one"),
    "version": (result_file(VALUE, b"", version=1), "it does not begin as one"),
    "kind": (result_file(8, b""), "it does not begin as one"),
    "negative length": (result_file(VALUE, b"", -1), "it does not begin as one"),
    "short value": (result_file(VALUE, b"abc", 10), "it stops after 3 of 10 bytes"),
    "short record": (result_file(PYTHON_FAILURE, b"abc", 10), "it stops after 3 of 10 bytes"),
    "length without end": (result_file(UNSENDABLE, b"", 2**63 - 1), f"it stops after 0 of {2**63 - 1} bytes"),
    "object": (result_file(DOTNET_VALUE, b"abc"), "it is an object of .NET, which only a parent of .NET reads"),
    "object with buffers": (result_file(7, b"abc"), "it is an object of .NET, which only a parent of .NET reads"),
    "no tuple": (result_file(PYTHON_FAILURE, pickle.dumps([1])), UNKNOWN),
    "five items": (failure(DOTNET_FAILURE, *WHOLE[:5]), UNKNOWN),
    "no name": (failure(UNSENDABLE, None, *WHOLE[1:]), UNKNOWN),
    "no trace": (failure(PYTHON_FAILURE, *WHOLE[:3], 1, None, None), UNKNOWN),
    "object as code": (failure(DOTNET_FAILURE, *WHOLE[:4], os.getpid, None), UNKNOWN),
    "text as original": (failure(PYTHON_FAILURE, *WHOLE[:5], "text"), UNKNOWN),
    "nameless type": (failure(DOTNET_FAILURE, "a", (1,), *WHOLE[2:]), "a type without a name failed"),
}


class DamagedResultTest(ProcessTestCase):
    def result_of(self, content: bytes) -> Any:
        process = self.start(pybridge.Process(target=leave_bytes, args=(content,), result=True))
        process.join()
        return process

    def test_what_cannot_be_read_is_told_by_c_sharp_each_time(self) -> None:
        for name, (content, why) in DAMAGED.items():
            with self.subTest(name):
                process = self.result_of(content)
                for _ in range(2):
                    with self.assertRaises(pickle.UnpicklingError) as caught:
                        process.result()
                    self.assertEqual(str(caught.exception), f"the result of a process cannot be read: {why}")
                process.close()
                self.assertFalse([link for link in descriptors().values() if "memfd:pybridge-result" in link])

    def test_a_damaged_table_of_buffers_is_an_error_of_reading(self) -> None:
        value, end = pickle.dumps(1), struct.pack("<q", 1)
        for table in (b"", b"\xff" * 8, struct.pack("<q", 2**62), struct.pack("<qq", 0, 1000) + end, struct.pack("<qq", -8, 8) + end):
            process = self.result_of(result_file(BUFFERED_VALUE, table and value + table))
            with self.subTest(table), self.assertRaisesRegex(pickle.UnpicklingError, "its table of buffers is damaged"):
                process.result()

    def test_a_record_cut_off_is_an_error_of_reading(self) -> None:
        whole = pickle.dumps(WHOLE)
        for length in (0, 1, len(whole) - 1):
            process = self.result_of(result_file(PYTHON_FAILURE, whole[:length]))
            with self.subTest(length), self.assertRaises((pickle.UnpicklingError, EOFError)):
                process.result()
            process.close()

    def test_whole_records_make_the_exceptions_of_their_kind(self) -> None:
        many = 10**30
        for items, kind, expected in (
            (WHOLE, DOTNET_FAILURE, ValueError("message")),
            (("a", (), "m", "t", None, None), DOTNET_FAILURE, pybridge.RemoteError("a", "m", "t")),
            (("a", ("SystemExit",), "m", "t", many, None), DOTNET_FAILURE, SystemExit(many)),
            (("a", ("SystemExit",), "m", "t", True, None), DOTNET_FAILURE, SystemExit(True)),
            ((*WHOLE[:5], pickle.dumps(KeyError("k"))), PYTHON_FAILURE, KeyError("k")),
            (WHOLE, UNSENDABLE, pickle.PicklingError("the result of the process cannot be pickled: message")),
        ):
            with self.subTest(expected=expected), self.assertRaises(type(expected)) as caught:
                self.result_of(failure(kind, *items)).result()
            self.assertEqual(str(caught.exception), str(expected))
            self.assertEqual(caught.exception.__cause__.traceback, items[3])


class CSharpResultTest(ProcessTestCase):
    """C# methods that answer Python."""

    def ask(self, method: str, *args: Any, type_name: str = "Answers", **options: Any) -> Any:
        target = pybridge.csharp(LIBRARY, f"Acme.{type_name}.{method}")
        return self.start(pybridge.Process(target=target, args=args, result=True, **options))

    def test_values_become_those_of_python(self) -> None:
        self.assertEqual(self.ask("Add", 2, 3).result(), 5)
        self.assertEqual(self.ask("EchoAsync", "täxt").result(), "täxt")
        self.assertIsNone(self.ask("NothingAsync").result())
        described = self.ask("Describe").result()
        self.assertEqual(described, {"point": {"X": 1.0, "Y": 2.0}, "list": [1.5]})

    def test_classes_of_dotnet_become_those_of_the_standard_library(self) -> None:
        self.assertEqual(
            self.ask("All", type_name="FrameworkValues").result(),
            [{"a": [1, None]}, ipaddress.ip_address("127.0.0.1"), Path("/tmp/a"), slice(1, None), {"n": [1]}, None],
        )

    def test_items_are_asked_for_in_the_child(self) -> None:
        process = self.ask("CountAsync", type_name="FrameworkValues")
        self.assertEqual(process.result(), [1, process.pid])
        with captured_stderr(), self.assertRaisesRegex(pybridge.RemoteError, "no second"):
            process = self.ask("FailAtTheSecond", type_name="FrameworkValues")
            process.join()
            process.result()
        self.assertEqual(process.exitcode, 1)

    def test_a_large_result_does_not_hold_the_child(self) -> None:
        process = self.ask("Fill", FIFTY_MEGABYTES)
        process.join()
        self.assertEqual((process.exitcode, len(process.result())), (0, FIFTY_MEGABYTES))

    def test_an_exception_that_both_know_is_natural(self) -> None:
        with captured_stderr() as text:
            process = self.ask("Divide", 1, 0)
            process.join()
        with self.assertRaises(ZeroDivisionError) as caught:
            process.result()
        stack = caught.exception.__cause__.traceback
        self.assertIn("Acme.Answers.Divide", stack)
        self.assertEqual(f"Process {process.name}:\n{stack}\n", text())
        self.assertEqual(process.exitcode, 1)

    def test_an_exception_of_dotnet_alone_is_told(self) -> None:
        with captured_stderr():
            process = self.ask("Fail", "no such luck")
            process.join()
        with self.assertRaises(pybridge.RemoteError) as caught:
            process.result()
        self.assertEqual(str(caught.exception), "System.InvalidOperationException: no such luck")
        self.assertIn("Acme.Answers.Fail", caught.exception.traceback)

    def test_what_has_no_counterpart_says_so(self) -> None:
        process = self.ask("Method")
        with self.assertRaisesRegex(pickle.PicklingError, "cannot pickle result: System.Action"):
            process.result()
        self.assertEqual(process.exitcode, 0)

    def test_a_dead_child_is_named(self) -> None:
        with self.assertRaisesRegex(pybridge.ProcessDiedError, "ended with exit code 7 and left no result"):
            self.ask("Exit", 7).result()

    def test_a_dead_child_tells_its_last_lines_if_asked_before(self) -> None:
        with captured_stderr() as text:
            process = self.ask("TellAndExit", 7, capture_stderr=True)
            process.join()
        self.assertEqual(text(), "told\n")
        with self.assertRaisesRegex(pybridge.ProcessDiedError, "left no result; it last wrote to stderr:\ntold$"):
            process.result()


if __name__ == "__main__":
    multiprocessing.freeze_support()
    unittest.main()
