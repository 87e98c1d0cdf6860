"""What lies around a C# library, and where ``dotnet`` is: found, or said to be missing."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import unittest
from pathlib import Path
from typing import Any

import pybridge
from support import SOURCES, TESTS, TIMEOUT, run_python
from acme import LIBRARY, CSharpTestCase, Size, compile_native_library, replaced_variables

README = TESTS.parents[1] / "README.md"
PYTHON_PAGE = TESTS.parents[1] / "docs" / "python.md"
RUNTIME = {"x86_64": "linux-x64", "aarch64": "linux-arm64"}[platform.machine()]


class BesideTests(CSharpTestCase):
    """A copy of the library, with what a test puts beside it."""

    def setUp(self) -> None:
        super().setUp()
        for file in LIBRARY.parent.iterdir():
            if file.is_file():
                shutil.copy(file, self.folder)
        self.library = self.folder / "Workers.dll"

    def call_copy(self, name: str, *args: Any) -> str:
        return self.call("", *args, target=pybridge.csharp(self.library, f"Acme.{name}"))

    def test_its_own_runtime_configuration_holds(self) -> None:
        self.assertEqual(self.call_copy("Workers.Setting", "Acme.Mode"), "null")
        self.write_configuration(configProperties={"Acme.Mode": "fast"})
        self.assertEqual(self.call_copy("Workers.Setting", "Acme.Mode"), "String fast")

    def test_a_configuration_for_an_older_runtime_gets_one_that_can_run_the_worker(self) -> None:
        self.write_configuration(version="6.0.0", configProperties={"Acme.Mode": "old"})
        self.assertEqual(self.call_copy("Workers.Setting", "Acme.Mode"), "String old")

    def test_the_configuration_of_a_self_contained_application_is_passed_over(self) -> None:
        self.write_configuration(key="includedFrameworks", configProperties={"Acme.Mode": "own"})
        self.assertEqual(self.call_copy("Workers.Setting", "Acme.Mode"), "null")

    def test_a_framework_that_is_missing_fails_the_start(self) -> None:
        """.NET's host refuses the child, and its words are in the error."""
        self.write_configuration(name="Acme.NoSuch", version="1.2.3")
        process = pybridge.Process(target=pybridge.csharp(self.library, "Acme.Workers.Nothing"))
        with self.assertRaises(BrokenPipeError) as raised:
            process.start()
        for expected in ("before it had read its start message", "It was: dotnet exec --roll-forward LatestMajor", "Acme.NoSuch"):
            self.assertIn(expected, str(raised.exception))
        self.assertIn("initial", repr(process))
        self.assertEqual(pybridge.active_children(), [])
        self.write_configuration()
        self.start(process).join()
        self.assertEqual(process.exitcode, 0)

    def test_files_for_the_machine_are_found_in_runtimes(self) -> None:
        """In ``runtimes/RID/native`` and ``runtimes/RID/lib``, where packages have them."""
        native = self.folder / "runtimes" / RUNTIME / "native"
        managed = self.folder / "runtimes" / RUNTIME / "lib" / "net10.0"
        native.mkdir(parents=True)
        managed.mkdir(parents=True)
        compile_native_library(native)
        shutil.move(self.folder / "Acme.Imaging.dll", managed)
        path = self.folder / "Workers.deps.json"
        dependencies = json.loads(path.read_text(encoding="utf-8"))
        (target,) = dependencies["targets"].values()
        (imaging,) = (library for name, library in target.items() if name.startswith("Acme.Imaging/"))
        del imaging["runtime"]
        imaging["runtimeTargets"] = {
            f"runtimes/{RUNTIME}/native/libacme_native.so": {"rid": RUNTIME, "assetType": "native"},
            f"runtimes/{RUNTIME}/lib/net10.0/Acme.Imaging.dll": {"rid": RUNTIME, "assetType": "runtime"},
        }
        path.write_text(json.dumps(dependencies), encoding="utf-8")
        self.assertEqual(self.call_copy("Workers.Native", 21), "Int32 42")
        self.assertEqual(self.call_copy("Values.Record", Size(1, 2)), 'Size {"Width":1,"Height":2}')

    def test_a_native_library_beside_is_found_whatever_asks_for_it(self) -> None:
        """Many ask for the system's alone, which analyzers recommend; that is meant for Windows."""
        compile_native_library(self.folder)
        self.assertEqual(self.call_copy("Workers.NativeOfTheSystem", 21), "Int32 42")

    def test_a_plugin_of_its_own_context_does_not_get_what_lies_beside_the_library(self) -> None:
        plugin = self.folder / "plugin" / "Workers.dll"
        plugin.parent.mkdir()
        shutil.copy(self.library, plugin)
        self.assertEqual(self.call_copy("Workers.Plugin", str(plugin)), "String nothing")

    def write_configuration(
        self, version: str = "10.0.0", key: str = "frameworks", name: str = "Microsoft.NETCore.App", **more: Any
    ) -> None:
        options = {"tfm": "net10.0", key: [{"name": name, "version": version}], **more}
        (self.folder / "Workers.runtimeconfig.json").write_text(json.dumps({"runtimeOptions": options}))


