"""What type checkers are told: that it is whole, agrees with the program, and accepts and refuses what it should."""

from __future__ import annotations

import ast
import inspect
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from functools import cache
from pathlib import Path
from typing import Any

import pybridge
import pybridge.process
from support import SOURCES, TESTS, TIMEOUT, whatever_the_binding

ROOT = TESTS.parents[1]
STUB = Path(pybridge.process.__file__).with_suffix(".pyi")
VERSION = "%d.%d" % sys.version_info[:2]
IN_BASE = {"name", "daemon", "authkey"}  # as multiprocessing's own types have them


@cache
def pyright() -> tuple[str, ...] | None:
    """Return the command of pyright, asking no network; None where it is not on this machine."""
    for command in (("pyright",), ("npx", "--offline", "--yes", "pyright")):
        if shutil.which(command[0]):
            result = subprocess.run([*command, "--version"], capture_output=True, timeout=TIMEOUT, check=False)
            if result.returncode == 0:
                return command
    return None


class StubTests(unittest.TestCase):
    """The stub holds signatures alone: here they are compared with the program's."""

    def setUp(self) -> None:
        tree = ast.parse(STUB.read_text(encoding="utf-8"))
        (self.stub,) = (node for node in tree.body if isinstance(node, ast.ClassDef))
        self.functions = [node for node in self.stub.body if isinstance(node, ast.FunctionDef)]

    def test_the_same_members(self) -> None:
        program = {name for name in vars(pybridge.Process) if not name.startswith("_")}
        self.assertEqual({function.name for function in self.functions} - {"__init__"}, program - IN_BASE)

    def test_the_same_parameters(self) -> None:
        for function in self.functions:
            decorators = [ast.unparse(decorator) for decorator in function.decorator_list]
            if "property" in decorators:
                self.assertIsInstance(getattr(pybridge.Process, function.name), property)
            elif function.name != "__init__":
                with self.subTest(method=function.name):
                    program = inspect.signature(getattr(pybridge.Process, function.name))
                    self.assertEqual(_parameters(function), list(map(_described, program.parameters.values())))

    def test_each_overload_is_a_way_to_call_the_constructor(self) -> None:
        program = list(inspect.signature(pybridge.Process.__init__).parameters)
        overloads = [function for function in self.functions if function.name == "__init__"]
        for overload in overloads:
            with self.subTest(line=overload.lineno):
                names = [argument.arg for argument in (*overload.args.args, *overload.args.kwonlyargs)]
                self.assertEqual(names, [name for name in program if name in names])
        self.assertEqual({argument.arg for each in overloads for argument in (*each.args.args, *each.args.kwonlyargs)},
                         set(program))

    def test_the_class_takes_the_type_of_its_result(self) -> None:
        class Download(pybridge.Process[bytes]):
            pass

        self.assertTrue(issubclass(Download, pybridge.Process))
        self.assertEqual(repr(pybridge.Process[int]), "pybridge.process.Process[int]")


@whatever_the_binding
class CheckerTests(unittest.TestCase):
    def setUp(self) -> None:
        if pyright() is None:
            self.skipTest("pyright is not on this machine (npm install -g pyright, or once: npx pyright --version)")

    def run_pyright(self, *arguments: str) -> dict[str, Any]:
        command = [*pyright(), "--outputjson", *arguments]
        result = subprocess.run(command, cwd=SOURCES, capture_output=True, text=True, timeout=TIMEOUT, check=False)
        return json.loads(result.stdout or json.dumps({"failure": result.stderr}))

    def test_the_sample(self) -> None:
        found = self.run_pyright("--project", str(ROOT / "pyproject.toml"), "--pythonversion", VERSION)
        problems = [f"{Path(one['file']).name}:{one['range']['start']['line'] + 1}: {one['message']}"
                    for one in found["generalDiagnostics"]]
        self.assertEqual(problems, [])
        self.assertGreaterEqual(found["summary"]["filesAnalyzed"], 3, found)

    def test_what_is_said_of_a_wrong_tuple(self) -> None:
        source = (
            "from pybridge import Process\n"
            "def two(number: int, text: str) -> float: ...\n"
            "async def get(number: int) -> bytes: ...\n"
            "Process(target=two, args=(1, 2))\n"
            "Process(target=two, args=(1,), result=True)\n"
            "Process(target=get, args=('a',), result=True)\n"
            "Process(None, two, None, (1,))\n"
        )
        with tempfile.NamedTemporaryFile("w", suffix=".py", dir=SOURCES) as file:
            file.write(source)
            file.flush()
            found = self.run_pyright(file.name)["generalDiagnostics"]
        told = [one["message"] for one in found if one["rule"] == "reportArgumentType"]
        self.assertEqual(len(told), 4, found)
        for message, wanted in zip(told, ('"str"', '"tuple[int, str]"', '"int"', '"tuple[int, str]"')):
            self.assertIn('parameter "args"', message)
            self.assertIn(f"is not assignable to {wanted}", message)
            self.assertNotIn("_Unchecked", message)

    def test_every_public_name_has_a_type(self) -> None:
        found = self.run_pyright("--ignoreexternal", "--verifytypes", "pybridge")["typeCompleteness"]
        untyped = [symbol["name"] for symbol in found["symbols"] if symbol["isExported"] and not symbol["isTypeKnown"]]
        self.assertEqual(untyped, [])
        self.assertEqual(found["completenessScore"], 1)
        self.assertTrue(found["pyTypedPath"].endswith("py.typed"))


def _parameters(function: ast.FunctionDef) -> list[tuple[str, str]]:
    arguments = function.args
    defaults = [None] * (len(arguments.args) - len(arguments.defaults)) + arguments.defaults
    return [(argument.arg, "" if default is None else ast.unparse(default))
            for argument, default in zip(arguments.args, defaults)]


def _described(parameter: inspect.Parameter) -> tuple[str, str]:
    return parameter.name, "" if parameter.default is parameter.empty else repr(parameter.default)


if __name__ == "__main__":
    unittest.main()
