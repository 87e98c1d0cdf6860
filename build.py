#!/usr/bin/env python3
"""Build, test and measure PyBridge. Needs the .NET 10 SDK, CPython 3.10 or newer and a C compiler; nothing else.

Tests run on CPython 3.10 to 3.15 and .NET 10 and 11: `test` fetches those that are newer than most machines have
(.ci/runtimes.py), and says which it had to do without.

    python3 build.py conformance [option ...]   compare with real multiprocessing (options go to the suite)
    python3 build.py test                       build everything and pass all tests
    python3 build.py pack                       the NuGet packages, into artifacts/packages
    python3 build.py wheel                      the Python package, into artifacts/wheels
    python3 build.py docs [option ...]          the site: guide, manual and reference, into artifacts/site/html
    python3 build.py bench [option ...]         the benchmarks (options go to BenchmarkDotNet; --arrays: large data alone)
    python3 build.py bench-python [option ...]  the Python package's benchmark (options go to it)
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ARTIFACTS = ROOT / "artifacts"
RESULTS = ARTIFACTS / "test-results"
CONFORMANCE = ROOT / "conformance" / "PyBridge.Conformance"
DEBIAN_PYTHON = "/usr/bin/python3"  # for which apt has numpy
BENCHMARKS = ROOT / "tests" / "csharp" / "PyBridge.Benchmarks"
LIBRARY = ROOT / "src" / "PyBridge"
PYTHONNET_LIBRARY = ROOT / "src" / "PyBridge.Pythonnet"
GATES = ROOT / ".ci" / "gates.py"
RUNTIMES = ARTIFACTS / "runtimes"
PYTHON_SOURCES = ROOT / "src" / "python"
BACKEND = PYTHON_SOURCES / "backend" / "pybridge_build.py"
NATIVE_SOURCES = ROOT / "src" / "PyBridge.Native"
NATIVE = PYTHON_SOURCES / "pybridge" / "lib" / "pybridge_native.so"
UNITTEST = re.compile(r"^Ran (\d+) tests? in .*\n\n?(?:OK|FAILED)(.*)$", re.MULTILINE)
UNITTEST_FAILURE = re.compile(r"^={70}\n((?:FAIL|ERROR): .*)\n(?:.*\n)*?-{70}\n((?:(?!={70}$|-{70}$).*\n)*)", re.MULTILINE)
VERSIONS = [(3, minor) for minor in range(10, 16)]  # what a whole run has seen
PYTHONNET = (3, 11)  # the oldest that pythonnet supports; on older ones its refusal is tested
SIDE_BY_SIDE = 3  # runs of tests: they sleep, too
NEWEST_DOTNET = 11
SUMMARY = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.MULTILINE)


@dataclass
class Tally:
    """Test results, summed over runners; what failed is named again at the end of a long log."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    failures: list[str] = field(default_factory=list)

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped,
                     self.failures + other.failures)

    def fail(self, name: str) -> None:
        """Count a failure."""
        self.failed += 1
        self.failures.append(name)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def announce(text: str) -> None:
    """Say what comes next."""
    print(f"\n== {text}", flush=True)


