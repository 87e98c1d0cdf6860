#!/usr/bin/env python3
"""Run the process tests of this interpreter's own ``test._test_multiprocessing`` on pybridge.

    python3 tests/python/cpython_suite.py [--variant replaced|context] [unittest options] [test ...]

Two variants, both run when none is named:

replaced  ``multiprocessing.Process`` is ``pybridge.Process`` while the test module is imported, so that its classes,
          subclasses and unbound methods are pybridge's, and the start method is "pybridge"
context   the start method alone is "pybridge": the standard library's classes, launched and reaped by C#

What a test expects of one named start method, or what it checks of another part of multiprocessing, stays out: the
classes below are those whose subject is the process itself.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import subprocess
import sys
import unittest
from pathlib import Path

import pybridge

VARIANTS = ("replaced", "context")

CLASSES = (
    "WithProcessesTestProcess",
    "WithProcessesTestSubclassingProcess",
    "WithProcessesTestFinalize",
    "WithProcessesTestLogging",
    "WithProcessesTestPollEintr",
    "WithProcessesTestPoolWorkerLifetime",
    "WithProcessesTest_TestAtExit",
    "WithProcessesTestAtExit",
    "TestInitializers",
    "TestStdinBadfiledescriptor",
    "TestWait",
    "TestTimeouts",
    "TestForkAwareThreadLock",
    "TestCloseFds",
    "TestIgnoreEINTR",
    "TestSimpleQueue",
    "TestPoolNotLeakOnFailure",
    "TestSyncManagerTypes",
)


def install(variant: str) -> None:
    """Make the test classes of this module, as CPython's ``test_multiprocessing_spawn`` makes its own."""
    if variant == "replaced":
        multiprocessing.Process = pybridge.Process
    from test import _test_multiprocessing

    _test_multiprocessing.install_tests_in_module_dict(globals(), "pybridge")


# A child runs this file again as __mp_main__, and needs the classes under the same names.
_arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
_arguments.add_argument("--variant", choices=VARIANTS)
_options, _rest = _arguments.parse_known_args()
if _options.variant:
    install(_options.variant)


def unlink_semaphores(prefix: str) -> None:
    """Take away what children left that were terminated between making a semaphore and telling the tracker of it.

    In CPython's ``test_many_processes`` it is one of some hundred, with the start method "spawn" as well.
    """
    for file in Path("/dev/shm").glob(f"sem.{prefix}*"):
        print(f"left behind by a terminated child: {file.name}")
        file.unlink(missing_ok=True)


def main() -> int:
    """Run one variant here, or each in a process of its own."""
    if _options.variant is None:
        codes = [
            subprocess.run([sys.executable, __file__, "--variant", variant, *_rest], check=False).returncode
            for variant in VARIANTS
        ]
        return max(codes)
    print(f"CPython {sys.version.split()[0]}, binding {pybridge.binding}, variant {_options.variant}", flush=True)
    tests = [rest for rest in _rest if not rest.startswith("-")] or [name for name in CLASSES if name in globals()]
    flags = [rest for rest in _rest if rest.startswith("-")]
    prefix = f"pybridge-suite-{os.getpid()}"
    multiprocessing.current_process()._config["semprefix"] = f"/{prefix}"
    result = unittest.main(argv=[sys.argv[0], *flags, *tests], exit=False).result
    unlink_semaphores(prefix)
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
