#!/usr/bin/env python3
"""Run the process tests of this interpreter's own ``test._test_multiprocessing`` on pybridge.

    python3 tests/python/cpython_suite.py [--variant replaced|context] [unittest options] [test ...]
    python3 tests/python/cpython_suite.py --whole [unittest options] [test ...]

Two variants, both run when none is named:

replaced  ``multiprocessing.Process`` is ``pybridge.Process`` while the test module is imported, so that its classes,
          subclasses and unbound methods are pybridge's, and the start method is "pybridge"
context   the start method alone is "pybridge": the standard library's classes, launched and reaped by C#

What a test expects of one named start method, or what it checks of another part of multiprocessing, stays out: the
classes below are those whose subject is the process itself.

--whole runs the whole module, with "spawn" and then as "replaced", which takes ten minutes and more, and names each test
that fails with pybridge. It ends with 1 if one of them passes with "spawn" and is not listed below.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import pybridge

VARIANTS = ("replaced", "context")
SPAWN = "spawn"  # CPython itself, for comparison

# These fail with any start method that a program has to import before it can name it.
EXPECTED = {
    "TestFlags.test_flags": "starts a program that does not import pybridge",
    "TestNoForkBomb.test_noforkbomb": "starts a program that does not import pybridge",
}

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

    _test_multiprocessing.install_tests_in_module_dict(globals(), SPAWN if variant == SPAWN else "pybridge")


# A child runs this file again as __mp_main__, and needs the classes under the same names.
_arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
_arguments.add_argument("--variant", choices=(*VARIANTS, SPAWN))
_arguments.add_argument("--whole", action="store_true")
_arguments.add_argument("--failures", type=Path, help="a file to write the names of the tests to that fail")
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


def failures_of(variant: str) -> set[str]:
    """Run the module in a process of its own, as a variant; the tests that fail."""
    with tempfile.TemporaryDirectory(prefix="pybridge-suite-") as folder:
        file = Path(folder, "failures.json")
        command = [sys.executable, __file__, "--whole", "--variant", variant, "--failures", str(file), *_rest]
        code = subprocess.run(command, check=False).returncode
        if not file.exists():
            sys.exit(f"the run as {variant} did not come to its end: exit code {code}")
        return set(json.loads(file.read_text(encoding="utf-8")))


def compare() -> int:
    """Say which tests fail with pybridge, and why that may be."""
    with_spawn, with_pybridge = failures_of(SPAWN), failures_of(VARIANTS[0])
    alone = with_pybridge - with_spawn - set(EXPECTED)
    for test in sorted(with_pybridge):
        known = "fails with spawn, too" if test in with_spawn else EXPECTED.get(test)
        print(f"{test}: {known or 'FAILS WITH PYBRIDGE ALONE'}")
    print(f"{len(alone)} tests fail with pybridge alone, on CPython {sys.version.split()[0]}")
    return 1 if alone else 0


def name_of(test: unittest.TestCase) -> str:
    """Return class and method, whatever the module is called."""
    return ".".join(test.id().split(".")[-2:])


def main() -> int:
    """Run one variant here, or each in a process of its own."""
    if _options.whole and _options.variant is None:
        return compare()
    if _options.variant is None:
        codes = [
            subprocess.run([sys.executable, __file__, "--variant", variant, *_rest], check=False).returncode
            for variant in VARIANTS
        ]
        return max(codes)
    print(f"CPython {sys.version.split()[0]}, binding {pybridge.binding}, variant {_options.variant}", flush=True)
    tests = [rest for rest in _rest if not rest.startswith("-")]
    if not tests and not _options.whole:
        tests = [name for name in CLASSES if name in globals()]
    flags = [rest for rest in _rest if rest.startswith("-")]
    prefix = f"pybridge-suite-{os.getpid()}"
    multiprocessing.current_process()._config["semprefix"] = f"/{prefix}"
    result = unittest.main(argv=[sys.argv[0], *flags, *tests], exit=False).result
    unlink_semaphores(prefix)
    if _options.failures:
        failed = sorted({name_of(test) for test, _ in [*result.failures, *result.errors]})
        _options.failures.write_text(json.dumps(failed), encoding="utf-8")
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
