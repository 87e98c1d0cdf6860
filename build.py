#!/usr/bin/env python3
"""Build, test and measure PyBridge. Needs the .NET 10 SDK, CPython 3.10 or newer and a C compiler; nothing else.

Tests run on CPython 3.10 to 3.15 and .NET 10 and 11: `test` fetches those that are newer than most machines have
(.ci/runtimes.py), and says which it had to do without.

    python3 build.py conformance [option ...]   compare with real multiprocessing (options go to the suite)
    python3 build.py test [--turn N]            build everything and pass all tests (with a turn, on fewer interpreters)
    python3 build.py pack                       the NuGet packages, into artifacts/packages
    python3 build.py wheel                      the Python package, into artifacts/wheels
    python3 build.py docs [option ...]          the site: guide, manual and reference, into artifacts/site/html
    python3 build.py bench [option ...]         the benchmarks (options go to BenchmarkDotNet; --arrays: large data alone)
    python3 build.py bench-python [option ...]  the Python package's benchmark (options go to it)
"""

from __future__ import annotations

import argparse
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / ".ci"))

import suite  # noqa: E402
from machine import ARTIFACTS, RUNTIMES, environment, pythons  # noqa: E402
from suite import CONFORMANCE, announce  # noqa: E402

DEBIAN_PYTHON = "/usr/bin/python3"  # for which apt has numpy
BENCHMARKS = ROOT / "tests" / "csharp" / "PyBridge.Benchmarks"
LIBRARY = ROOT / "src" / "PyBridge"
PYTHONNET_LIBRARY = ROOT / "src" / "PyBridge.Pythonnet"
BACKEND = ROOT / "src" / "python" / "backend" / "pybridge_build.py"
NATIVE_SOURCES = ROOT / "src" / "PyBridge.Native"
NATIVE = ROOT / "src" / "python" / "pybridge" / "lib" / "pybridge_native.so"


def run(*command: str | Path, **options) -> int:
    """Run a command with its output shown; the exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=environment(), check=False, **options).returncode


def fetch_runtimes() -> None:
    """Newer CPythons and .NET, unless they were fetched before; then all find them on PATH, behind what is there."""
    announce("Runtimes")
    demand(sys.executable, ROOT / ".ci" / "runtimes.py", RUNTIMES)


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


def command_test(options: list[str]) -> int:
    """Build everything and pass all tests."""
    turn = suite.options(options)
    # Started in the background of a script, or by nohup, this process ignores signals, and so would every child that a
    # test sends one.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    fetch_runtimes()
    announce("Build")
    demand("dotnet", "build", "PyBridge.sln", "-c", "Release", "--nologo", "-v", "quiet")
    demand(sys.executable, BACKEND)
    result = suite.run(turn)
    print(f"\n{result}")
    return 1 if result.failed else 0


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
