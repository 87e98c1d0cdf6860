"""The whole test: what runs, on which interpreters, and what it sums up to.

A run takes everything. With a turn, as continuous integration has one a day, what differs by the version of Python alone runs
on the oldest, on the newest and on one between, another one each turn, and through pythonnet on one; of the variants of CPython's
own tests each of them runs one. So each run stays short, and a few turns see all.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import tally
from machine import ARTIFACTS, ROOT, environment, has_dotnet, python_version, pythons, search_path
from tally import Tally

RESULTS = ARTIFACTS / "test-results"
CONFORMANCE = ROOT / "conformance" / "PyBridge.Conformance"
GATES = ROOT / ".ci" / "gates.py"
PYTHON_SOURCES = ROOT / "src" / "python"
OWN_TESTS = ("-m", "unittest", "discover", "-s", "tests/python")
CPYTHON_TESTS = "tests/python/cpython_suite.py"
CPYTHON_VARIANTS = ("replaced", "context", "standby")
VERSIONS = [(3, minor) for minor in range(10, 16)]  # what a whole run has seen
PYTHONNET = (3, 11)  # the oldest that pythonnet supports; on older ones its refusal is tested
OLDEST_FOR_CSHARP = (3, 7)
NEWEST_DOTNET = 11
SIDE_BY_SIDE = 4  # runs of tests: they sleep, too


def announce(text: str) -> None:
    """Say what comes next."""
    print(f"\n== {text}", flush=True)


@dataclass
class Interpreters:
    """Those that are here, oldest first, and those of them that run what every version runs."""

    found: list[Path]
    turn: int | None

    @property
    def newest(self) -> Path:
        return self.found[-1]

    @property
    def chosen(self) -> list[Path]:
        """For the native binding: all, or the oldest, the newest and one between."""
        if self.turn is None:
            return self.found
        return [*self.found[:1], *self._one_of(self.found[1:-1], self.turn), *self.found[1:][-1:]]

    @property
    def with_pythonnet(self) -> list[Path]:
        """For pythonnet: all that it supports, or one of them."""
        supported = [python for python in self.found if python_version(python) >= PYTHONNET]
        return supported if self.turn is None else self._one_of(supported, self.turn)

    @property
    def for_csharp(self) -> list[Path]:
        """For tests of C# with Python children, which take older ones, too: the same, and the oldest of all."""
        return [*pythons(OLDEST_FOR_CSHARP)[:1], *self.chosen]

    @staticmethod
    def _one_of(candidates: list[Path], turn: int) -> list[Path]:
        return [candidates[turn % len(candidates)]] if candidates else []


def run(turn: int | None) -> Tally:
    """Everything, and one line for each thing that failed at the end."""
    interpreters = Interpreters(pythons(), turn)
    if turn is not None:
        print(f"\nTurn {turn}: {names(interpreters.chosen)} natively and {names(interpreters.with_pythonnet)} by pythonnet run today"
              " what every Python runs; without --turn all do")
    result = run_tests(interpreters) + run_conformance(interpreters) + missing_runtimes(interpreters)
    for failure in result.failures:
        print(f"FAILED {failure}")
    return result


def names(interpreters: list[Path]) -> str:
    """Versions, to be read."""
    return ", ".join("{}.{}".format(*python_version(python)) for python in interpreters)


def run_tests(interpreters: Interpreters) -> Tally:
    """The C# library, the Python package by each binding, the documents and the gates, side by side; the longest first."""
    announce("Gates and tests")
    *older, newest = interpreters.chosen
    by_pythonnet = interpreters.with_pythonnet
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        runs = [pool.submit(run_dotnet, interpreters)]
        runs.append(pool.submit(run_unittest, newest, "native", OWN_TESTS))
        for python in reversed(by_pythonnet):
            runs.append(pool.submit(run_unittest, python, "pythonnet", OWN_TESTS, another=python != by_pythonnet[-1]))
        runs.append(pool.submit(run_documents))
        for python in reversed(older):
            runs.append(pool.submit(run_unittest, python, "native", OWN_TESTS, another=True))
        for python in reversed(interpreters.chosen):
            runs.append(pool.submit(run_unittest, python, "native", cpython_suite(python, interpreters)))
        runs.append(pool.submit(run_gates))
        return sum((run.result() for run in runs), Tally())


def run_gates() -> Tally:
    """What is checked of the sources without running them, one count a tool."""
    code, output = run_at_once([sys.executable, str(GATES)], environment())
    return tally.of_summary(code, output, f"{sys.executable} {GATES}")


def run_documents() -> Tally:
    """The code blocks of README and docs, as a reader would try them: against the package that is packed."""
    return run_unittest(Path(sys.executable), "native", ("-m", "unittest", "discover", "-s", "tests/documents"))


