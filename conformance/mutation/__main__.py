"""Breaks the port on purpose, in many ways, and shows whether the suite notices each.

    python3 conformance/mutation [--only TEXT ...] [--jobs N]    build and run the suite once for each mutation
    python3 conformance/mutation --live                      the same, with the reference recorded anew in the copy first
    python3 conformance/mutation --check                     only see whether all mutations fit the sources

Works in a copy; the sources are not touched. Exit code 1 if a mutation survives that is not argued, or if more than one
in ten of those noticed is noticed by errors alone, such as a hang, and by no difference of an answer.
"""

from __future__ import annotations

import argparse
import fnmatch
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from queue import SimpleQueue

import channels
import csharp
import processes
import python
import texts
import waits
from mutation import AnchorError, Mutation

ROOT = Path(__file__).resolve().parent.parent.parent
RUNNER = "conformance/PyBridge.Conformance"
OUTPUT = "bin/Release/net10.0"
LIBRARY = "src/PyBridge"
LANE = "conformance/drivers/dotnet"
PLAYED = "precompiled"  # the folder that the lanes run the driver from
NATIVE = "src/python/pybridge/lib"
RECORDED = "conformance/recorded"
SECONDS = 600  # for one command
HANG_SECONDS = "30"  # for one scenario
COMPILER = f"pybridge-mutation-{os.getpid()}"  # one compiler for all builds: most of a build is that a compiler starts
BY_DIFFERENCE = 0.9  # of those that are noticed
BY_ANSWER, BY_ERRORS = "noticed by", "noticed, but by errors alone:"
MUTATIONS = (*csharp.MUTATIONS, *channels.MUTATIONS, *python.MUTATIONS, *waits.MUTATIONS, *texts.MUTATIONS, *processes.MUTATIONS)


def check() -> list[str]:
    """What does not fit the sources, as sentences."""
    problems = []
    for mutation in MUTATIONS:
        try:
            mutation.apply(ROOT)
        except AnchorError as error:
            problems.append(str(error))
    names = [(mutation.file, mutation.name) for mutation in MUTATIONS]
    scenarios = [path.stem for path in ROOT.glob("conformance/scenarios/*/*.json")]
    problems += [f"{mutation.name}: no scenario is called {pattern}"
                 for mutation in MUTATIONS for pattern in mutation.scenarios if not fnmatch.filter(scenarios, pattern)]
    problems += [f"{name}: there are two of that name" for name in sorted(set(names)) if names.count(name) > 1]
    return problems


