"""Tests by Debian's interpreter, for which packages are there that the others have not."""

from __future__ import annotations

import subprocess
import sys
import unittest
from unittest import mock

DEBIAN = "/usr/bin/python3"


class DebianTestCase(unittest.TestCase):
    """Programs are run by Debian's interpreter."""

    def setUp(self) -> None:
        patch = mock.patch.object(sys, "executable", DEBIAN)
        patch.start()
        self.addCleanup(patch.stop)

    def demand(self, package: str) -> None:
        """Skip the test where a package is missing."""
        asked = subprocess.run([DEBIAN, "-c", f"import {package}"], capture_output=True, check=False)
        if asked.returncode != 0:
            self.skipTest(f"Debian's python3-{package} is not on this machine")
