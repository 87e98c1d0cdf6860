"""Packages that live beside processes, for real: Debian's, by Debian's interpreter, which ``.ci/run`` installs."""

from __future__ import annotations

import subprocess
import sys
import unittest
from unittest import mock

from support import run_python

DEBIAN = "/usr/bin/python3"
PATCHES = {
    "eventlet": "import eventlet; eventlet.monkey_patch()",
    "gevent": "from gevent import monkey; monkey.patch_all()",
}
PROGRAM = """
    {patch}
    import pybridge

    def fail():
        raise KeyError("k")

    if __name__ == "__main__":
        for target, arguments in ((print, ("ran",)), (fail, ())):
            process = pybridge.Process(target=target, args=arguments)
            process.start()
            process.join()
            print(process.exitcode)
        process = pybridge.Process(target=len, args=("four",), result=True)
        process.start()
        print(process.result())
"""


class GreenThreadTests(unittest.TestCase):
    def test_processes_start_fail_and_are_joined(self) -> None:
        for package, patch in PATCHES.items():
            with self.subTest(package=package):
                asked = subprocess.run([DEBIAN, "-c", f"import {package}"], capture_output=True, check=False)
                if asked.returncode != 0:
                    self.skipTest(f"Debian's python3-{package} is not on this machine")
                with mock.patch.object(sys, "executable", DEBIAN):
                    result = run_python(PROGRAM.format(patch=patch))
                self.assertEqual(result.stdout.split(), ["ran", "0", "1", "4"], result.stderr)
                self.assertIn("KeyError: 'k'", result.stderr)


if __name__ == "__main__":
    unittest.main()
