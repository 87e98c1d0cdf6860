#!/usr/bin/env python3
"""Run the process tests of this interpreter's own ``test._test_multiprocessing`` on pybridge.

    python3 tests/python/cpython_suite.py [--variant replaced|context|standby] [unittest options] [test ...]
    python3 tests/python/cpython_suite.py --whole [unittest options] [test ...]

Three variants, all run when none is named:

replaced  ``multiprocessing.Process`` is ``pybridge.Process`` while the test module is imported, so that its classes,
          subclasses and unbound methods are pybridge's, and the start method is "pybridge"
context   the start method alone is "pybridge": the standard library's classes, launched and reaped by C#
standby   as "replaced", with the start method "pybridge-standby": children by processes that wait

What a test expects of one named start method, or what it checks of another part of multiprocessing, stays out: the
classes below are those whose subject is the process itself.

--whole runs the whole module as "replaced", which takes ten minutes and more, and then the tests that fail with "spawn". It
ends with 1 if one of them passes there and is not listed below.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import pybridge

VARIANTS = ("replaced", "context", "standby")
STANDBY = VARIANTS[2]
SPAWN = "spawn"  # CPython itself, for comparison

# These fail with any start method that a program has to import before it can name it, and with any class in the place of
# ``multiprocessing.Process``.
EXPECTED = {
    "TestFlags.test_flags": "starts a program that does not import pybridge",
    "TestNoForkBomb.test_noforkbomb": "starts a program that does not import pybridge",
    "TestStartMethod.test_set_get": "wants multiprocessing.Process to follow the start method, here it is pybridge's",
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
    if variant in (VARIANTS[0], STANDBY):
        multiprocessing.Process = pybridge.Process
    from test import _test_multiprocessing

    _test_multiprocessing.install_tests_in_module_dict(globals(), START_METHOD)


# A child runs this file again as __mp_main__, and needs the classes under the same names.
_arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
_arguments.add_argument("--variant", choices=(*VARIANTS, SPAWN))
_arguments.add_argument("--whole", action="store_true")
_arguments.add_argument("--failures", type=Path, help="a file to write the names of the tests to that fail")
_options, _rest = _arguments.parse_known_args()
START_METHOD = {SPAWN: SPAWN, STANDBY: "pybridge-standby"}.get(_options.variant, "pybridge")
if _options.variant:
    install(_options.variant)


def unlink_semaphores(prefix: str) -> None:
    """Take away what children left that were terminated between making a semaphore and telling the tracker of it.

    In CPython's ``test_many_processes`` it is one of some hundred, with the start method "spawn" as well.
    """
    for file in Path("/dev/shm").glob(f"sem.{prefix}*"):
        print(f"left behind by a terminated child: {file.name}")
        file.unlink(missing_ok=True)


class Result(unittest.TextTestResult):
    """Sets the start method again that a test has changed: CPython runs its classes in several programs, here it is one."""

    def stopTest(self, test: unittest.TestCase) -> None:  # noqa: N802 - unittest's name
        super().stopTest(test)
        multiprocessing.set_start_method(START_METHOD, force=True)


class Runner(unittest.TextTestRunner):
    """Runs tests with it."""

    resultclass = Result


def failures_of(variant: str, tests: list[str]) -> list[str]:
    """Run tests of the module, all if none is named, in a process of its own, as a variant; those that fail."""
    with tempfile.TemporaryDirectory(prefix="pybridge-suite-") as folder:
        file = Path(folder, "failures.json")
        command = [sys.executable, __file__, "--whole", "--variant", variant, "--failures", str(file), *flags(), *tests]
        # The tests make files in the current folder.
        code = subprocess.run(command, check=False, cwd=folder).returncode
        if not file.exists():
            sys.exit(f"the run as {variant} did not come to its end: exit code {code}")
        return json.loads(file.read_text(encoding="utf-8"))


def compare() -> int:
    """Say which tests fail with pybridge, and why that may be."""
    failed = failures_of(VARIANTS[0], tests())
    unexpected = [test for test in failed if test not in EXPECTED]
    with_spawn = failures_of(SPAWN, unexpected) if unexpected else []
    alone = [test for test in unexpected if test not in with_spawn]
    for test in failed:
        print(f"{test}: {'FAILS WITH PYBRIDGE ALONE' if test in alone else EXPECTED.get(test, 'fails with spawn, too')}")
    print(f"{len(alone)} tests fail with pybridge alone, on CPython {sys.version.split()[0]}")
    return 1 if alone else 0


def tests() -> list[str]:
    """Return the tests that are named on the command line."""
    return [rest for rest in _rest if not rest.startswith("-")]


def flags() -> list[str]:
    """Return the options for unittest on the command line."""
    return [rest for rest in _rest if rest.startswith("-")]


def name_of(test: unittest.TestCase) -> str:
    """Return class and method, whatever the module is called; of a class that could not be set up its name."""
    *_, holder, last = re.findall(r"\w+", test.id())
    return f"{holder}.{last}" if isinstance(test, unittest.TestCase) else last


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
    names = tests() or ([] if _options.whole else [name for name in CLASSES if name in globals()])
    prefix = f"pybridge-suite-{os.getpid()}"
    multiprocessing.current_process()._config["semprefix"] = f"/{prefix}"
    result = unittest.main(argv=[sys.argv[0], *flags(), *names], testRunner=Runner, exit=False).result
    unlink_semaphores(prefix)
    if _options.failures:
        failed = sorted({name_of(test) for test, _ in [*result.failures, *result.errors]})
        _options.failures.write_text(json.dumps(failed), encoding="utf-8")
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    # In the background of a script this process ignores it, and so would the children that a test interrupts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main())
