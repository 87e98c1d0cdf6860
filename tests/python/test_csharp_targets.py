"""C# methods as targets: a class library that never heard of PyBridge, called by the names of its methods."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import shutil
import signal
import unittest
import unittest.mock
from pathlib import Path

import pybridge
from acme import LIBRARY, Colour, CSharpTestCase, Size, compile_native_library, method, replaced_variables
from support import PYBRIDGE


class Subclass(pybridge.Process):
    """A process class with an attribute of its own, which a C# child has no use for."""

    label = "mine"


class Overriding(pybridge.Process):
    """Its own run() is what the child runs, and it is Python."""

    def run(self) -> None:
        raise SystemExit(7)


class ReferenceTests(unittest.TestCase):
    def test_reference_is_a_value(self) -> None:
        reference = pybridge.csharp(Path("lib") / "Workers.dll", "Acme.Workers.Resize")
        self.assertEqual(repr(reference), "pybridge.csharp('lib/Workers.dll', 'Acme.Workers.Resize')")
        self.assertEqual(eval(repr(reference)), reference)
        self.assertEqual(pickle.loads(pickle.dumps(reference)), reference)
        self.assertEqual({reference: 1}[pybridge.csharp("lib/Workers.dll", "Acme.Workers.Resize")], 1)
        self.assertNotEqual(reference, pybridge.csharp("lib/Workers.dll", "Acme.Workers.Shrink"))
        self.assertNotEqual(reference, "Acme.Workers.Resize")

    def test_reference_is_made_of_text(self) -> None:
        for arguments in ((b"Workers.dll", "A.B"), ("Workers.dll", None)):
            with self.assertRaises(TypeError) as caught:
                pybridge.csharp(*arguments)
            given = " and ".join(type(argument).__name__ for argument in arguments)
            self.assertEqual(str(caught.exception), f"csharp() wants a path and a name, not {given}")