class Bench:
    """A copy of the repository to break and build."""

    def __init__(self, folder: Path) -> None:
        self._root = folder
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout.decode()
        for name in filter(None, listed.split("\0")):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        if (ROOT / NATIVE).is_dir():
            shutil.copytree(ROOT / NATIVE, folder / NATIVE, dirs_exist_ok=True)

    def build(self, project: str) -> str:
        """Build a project; what went wrong, or nothing."""
        restored = ["--no-restore"] if (self._root / project / OUTPUT).is_dir() else []
        done = self._run("dotnet", "build", project, *restored, "-c", "Release", "--nologo", "-v", "quiet", "-p:TreatWarningsAsErrors=false",
                         "-p:RunAnalyzers=false", "-p:UseSharedCompilation=true", f"-p:SharedCompilationId={COMPILER}")
        return "" if done.returncode == 0 else done.stdout[-2000:]

    def rebuild_library(self) -> str:
        """Build the library alone, and give it to the lane: a third of the time that building all takes."""
        if not (failure := self.build(LIBRARY)):
            shutil.copy2(self._root / LIBRARY / OUTPUT / "PyBridge.dll", self._root / LANE / OUTPUT / PLAYED)
        return failure

    def record(self) -> None:
        """Ask the reference anew: what is recorded may be of another driver, or of scenarios that have changed since."""
        done = self._conformance("record", "--method", "spawn", "--python", ".".join(version_of(newest())))
        if done.returncode != 0:
            raise RuntimeError(f"the reference could not be recorded: {done.stdout[-2000:]}")

    def take_recordings(self, other: Bench) -> None:
        """Have the recordings of another copy."""
        shutil.copytree(other._root / RECORDED, self._root / RECORDED, dirs_exist_ok=True)

    def play(self, lane: str, scenarios: tuple[str, ...]) -> tuple[bool, str]:
        """Run scenarios on a lane, beside the recorded reference; whether all passed, and what the run printed."""
        options = ["--lane", lane, "--recorded", "--limit", HANG_SECONDS, *(["--scenario", *scenarios] if scenarios else [])]
        done = self._conformance(*options)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"the suite could not run: {done.stdout[-2000:]}")
        return done.returncode == 0, done.stdout

    def judge(self, mutation: Mutation) -> str:
        """``noticed by ...``, ``noticed, but by errors alone: ...``, ``SURVIVED``, or why nothing can be said."""
        path = self._root / mutation.file
        original = path.read_text(encoding="utf-8")
        path.write_text(mutation.apply(self._root), encoding="utf-8")
        try:
            if mutation.is_csharp and (failure := self.rebuild_library()):
                return f"UNUSABLE: does not compile\n{failure}"
            # The scenarios that should notice; where they do not, all of them are asked.
            for scenarios in (mutation.scenarios, ()):
                passed, printed = self.play(mutation.lane, scenarios)
                if not passed:
                    return f"{BY_ANSWER if has_difference(printed) else BY_ERRORS} {witnesses(printed)}"
            return "SURVIVED"
        except subprocess.TimeoutExpired:
            return f"UNUSABLE: a command took longer than {SECONDS} s"
        finally:
            path.write_text(original, encoding="utf-8")

    def _conformance(self, *options: str) -> subprocess.CompletedProcess[str]:
        return self._run("dotnet", str(self._root / RUNNER / OUTPUT / "PyBridge.Conformance.dll"), *options)

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        quiet = {"PYBRIDGE_TEST_PYTHONS": newest(), "DOTNET_CLI_TELEMETRY_OPTOUT": "1", "DOTNET_NOLOGO": "1", "MSBUILDDISABLENODEREUSE": "1"}
        return subprocess.run(command, cwd=self._root, env={**os.environ, **quiet}, check=False, text=True, timeout=SECONDS,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


@cache
def newest() -> str:
    """The path of the newest Python in PYBRIDGE_TEST_PYTHONS, pyenv or on PATH: one reference is enough to notice a mutation."""
    named = os.environ.get("PYBRIDGE_TEST_PYTHONS", "").split(os.pathsep)
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    for minor in range(30, 9, -1):
        for candidate in (*(name for name in named if f"3.{minor}" in name), *sorted(root.glob(f"3.{minor}.*/bin/python3")), shutil.which(f"python3.{minor}")):
            if candidate and subprocess.run([str(candidate), "-c", ""], check=False, capture_output=True).returncode == 0:
                return str(candidate)
    return sys.executable


def version_of(python: str) -> tuple[str, str]:
    """Major and minor version of an interpreter."""
    said = subprocess.run([python, "-c", "import sys; print(*sys.version_info[:2])"], check=True, capture_output=True, text=True)
    major, minor = said.stdout.split()
    return major, minor


def has_difference(printed: str) -> bool:
    """Whether an answer differed, by what a run printed; errors are hangs, crashes and what is left running."""
    return any(line.startswith(("DIFFERENT ", "vanished ", "flaky ")) for line in printed.splitlines())


def witnesses(printed: str) -> str:
    """The scenarios that failed, from what a run printed; with the verdict, where it is not the usual one."""
    failing = ("DIFFERENT ", "vanished ", "flaky ", "error ")
    lines = [line.split() for line in printed.splitlines() if line.startswith(failing)]
    found = [words[1] if words[0] == "DIFFERENT" else f"{words[1]} ({words[0]})" for words in lines]
    return ", ".join(found[:4]) + (f" and {len(found) - 4} more" if len(found) > 4 else "")


def run(mutations: list[Mutation], jobs: int, live: bool) -> int:
    """Judge all; the exit code."""
    with tempfile.TemporaryDirectory(prefix="pybridge-mutation-") as folder, ExitStack() as cleanup:
        benches: SimpleQueue[Bench] = SimpleQueue()
        cleanup.callback(end_compiler)
        first = prepared_bench(Path(folder) / "0")
        if live:
            first.record()
        expect_clean(first, mutations)
        benches.put(first)
        for number in range(1, jobs):
            bench = prepared_bench(Path(folder) / str(number))
            bench.take_recordings(first)
            benches.put(bench)

        def judge(mutation: Mutation) -> tuple[Mutation, str]:
            bench = benches.get()
            try:
                began = time.monotonic()
                verdict = bench.judge(mutation)
                print(f"{verdict.split(' ')[0]:10}{mutation.name} [{Path(mutation.file).name}, {time.monotonic() - began:.0f} s] {verdict}",
                      flush=True)
                return mutation, verdict
            finally:
                benches.put(bench)

        with ThreadPoolExecutor(max_workers=jobs) as pool:
            return summarize(list(pool.map(judge, mutations)))


def end_compiler() -> None:
    """End the compiler that the builds have shared; by itself it stays for ten minutes."""
    listed = subprocess.run(["dotnet", "--list-sdks"], check=True, capture_output=True, text=True).stdout.splitlines()
    for version, folder in (line.split(" ", 1) for line in listed):
        server = Path(folder.strip("[]"), version, "Roslyn", "bincore", "VBCSCompiler.dll")
        if server.is_file():
            subprocess.run(["dotnet", "exec", str(server), f"-pipename:{COMPILER}", "-shutdown"], check=False, capture_output=True)


def prepared_bench(folder: Path) -> Bench:
    """A copy that is built."""
    bench = Bench(folder)
    if failure := bench.build(RUNNER):
        sys.exit(f"the unbroken copy does not build:\n{failure}")
    return bench


def expect_clean(bench: Bench, mutations: list[Mutation]) -> None:
    """A scenario that fails on the unbroken port would notice everything, so all are played."""
    for lane in sorted({mutation.lane for mutation in mutations}):
        passed, printed = bench.play(lane, ())
        if not passed:
            sys.exit(f"the suite fails on the unbroken port ({lane}): {witnesses(printed)}")


def summarize(results: list[tuple[Mutation, str]]) -> int:
    """Print what came of it; the exit code."""
    by_answer = sum(verdict.startswith(BY_ANSWER) for _, verdict in results)
    noticed = by_answer + sum(verdict.startswith(BY_ERRORS) for _, verdict in results)
    argued = [mutation for mutation, verdict in results if verdict == "SURVIVED" and mutation.argument]
    missed = [(mutation, verdict) for mutation, verdict in results if not verdict.startswith("noticed") and mutation not in argued]
    print(f"\n{len(results)} mutations: {noticed} noticed, {len(argued)} argued, {len(missed)} missed")
    print(f"{by_answer} of {noticed} are noticed by a difference of an answer, the others by errors alone, such as hangs")
    for mutation in argued:
        print(f"argued  {mutation.name} ({mutation.file}): {mutation.argument}")
    for mutation, verdict in missed:
        print(f"MISSED  {mutation.name} ({mutation.file}): {verdict}")
    return 1 if missed or by_answer < BY_DIFFERENCE * noticed else 0


def main() -> int:
    """Check, or check and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="build and run nothing")
    parser.add_argument("--only", nargs="+", default=[""], metavar="TEXT", help="mutations whose name or file contains one of these")
    parser.add_argument("--live", action="store_true", help="record the reference anew first: drivers or scenarios have changed")
    parser.add_argument("--jobs", type=int, default=1, help="how many copies to work in at a time")
    arguments = parser.parse_args()
    if problems := check():
        print("\n".join(problems))
        return 1
    chosen = [mutation for mutation in MUTATIONS if any(text in mutation.name or text in mutation.file for text in arguments.only)]
    print(f"{len(MUTATIONS)} mutations fit the sources, {len(chosen)} chosen")
    return 0 if arguments.check else run(chosen, arguments.jobs, arguments.live)


if __name__ == "__main__":
    sys.exit(main())