class DotNetTests(CSharpTestCase):
    def test_without_dotnet_nothing_is_started(self) -> None:
        """In a file system where none of the places has one, which takes a mount of one's own."""
        places = map(Path, ("/usr/lib/dotnet", "/usr/share/dotnet", "/usr/bin/dotnet", "/etc/dotnet"))
        hide = "; ".join(
            f"mount {'-t tmpfs none' if place.is_dir() else '--bind /dev/null'} {place}"
            for place in places
            if place.exists() and not place.is_symlink()  # links lead to where there is nothing then
        )
        enter = ["unshare", "--mount", "--map-root-user", "sh", "-ec", f"{hide or 'true'}; exec \"$0\" \"$@\""]
        if shutil.which("unshare") is None or subprocess.run([*enter, "true"], capture_output=True, check=False).returncode:
            self.skipTest("this needs mounts of its own, and unshare --mount is not allowed here")
        script = self.folder / "script.py"
        script.write_text(
            "import os, pybridge\n"
            f"process = pybridge.Process(target=pybridge.csharp({str(LIBRARY)!r}, 'Acme.Workers.Nothing'))\n"
            "before = os.listdir('/proc/self/fd')\n"
            "for _ in range(2):\n"
            "    try: process.start()\n"
            "    except FileNotFoundError as error: print(error)\n"
            "print(process.pid, 'initial' in repr(process), pybridge.active_children())\n"
            "try: os.wait()\n"
            "except ChildProcessError: print('no child')\n"
        )
        environment = {"PATH": "/nowhere", "PYTHONPATH": str(SOURCES), "PYBRIDGE_BINDING": "native"}
        result = subprocess.run(
            [*enter, "env", "-i", *(f"{name}={value}" for name, value in environment.items()), sys.executable, str(script)],
            capture_output=True, text=True, timeout=TIMEOUT, check=False,
        )
        first, second, *rest = result.stdout.splitlines() or [result.stderr, ""]
        self.assertEqual((second, rest), (first, ["None True []", "no child"]), result.stderr)
        for expected in ("The dotnet program that runs C# workers was not found; PYBRIDGE_DOTNET names it. Searched: ", "/nowhere/dotnet",
                         "/usr/share/dotnet/dotnet"):
            self.assertIn(expected, first)

    def test_the_variable_may_name_the_folder(self) -> None:
        real = Path(shutil.which("dotnet") or self.skipTest("no dotnet is on PATH")).resolve()
        for named in (real, real.parent):
            with self.subTest(named), replaced_variables(PYBRIDGE_DOTNET=str(named)):
                process = self.start(pybridge.Process(target=pybridge.csharp(LIBRARY, "Acme.Workers.Nothing")))
                process.join()
                self.assertEqual(process.exitcode, 0)
                process.close()

    def test_what_cannot_be_run_is_passed_over(self) -> None:
        program = self.folder / "dotnet"
        with replaced_variables(PATH=f"{self.folder}{os.pathsep}{os.environ['PATH']}"):
            program.symlink_to(self.folder / "nothing-there")
            self.assertEqual(self.call("Values.Int", 5), "Int32 5")
            program.unlink()
            program.write_text("not a program")
            self.assertEqual(self.call("Values.Int", 6), "Int32 6")

    def test_dotnet_root_comes_before_the_path(self) -> None:
        program = self.folder / "dotnet"
        program.write_text("#!/bin/sh\ncat <&3 >/dev/null\nexit 77\n")  # it reads its message, as a worker does
        program.chmod(0o755)
        with replaced_variables(DOTNET_ROOT=str(self.folder)):
            process = self.start(pybridge.Process(target=pybridge.csharp(LIBRARY, "Acme.Workers.Nothing")))
            process.join()
        self.assertEqual(process.exitcode, 77)
        process.close()


class ReadmeTests(CSharpTestCase):
    """The example, as it is written."""

    def examples(self, page: Path = README) -> list[str]:
        text = page.read_text(encoding="utf-8")
        return [part.partition("```")[0] for part in text.split("```python\n")[1:]]

    def run_in_folder(self, source: str) -> list[str]:
        result = run_python(source, cwd=self.folder)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return result.stdout.splitlines()

    def copy_library(self) -> None:
        for file in LIBRARY.parent.iterdir():
            if file.is_file():
                shutil.copy(file, self.folder)

    def test_the_first_one(self) -> None:
        self.copy_library()
        example = self.examples()[0]
        self.assertIn("Acme.Workers.Resize", example)
        (printed,) = self.run_in_folder(example)
        promised = example.rpartition("# ")[2].strip()
        self.assertEqual(*(_without_numbers(text) for text in (printed, promised)))
        self.assertEqual((self.folder / "cat.png").read_text(), "640 wide")

    def test_the_one_of_workers_that_stay(self) -> None:
        self.copy_library()
        self.assertEqual(self.run_in_folder(self.examples()[1]), ["4", "[1, 2]"])

    def test_the_one_of_calls(self) -> None:
        self.copy_library()
        (example,) = (one for one in self.examples(PYTHON_PAGE) if "count.aio" in one)
        self.assertEqual(self.run_in_folder(example), ["4", "2", "[1, 2]"])


def _without_numbers(text: str) -> str:
    return "".join(character for character in text if not character.isdigit())


if __name__ == "__main__":
    unittest.main()