class CallTests(CSharpTestCase):
    def test_defaults_and_keywords(self) -> None:
        name = "Workers.Resize"
        self.assertEqual(self.call(name, "a"), "String a Size { Width = 640, Height = 480 } Green")
        self.assertEqual(
            self.call(name, file="b", border=Colour.RED, height=1), "String b Size { Width = 640, Height = 1 } Red"
        )

    def test_params(self) -> None:
        self.assertEqual(self.call("Workers.Sum"), "Int32 0")
        self.assertEqual(self.call("Workers.Sum", 1, 2, 3), "Int32 6")
        self.assertEqual(self.call("Workers.Sum", numbers=[4, 5]), "Int32 9")

    def test_overloads(self) -> None:
        cases = [(5, "int 5"), (2**40, "long 1099511627776"), (1.5, "double 1.5"), ("x", "string x"), (b"x", "object Byte[]")]
        for value, expected in cases:
            with self.subTest(value=value):
                self.assertEqual(self.call("Overloads.Take", value), f"String {expected}")
        self.assertEqual(self.call("Overloads.Take", 5, text="x"), "String int and string 5 x")
        self.assertEqual(self.call("Overloads.Default"), "String without")
        self.assertEqual(self.call("Overloads.Default", 3), "String with 3")

    def test_methods_of_instances_and_nested_types(self) -> None:
        self.assertEqual(self.call("Overloads.OnInstance"), "String Overloads")
        self.assertEqual(self.call("Overloads.Nested.OnInstance"), "String Nested")
        self.assertEqual(self.call("Overloads+Nested.Inner"), "String nested")
        self.assertEqual(self.call("Overloads.Nested.Virtual"), "String nested")
        self.assertEqual(self.call("Overloads.Input", 5), "Int32 5")

    def test_tasks_are_awaited(self) -> None:
        self.assertEqual(self.call("Workers.LaterAsync", "later"), "String later")
        text = self.fail_child(pybridge.Process(target=method("Workers.FailLaterAsync"), args=("too late",)))
        self.assertIn("System.InvalidOperationException: too late", text)

    def test_arguments_that_fit_no_parameters(self) -> None:
        refused = self.refused
        self.assertEqual(
            refused(TypeError, "Workers.Fail"), "Fail() missing 1 required positional argument: 'text'"
        )
        self.assertEqual(
            refused(TypeError, "Workers.Fail", 1, 2), "Fail() takes 1 positional argument but 2 were given"
        )
        self.assertEqual(
            refused(TypeError, "Workers.Fail", texts="x"), "Fail() got an unexpected keyword argument 'texts'"
        )
        self.assertEqual(
            refused(TypeError, "Workers.Fail", "x", text="x"), "Fail() got multiple values for argument 'text'"
        )
        self.assertIn("the call of Ambiguous() is ambiguous between\n  Ambiguous(", refused(TypeError, "Overloads.Ambiguous", "report", 1, 2))
        self.assertIn("no overload of Take() takes these arguments:\n  Take(", refused(TypeError, "Overloads.Take", 1))

    def test_methods_that_cannot_be_called(self) -> None:
        self.assertEqual(
            self.refused(TypeError, "Overloads.Generic", 5),
            "Generic() cannot be called: it is generic, and nothing tells its type arguments",
        )
        for arguments in ((5,), (), (5, 6)):
            self.assertEqual(
                self.refused(TypeError, "Overloads.Reference", *arguments),
                "Reference() argument 'value' cannot be given, System.Int32: passed by reference: what is written to it would be lost",
            )
        self.assertIn("a ref struct, which lives on one stack alone", self.refused(TypeError, "Overloads.OnStack", b"x"))
        self.assertIn("a pointer, which means nothing in another process", self.refused(TypeError, "Overloads.Pointer", 5))
        self.assertIn("code, which values cannot become", self.refused(TypeError, "Overloads.Code", 5))
        self.assertIn("has no public constructor without parameters", self.refused(TypeError, "Overloads.Unmakeable.OnInstance", "report"))


class MissingTests(CSharpTestCase):
    def test_missing_file(self) -> None:
        path = self.folder / "Nothing.dll"
        text = self.refused_start(FileNotFoundError, pybridge.Process(target=pybridge.csharp(path, "A.B.C")))
        self.assertEqual(text, f"[Errno 2] No such file or directory: '{path}'")

    def test_file_that_is_no_assembly(self) -> None:
        for content in (b"", b"text", b"MZ" + bytes(200)):
            with self.subTest(content=content):
                path = self.folder / "Text.dll"
                path.write_bytes(content)
                text = self.refused_start(ImportError, pybridge.Process(target=pybridge.csharp(path, "A.B.C")))
                self.assertIn(f"{path} is not a .NET assembly", text)
        text = self.refused_start(ImportError, pybridge.Process(target=pybridge.csharp(self.folder, "A.B.C")))
        self.assertEqual(text, f"{self.folder} is not a .NET assembly: it is a folder")

    def test_missing_type_and_method(self) -> None:
        text = self.refused(AttributeError, "Werkers.Resize")
        self.assertIn(str(LIBRARY), text)
        self.assertIn("'Acme.Werkers'", text)
        text = self.refused(AttributeError, "Workers.Resise")
        self.assertIn("'Resise'", text)
        self.assertIn("Resize", text)
        self.assertIn("not", self.refused(AttributeError, "Workers.Hidden"))
        self.refused_start(AttributeError, pybridge.Process(target=pybridge.csharp(LIBRARY, "Resize")))

    def test_missing_dotnet(self) -> None:
        missing = str(self.folder / "dotnet")
        process = pybridge.Process(target=method("Workers.Nothing"))
        with replaced_variables(PYBRIDGE_DOTNET=missing):
            self.assertIn(missing, self.refused_start(FileNotFoundError, process))
        self.start(process).join()  # as it was: it can be started
        self.assertEqual(process.exitcode, 0)
        process.close()