def cpython_suite(python: Path, interpreters: Interpreters) -> tuple[str, ...]:
    """CPython's own tests of the process. Of their variants each Python runs one a turn, and all together each."""
    if interpreters.turn is None:
        return (CPYTHON_TESTS,)
    turn = interpreters.turn + interpreters.chosen.index(python)
    return (CPYTHON_TESTS, "--variant", CPYTHON_VARIANTS[turn % len(CPYTHON_VARIANTS)])


def run_conformance(interpreters: Interpreters) -> Tally:
    """The conformance comparison, one count a cell."""
    announce("Conformance")
    newest = names([interpreters.newest])
    sampled = [f"pybridge-pythonnet@{newest}", f"pybridge-standby@{newest}", f"pybridge-csharp@{newest}", f"dotnet-python@{newest}",
               f"dotnet-python-standby@{newest}", "dotnet-standby"]
    options = ["--summary"]
    if interpreters.turn is None:
        options.append("--live")
    else:  # the references of another Python are played, too, and another sampled lane in full
        options += ["--turn", str(interpreters.turn)]
        sampled = [sampled[interpreters.turn % len(sampled)]]
    options += ["--all", *sampled]
    return run_counted("dotnet", "run", "--project", CONFORMANCE, "-c", "Release", "--no-build", "--", *options)


def missing_runtimes(interpreters: Interpreters) -> Tally:
    """What a whole run would have, and this one has not, is said and counted."""
    found = [python_version(python) for python in interpreters.found]
    missing = [f"CPython {major}.{minor}" for major, minor in VERSIONS if (major, minor) not in found]
    if not any(has_dotnet(Path(folder, "dotnet"), NEWEST_DOTNET) for folder in search_path().split(os.pathsep)):
        missing.append(f".NET {NEWEST_DOTNET}")
    for name in missing:
        print(f"SKIPPED all tests on {name}: it is not there, and could not be fetched")
    return Tally(skipped=len(missing))


def run_dotnet(interpreters: Interpreters) -> Tally:
    """All NUnit projects."""
    settings = environment()
    if interpreters.turn is not None:
        settings["PYBRIDGE_TEST_PYTHONS"] = os.pathsep.join(map(str, interpreters.for_csharp))
    shutil.rmtree(RESULTS, ignore_errors=True)
    command = ["dotnet", "test", "PyBridge.sln", "-c", "Release", "--no-build", "--nologo",
               "--logger", "trx", "--results-directory", str(RESULTS)]
    code, _ = run_at_once(command, settings)
    result = sum(map(tally.of_trx, sorted(RESULTS.glob("*.trx"))), Tally())
    if result == Tally() or (code != 0 and result.failed == 0):
        result.fail(f"dotnet test ended with exit code {code} and no failed test: it did not run to its end")
    return result


def run_unittest(python: Path, binding: str, arguments: tuple[str, ...], another: bool = False) -> Tally:
    """One unittest run, which may consist of several; its closing lines counted. Another Python runs the same, too?"""
    path = os.pathsep.join([str(PYTHON_SOURCES), *filter(None, [os.environ.get("PYTHONPATH")])])
    settings = {**environment(), "PYTHONPATH": path, "PYBRIDGE_BINDING": binding}
    if another:
        settings["PYBRIDGE_TEST_ANOTHER"] = "1"
    # Byte code is kept, or each of the many children would compile the package; but not between the sources.
    settings.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory(prefix="pybridge-bytecode-") as bytecode:
        settings["PYTHONPYCACHEPREFIX"] = bytecode
        code, output = run_at_once([str(python), *arguments], settings, f" ({binding})")
    return tally.of_unittest(code, output, f"{python} {' '.join(arguments)} ({binding})")


def run_at_once(command: list[str], variables: dict[str, str], remark: str = "") -> tuple[int, str]:
    """A command beside others: its exit code and its output, which is shown in one piece when it has ended."""
    begun = time.monotonic()
    process = subprocess.run(
        command, cwd=ROOT, env=variables, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    took = f"{time.monotonic() - begun:.0f} s"
    print(f"\n-- {' '.join(command)}{remark}, {took}\n{process.stdout}", end="", flush=True)
    return process.returncode, process.stdout


def run_counted(*command: str | Path) -> Tally:
    """A command whose last line counts what passed, failed and was skipped, with its output shown as it comes."""
    parts = [str(part) for part in command]
    output = ""
    with subprocess.Popen(parts, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            print(line, end="", flush=True)
            output += line
    return tally.of_summary(process.returncode, output, " ".join(parts))


def options(arguments: list[str]) -> int | None:
    """What `build.py test` is told: the turn, if it is to take one."""
    parser = argparse.ArgumentParser(prog="build.py test", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turn", type=int, metavar="N", help="run on fewer interpreters, others for each N (a day's number, say)")
    return parser.parse_args(arguments).turn