def run(*command: str | Path, **options) -> int:
    """Run a command with its output shown; the exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=environment(), check=False, **options).returncode


def fetch_runtimes() -> None:
    """Newer CPythons and .NET, unless they were fetched before; then all find them on PATH, behind what is there."""
    announce("Runtimes")
    demand(sys.executable, ROOT / ".ci" / "runtimes.py", RUNTIMES)


def search_path() -> str:
    """PATH, with the runtimes that were fetched."""
    return os.pathsep.join([os.environ.get("PATH", os.defpath), str(RUNTIMES / "python" / "usr" / "bin"),
                            str(RUNTIMES / "dotnet")])


def missing_runtimes() -> Tally:
    """What a whole run would have, and this one has not, is said and counted."""
    found = [python_version(python) for python in pythons()]
    missing = [f"CPython {major}.{minor}" for major, minor in VERSIONS if (major, minor) not in found]
    if not any(has_dotnet(Path(folder, "dotnet")) for folder in search_path().split(os.pathsep)):
        missing.append(f".NET {NEWEST_DOTNET}")
    for name in missing:
        print(f"SKIPPED all tests on {name}: it is not there, and could not be fetched")
    return Tally(skipped=len(missing))


def has_dotnet(program: Path) -> bool:
    """Whether this `dotnet` has the newest runtime."""
    if not program.exists():
        return False
    runtimes = subprocess.run([program, "--list-runtimes"], capture_output=True, text=True, check=False).stdout
    return f"Microsoft.NETCore.App {NEWEST_DOTNET}." in runtimes


def environment() -> dict[str, str]:
    """The environment for dotnet: quiet, and without servers that outlive the command."""
    quiet = {
        "DOTNET_CLI_TELEMETRY_OPTOUT": "1",
        "DOTNET_NOLOGO": "1",
        "MSBUILDDISABLENODEREUSE": "1",
        "DOTNET_CLI_USE_MSBUILD_SERVER": "0",
        "PATH": search_path(),
    }
    return {**os.environ, **quiet}


def demand(*command: str | Path) -> None:
    """Run a command that everything after it needs."""
    code = run(*command)
    if code != 0:
        sys.exit(f"build.py: `{' '.join(map(str, command))}` failed with exit code {code}")


def check_tools() -> None:
    """Say what is missing before something obscure fails for the lack of it."""
    if shutil.which("dotnet") is None:
        sys.exit("build.py: the .NET 10 SDK is needed: no `dotnet` on PATH (https://dotnet.microsoft.com/download)")
    if not any(shutil.which(compiler) for compiler in ("cc", "gcc", "clang")):
        sys.exit("build.py: a C compiler is needed, for it links native code: no cc, gcc or clang on PATH")


def test_dotnet() -> Tally:
    """All NUnit projects."""
    shutil.rmtree(RESULTS, ignore_errors=True)
    command = ["dotnet", "test", "PyBridge.sln", "-c", "Release", "--no-build", "--nologo",
               "--logger", "trx", "--results-directory", str(RESULTS)]
    code, _ = run_at_once(command, environment())
    tally = Tally()
    for report in sorted(RESULTS.glob("*.trx")):
        tally += read_trx(report)
    if tally == Tally() or (code != 0 and tally.failed == 0):
        tally.fail(f"dotnet test ended with exit code {code} and no failed test: it did not run to its end")
    return tally


def read_trx(report: Path) -> Tally:
    """The counters of one Visual Studio test report."""
    namespace = "{http://microsoft.com/schemas/VisualStudio/TeamTest/2010}"
    tally = Tally()
    for result in ElementTree.parse(report).iter(f"{namespace}UnitTestResult"):
        outcome = result.get("outcome")
        if outcome == "Passed":
            tally.passed += 1
        elif outcome == "NotExecuted":
            tally.skipped += 1
            message = result.find(f".//{namespace}Message")
            print(f"SKIPPED {result.get('testName')}: {message.text if message is not None else 'no reason given'}")
        else:
            message = result.find(f".//{namespace}Message")
            tally.fail(f"{result.get('testName')}: {first_line(message.text if message is not None else '')}")
    return tally


def test_conformance() -> Tally:
    """The conformance comparison, one count a cell."""
    announce("Conformance")
    # Every day the references of another Python are played too; the rest is taken from recordings.
    options = ["--turn", str(date.today().toordinal()), "--summary"]
    newest = python_version(pythons()[-1])
    if newest >= PYTHONNET:  # its programs take so long that a run samples them
        options += ["--all", "pybridge-pythonnet@{}.{}".format(*newest)]
    return run_counted("dotnet", "run", "--project", CONFORMANCE, "-c", "Release", "--no-build", "--", *options)


def test_gates() -> Tally:
    """What is checked of the sources without running them, one count a tool."""
    announce("Gates")
    return run_counted(sys.executable, GATES)


def run_counted(*command: str | Path) -> Tally:
    """A command whose last line counts what passed, failed and was skipped."""
    parts = [str(part) for part in command]
    output = ""
    with subprocess.Popen(parts, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:  # shown as it comes
            print(line, end="", flush=True)
            output += line
    code = process.returncode
    found = SUMMARY.findall(output)
    tally = Tally(*(int(number or 0) for number in found[-1])) if found else Tally()
    if tally.failed:
        tally.failures.append(f"{tally.failed} of `{' '.join(parts)}`")
    elif not found or code != 0:
        tally.fail(f"`{' '.join(parts)}` ended with exit code {code} and no failure named")
    return tally


def pythons() -> list[Path]:
    """Every CPython 3.10 or newer: one of each version, from PYBRIDGE_TEST_PYTHONS, PATH and pyenv."""
    candidates = [Path(name) for name in os.environ.get("PYBRIDGE_TEST_PYTHONS", "").split(os.pathsep) if name]
    candidates += [Path(sys.executable)]
    names = [f"python3.{minor}" for minor in range(10, 20)]
    candidates += [Path(found) for name in names if (found := shutil.which(name, path=search_path()))]
    candidates += sorted(pyenv_root().glob("versions/*/bin/python3"))
    found: dict[tuple[int, int], Path] = {}
    for candidate in candidates:
        version = python_version(candidate)
        if version is not None and version >= VERSIONS[0]:
            found.setdefault(version, candidate)
    return [found[version] for version in sorted(found)]


def python_version(python: Path) -> tuple[int, int] | None:
    """Major and minor version of a CPython; None for anything else."""
    question = "import sys; print(sys.implementation.name, *sys.version_info[:2])"
    answer = subprocess.run([str(python), "-c", question], capture_output=True, text=True, check=False).stdout
    match answer.split():
        case ["cpython", major, minor]:
            return int(major), int(minor)
    return None


def pyenv_root() -> Path:
    """Where pyenv keeps its interpreters, if it is there."""
    return Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")


def test_libraries() -> Tally:
    """The C# library, and the Python package on every CPython found by each binding that supports it, side by side."""
    announce("Tests")
    interpreters = pythons()
    own = ["-m", "unittest", "discover", "-s", "tests/python"]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        runs = [pool.submit(test_dotnet)]  # the longest first
        for python in interpreters:
            runs.append(pool.submit(run_unittest, python, "native", own, another=python != interpreters[-1]))
            if python_version(python) >= PYTHONNET:
                runs.append(pool.submit(run_unittest, python, "pythonnet", own))
            runs.append(pool.submit(run_unittest, python, "native", cpython_suite(python, python in interpreters[1:-1])))
        return sum((run.result() for run in runs), Tally())


