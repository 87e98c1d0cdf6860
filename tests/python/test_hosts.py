"""Interpreters under any name, and programs that embed Python by C, whatever they hand to it: who is started again?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import unittest
from pathlib import Path

from support import SOURCES, TESTS, TIMEOUT
from test_embedding import LIBRARY

HOST = r"""
#include <Python.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
    const char *script = getenv("HOST_SCRIPT"), *how = getenv("HOST_HOW");
    FILE *runs = fopen(getenv("HOST_RUNS"), "a");
    fputs("run\n", runs);
    fclose(runs);
    if (strcmp(how, "Py_Initialize") == 0) {
        Py_Initialize();
    } else {
        PyConfig config;
        PyConfig_InitPythonConfig(&config);
        config.parse_argv = strcmp(how, "parsed") == 0;
        PyStatus status = PyConfig_SetBytesArgv(&config, argc, argv);
        if (!PyStatus_Exception(status)) {
            status = Py_InitializeFromConfig(&config);
        }
        PyConfig_Clear(&config);
        if (PyStatus_Exception(status)) {
            Py_ExitStatusException(status);
        }
    }
    int code = PyRun_SimpleFile(fopen(script, "r"), script);
    return Py_FinalizeEx() < 0 ? 1 : code;
}
"""

SCRIPT = """
import multiprocessing, os, sys
import pybridge, targets

def work():
    print(os.path.basename(sys.orig_argv[0]), sys.prefix, flush=True)

if __name__ == "__main__":
    process = multiprocessing.get_context(os.environ["METHOD"]).Process(target=work)
    process.start()
    process.join()
    print(process.exitcode)
"""
HIDING = 'raise SystemExit("the file in the current folder was imported")\n'


class HostTestCase(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name).resolve()
        self.script = self.folder / "script.py"
        self.script.write_text(SCRIPT, encoding="utf-8")

    def run_program(self, *command: str | Path, method: str = "pybridge", **settings: str) -> str:
        kept = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYBRIDGE_PYTHON")}
        result = subprocess.run(
            command,
            env={**kept, "PYTHONPATH": os.pathsep.join([str(SOURCES), str(TESTS)]), "METHOD": method, **settings},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=TIMEOUT, check=False,
        )
        self.assertEqual((result.stderr, result.returncode), ("", 0))
        return result.stdout

    def make_environment(self) -> Path:
        environment = self.folder / "environment"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True, timeout=TIMEOUT)
        return environment


class NameTests(HostTestCase):
    """CPython's children are what ``sys.executable`` names: the same is ours."""

    def test_an_interpreter_under_any_name(self) -> None:
        folder = self.make_environment() / "bin"
        for name in ("my-agent", f"python{sys.version_info[0]}.{sys.version_info[1]}-dbg", ".python-wrapped", "a b"):
            with self.subTest(name=name):
                program = folder / name
                program.symlink_to(sys.executable)
                ours, theirs = (self.run_program(program, self.script, method=method) for method in ("pybridge", "spawn"))
                self.assertEqual(ours, theirs)
                self.assertEqual(ours, f"{name} {folder.parent}\n0\n")

    def test_an_interpreter_that_a_script_runs(self) -> None:
        wrapper = self.folder / "wrapper"
        wrapper.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
        wrapper.chmod(0o755)
        ours, theirs = (self.run_program(wrapper, self.script, method=method) for method in ("pybridge", "spawn"))
        self.assertEqual(ours, theirs)


@unittest.skipIf(LIBRARY is None, "this Python was built without a shared library, so nothing can embed it")
@unittest.skipUnless((Path(sysconfig.get_path("include")) / "Python.h").exists(), "Python's headers are not there")
class CHostTests(HostTestCase):
    def test_a_host_is_never_started_again(self) -> None:
        source, host = self.folder / "host.c", self.folder / "host"
        source.write_text(HOST, encoding="utf-8")
        include, library = sysconfig.get_path("include"), LIBRARY.parent
        subprocess.run(
            ["cc", "-I", include, source, "-o", host, LIBRARY, f"-Wl,-rpath,{library}"], check=True, timeout=TIMEOUT
        )
        for name in ("my-host", "python3", f"python{sys.version_info[0]}.{sys.version_info[1]}"):
            for how in ("Py_Initialize", "plain", "parsed"):
                with self.subTest(name=name, how=how):
                    runs, program = self.folder / f"{name} {how}", self.folder / how / name
                    program.parent.mkdir(exist_ok=True)
                    shutil.copy(host, program)
                    settings = {"HOST_RUNS": str(runs), "HOST_SCRIPT": str(self.script), "HOST_HOW": how}
                    printed = self.run_program(program, PYTHONHOME=sys.base_prefix, **settings).split()
                    self.assertRegex(printed[0], r"^python[\d.]*$")
                    self.assertEqual(printed[1:], [sys.base_prefix, "0"])
                    self.assertEqual(runs.read_text(encoding="utf-8"), "run\n")


class PackageTests(HostTestCase):
    """The child has the parent's package, wherever the parent has it from, and whatever else is called like it."""

    def test_an_interpreter_that_has_no_package_of_its_own(self) -> None:
        program = self.make_environment() / "bin" / "python"
        self.script.write_text(
            SCRIPT.replace("import pybridge", f"sys.path[:0] = {[str(SOURCES), str(TESTS)]!r}\nimport pybridge").replace(
                "    process = ", f"    multiprocessing.set_executable({str(program)!r})\n    process = "
            ),
            encoding="utf-8",
        )
        for flags in ((), ("-S",), ("-I",), ("-I", "-S")):
            with self.subTest(flags=flags):
                seen = self.run_program(sys.executable, *flags, self.script, PYTHONPATH="")
                self.assertEqual(seen.split()[::2], ["python", "0"])

    def test_files_of_its_name_in_the_current_folder(self) -> None:
        elsewhere = self.folder / "elsewhere"
        (elsewhere / "pybridge").mkdir(parents=True)
        (elsewhere / "pybridge.py").write_text(HIDING, encoding="utf-8")
        (elsewhere / "pybridge" / "__init__.py").write_text(HIDING, encoding="utf-8")
        self.script.write_text(SCRIPT.replace("    process = ", f"    os.chdir({str(elsewhere)!r})\n    process = "), encoding="utf-8")
        self.assertEqual(self.run_program(sys.executable, self.script).split()[-1], "0")


if __name__ == "__main__":
    unittest.main()
