"""The environment of children, in interpreters that are linked in different ways."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

from support import SOURCES, TIMEOUT
from test_embedding import LIBRARY, VERSION

COMPILER = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")

# Linked to fixed addresses, as Debian's interpreter is, a program has a copy of the C library's variable.
INTERPRETER = """
#include <stddef.h>
extern char **environ;
int Py_BytesMain(int argc, char **argv);
int main(int argc, char **argv) { return environ == NULL ? 3 : Py_BytesMain(argc, argv); }
"""

PROGRAM = """
import ctypes, multiprocessing, os
import pybridge

def tell(method):
    own = {"LC_CTYPE"}  # set by interpreters for themselves
    print(method, sorted(item for item in os.environb.items() if item[0].decode() not in own))

if __name__ == "__main__":
    print(ctypes.c_void_p.in_dll(ctypes.CDLL("libc.so.6"), "environ").value)
    os.environ["PYBRIDGE_TEST"] = "changed"
    for method in ("spawn", "pybridge"):
        process = multiprocessing.get_context(method).Process(target=tell, args=("ours",))
        process.start()
        process.join()
"""


@unittest.skipIf(LIBRARY is None, "this Python was built without a shared library, so nothing can be linked with it")
@unittest.skipIf(COMPILER is None, "there is no C compiler")
class EnvironmentTests(unittest.TestCase):
    def test_an_interpreter_with_a_copy_of_the_variable_passes_it_on(self) -> None:
        with tempfile.TemporaryDirectory(prefix="pybridge-test-") as name:
            folder = Path(name)
            source, interpreter, script = folder / "main.c", folder / f"python{VERSION}", folder / "script.py"
            source.write_text(INTERPRETER, encoding="utf-8")
            script.write_text(textwrap.dedent(PROGRAM), encoding="utf-8")
            subprocess.run(
                [COMPILER, "-fno-pic", "-no-pie", "-o", interpreter, source, LIBRARY, f"-Wl,-rpath,{LIBRARY.parent}"],
                check=True,
            )
            path = os.pathsep.join([str(SOURCES), *filter(None, [os.environ.get("PYTHONPATH")])])
            environment = {**os.environ, "PYTHONHOME": sys.base_prefix, "PYTHONPATH": path}
            result = subprocess.run(
                [interpreter, script], env=environment, text=True, capture_output=True, timeout=TIMEOUT, check=False
            )
        original, *children = result.stdout.splitlines() or [result.stderr]
        if original != "None":
            self.skipTest(f"programs have no copy of the variable on this machine: {result.stderr}")
        self.assertEqual(len(children), 2, result.stderr)
        self.assertIn("changed", children[0])
        self.assertEqual(children[1], children[0])


if __name__ == "__main__":
    unittest.main()