def cpython_suite(python: Path, by_turns: bool) -> list[str]:
    """CPython's own tests of the process. Of their three variants one is run each day, if by turns."""
    suite = ["tests/python/cpython_suite.py"]
    if not by_turns:
        return suite
    variant = ("replaced", "context", "standby")[date.today().toordinal() % 3]
    print(f"CPython's tests on {python} are run as {variant!r} today, and as the other variants on the next two days")
    return [*suite, "--variant", variant]


def test_documents() -> Tally:
    """The code blocks of README and docs, as a reader would try them: against the package that is packed."""
    announce("Documents")
    return run_unittest(Path(sys.executable), "native", ["-m", "unittest", "discover", "-s", "tests/documents"])


def run_at_once(command: list[str], variables: dict[str, str], remark: str = "") -> tuple[int, str]:
    """A command beside others: its exit code and its output, which is shown in one piece when it has ended."""
    begun = time.monotonic()
    process = subprocess.run(
        command, cwd=ROOT, env=variables, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    took = f"{time.monotonic() - begun:.0f} s"
    print(f"\n-- {' '.join(command)}{remark}, {took}\n{process.stdout}", end="", flush=True)
    return process.returncode, process.stdout


def run_unittest(python: Path, binding: str, arguments: list[str], another: bool = False) -> Tally:
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
    tally = Tally()
    for ran, closing in UNITTEST.findall(output):
        numbers = {name: int(number) for name, number in re.findall(r"(\w+)=(\d+)", closing)}
        failed = numbers.get("failures", 0) + numbers.get("errors", 0) + numbers.get("successes", 0)
        skipped = numbers.get("skipped", 0)
        tally += Tally(max(int(ran) - failed - skipped, 0), failed, skipped)  # an error of setUpModule is no test
    where = f"{python} {' '.join(arguments)} ({binding})"
    tally.failures = [f"{name}: {error_of(traceback)}, on {where}" for name, traceback in UNITTEST_FAILURE.findall(output)]
    if code != 0 and tally.failed == 0:
        tally.fail(f"{where} ended with exit code {code} and no failed test")
    return tally


def first_line(text: str) -> str:
    """The first line that is not empty, without its indentation."""
    return next(filter(None, map(str.strip, text.splitlines())), "")


def error_of(traceback: str) -> str:
    """What stands behind the frames of a traceback, on one line."""
    error = re.split(r"^  .*\n", traceback, flags=re.MULTILINE)[-1]
    return " ".join(error.split())[:300]


def command_test(options: list[str]) -> int:
    """Build everything and pass all tests."""
    # Started in the background of a script, or by nohup, this process ignores signals, and so would every child that a
    # test sends one.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    fetch_runtimes()
    announce("Build")
    demand("dotnet", "build", "PyBridge.sln", "-c", "Release", "--nologo", "-v", "quiet")
    demand(sys.executable, BACKEND)
    tally = test_gates() + test_libraries() + test_documents() + test_conformance() + missing_runtimes()
    for failure in tally.failures:
        print(f"FAILED {failure}")
    print(f"\n{tally}")
    return 1 if tally.failed else 0


def command_conformance(options: list[str]) -> int:
    """Compare with real multiprocessing."""
    if is_outdated(NATIVE):
        demand(sys.executable, BACKEND)
    return run("dotnet", "run", "--project", CONFORMANCE, "-c", "Release", "--", *options)


def is_outdated(library: Path) -> bool:
    """Whether what was built is older than a source of it: after a pull, nobody thinks of building it again."""
    sources = (path for folder in (LIBRARY, NATIVE_SOURCES) for path in folder.rglob("*.cs") if "obj" not in path.parts)
    return not library.exists() or max(path.stat().st_mtime for path in sources) > library.stat().st_mtime


def command_pack(options: list[str]) -> int:
    """The NuGet packages."""
    for project in (LIBRARY, PYTHONNET_LIBRARY):
        code = run("dotnet", "pack", project, "-c", "Release", "--nologo", "-o", ARTIFACTS / "packages", *options)
        if code:
            return code
    return 0


def command_wheel(options: list[str]) -> int:
    """The Python package, by its own backend: no index is asked."""
    return run(sys.executable, "-m", "pip", "wheel", "--no-index", "--no-deps", "--disable-pip-version-check",
               "--wheel-dir", ARTIFACTS / "wheels", *options, ROOT)


def command_docs(options: list[str]) -> int:
    """The site, by its own program."""
    if is_outdated(NATIVE):  # the reference is read off the package
        demand(sys.executable, BACKEND)
    return run(sys.executable, ROOT / "docs" / "site" / "make.py", *options)


def command_bench_python(options: list[str]) -> int:
    """The Python package's benchmark."""
    demand(sys.executable, BACKEND)
    for project in (ROOT / "tests" / "fixtures" / "Acme.Workers", ROOT / "tests" / "csharp" / "PyBridge.Benchmarks.Bare"):
        demand("dotnet", "build", project, "-c", "Release", "--nologo", "-v", "quiet")
    interpreters = [argument for python in pythons() for argument in ("--python", python)]
    return run(sys.executable, ROOT / "tests" / "python" / "benchmark.py", *interpreters, *options)


def command_bench(options: list[str]) -> int:
    """The benchmarks."""
    if options[:1] == ["--arrays"]:
        return bench_arrays(options[1:])
    return run("dotnet", "run", "--project", BENCHMARKS, "-c", "Release", "--", *options) or (0 if options else bench_arrays([]))


def bench_arrays(options: list[str]) -> int:
    """The benchmark of large data, by an interpreter that has numpy."""
    interpreter = next((python for python in (sys.executable, DEBIAN_PYTHON) if has_numpy(python)), None)
    if interpreter is None:
        print(f"large data is not measured: neither {sys.executable} nor {DEBIAN_PYTHON} has numpy", file=sys.stderr)
        return 1
    demand(sys.executable, BACKEND)
    demand("dotnet", "build", ROOT / "tests" / "fixtures" / "Acme.Workers", "-c", "Release", "--nologo", "-v", "quiet")
    return run(interpreter, ROOT / "tests" / "python" / "array_benchmark.py", *options)


def has_numpy(interpreter: str) -> bool:
    """Whether an interpreter is there, and has numpy."""
    return shutil.which(interpreter) is not None and subprocess.run(
        [interpreter, "-c", "import numpy"], capture_output=True, check=False).returncode == 0


def main() -> int:
    """Run one command."""
    commands = {
        "test": command_test,
        "conformance": command_conformance,
        "pack": command_pack,
        "wheel": command_wheel,
        "docs": command_docs,
        "bench": command_bench,
        "bench-python": command_bench_python,
    }
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=commands)
    arguments, options = parser.parse_known_args()
    check_tools()
    return commands[arguments.command](options)


if __name__ == "__main__":
    sys.exit(main())