class ChildTests(CSharpTestCase):
    def test_child_knows_itself_and_its_parent(self) -> None:
        process = pybridge.Process(target=method("Workers.Describe"), args=(str(self.report),), name="worker", daemon=True)
        process.authkey = b"key"
        self.start(process).join()
        told = self.report.read_text(encoding="utf-8").removeprefix("String ").split("|")
        current = multiprocessing.current_process()
        expected = f"<Process name='worker' parent={os.getpid()} started daemon>"
        self.assertEqual(told, ["worker", "True", b"key".hex(), current.name, str(os.getpid()), expected])
        process.close()

    def test_daemon_may_have_no_children(self) -> None:
        text = self.fail_child(pybridge.Process(target=method("Workers.StartChild"), daemon=True))
        self.assertIn("daemonic processes are not allowed to have children", text)

    def test_exceptions_and_exit_codes(self) -> None:
        text = self.fail_child(pybridge.Process(target=method("Workers.Fail"), args=("boom",), name="failing"))
        self.assertTrue(text.startswith("Process failing:\nSystem.InvalidOperationException: boom\n"), text)
        for name, code in (("Exit", 3), ("SetExitCode", 4)):
            process = self.start(pybridge.Process(target=method(f"Workers.{name}"), args=(code,)))
            process.join()
            self.assertEqual(process.exitcode, code)
            process.close()

    def test_terminate(self) -> None:
        fifo, started = self.folder / "fifo", self.folder / "started"
        os.mkfifo(fifo)
        os.mkfifo(started)
        process = self.start(pybridge.Process(target=method("Workers.WaitFor"), args=(str(started), str(fifo))))
        self.assertEqual(started.read_text(encoding="utf-8"), "started")
        self.assertTrue(process.is_alive())
        process.terminate()
        process.join()
        self.assertEqual(process.exitcode, -signal.SIGTERM)
        process.close()

    def test_surroundings_are_those_of_the_start(self) -> None:
        with replaced_variables(ACME_SETTING="set"):
            told = self.call("Workers.Surroundings")
        expected = f"String {os.getcwd()}|set|Workers|{LIBRARY.parent}/"
        self.assertEqual(told, expected)

    def test_standard_input_is_empty(self) -> None:
        self.assertEqual(self.call("Workers.Read"), "String ")

    def test_subclass_and_contexts(self) -> None:
        for factory in (Subclass, PYBRIDGE.Process):
            with self.subTest(factory=factory):
                self.assertEqual(self.call("Values.Int", 5, factory=factory), "Int32 5")

    def test_overridden_run_is_what_runs(self) -> None:
        process = self.start(Overriding(target=method("Workers.Nothing")))
        process.join()
        self.assertEqual(process.exitcode, 7)
        process.close()

    def test_relative_path_counts_from_the_working_directory(self) -> None:
        before = os.getcwd()
        os.chdir(LIBRARY.parent)
        try:
            self.assertEqual(self.call("", 5, target=pybridge.csharp("Workers.dll", "Acme.Values.Int")), "Int32 5")
        finally:
            os.chdir(before)

    def test_dependencies_are_found_beside_the_library(self) -> None:
        """A managed one by the library's deps.json and without it, and a native one."""
        for file in LIBRARY.parent.iterdir():
            if file.is_file():
                shutil.copy(file, self.folder)
        compile_native_library(self.folder)
        copy = self.folder / "Workers.dll"
        self.assertEqual(self.call("", 21, target=pybridge.csharp(copy, "Acme.Workers.Native")), "Int32 42")
        (self.folder / "Workers.deps.json").unlink()
        told = self.call("", Size(1, 2), target=pybridge.csharp(copy, "Acme.Values.Record"))
        self.assertEqual(told, 'Size {"Width":1,"Height":2}')


if __name__ == "__main__":
    unittest.main()
