"""Packages that live beside processes, for real: Debian's, by Debian's interpreter, which ``.ci/run`` installs."""

from __future__ import annotations

import os
import subprocess
import tempfile
import textwrap
import unittest
from pathlib import Path

from debian import DEBIAN, DebianTestCase
from support import SOURCES, TIMEOUT, run_python, whatever_the_binding, whatever_the_python

PATCHES = {
    "eventlet": "import eventlet; eventlet.monkey_patch()",
    "gevent": "from gevent import monkey; monkey.patch_all()",
}
GREEN = """
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
PICKLER = """
    import multiprocessing, sys
    import {package}, pybridge

    def work(function):
        print({package}.loads(function)(7))

    if __name__ == "__main__":
        context = multiprocessing.get_context(sys.argv[1])
        for function in (lambda number: number * 6, lambda number: number / 0):
            process = context.Process(target=work, args=({package}.dumps(function),))
            process.start()
            process.join()
            print(process.exitcode)
"""
JOBLIB = """
    import multiprocessing, sys
    import pybridge
    from joblib import Parallel, delayed

    def square(number):
        return number * number

    def fail():
        raise KeyError("k")

    if __name__ == "__main__":
        multiprocessing.set_start_method(sys.argv[1])
        for backend in sys.argv[2:]:
            print(backend, Parallel(n_jobs=2, backend=backend)(map(delayed(square), range(4))))
            try:
                Parallel(n_jobs=2, backend=backend)([delayed(fail)()])
            except KeyError as error:
                print("failed", error)
        for target, arguments in ((print, ("beside",)), (fail, ())):
            process = multiprocessing.Process(target=target, args=arguments)
            process.start()
            process.join()
            print(process.exitcode)
        print(multiprocessing.get_start_method() == sys.argv[1])
"""
DASK = """
    import multiprocessing, sys
    import dask, dask.bag
    import pybridge

    def square(number):
        return number * number

    def fail(number):
        raise KeyError(number)

    if __name__ == "__main__":
        with dask.config.set({"multiprocessing.context": sys.argv[1]}):
            numbers = dask.bag.from_sequence(range(4), npartitions=2)
            print(numbers.map(square).compute(scheduler="processes", num_workers=2))
            try:
                numbers.map(fail).compute(scheduler="processes", num_workers=2)
            except KeyError:
                print("failed")
        for target, number in ((square, 2), (fail, 3)):
            process = multiprocessing.get_context(sys.argv[1]).Process(target=target, args=(number,))
            process.start()
            process.join()
            print(process.exitcode)
"""
PROCESSES = """
    import multiprocessing, os, sys
    import pybridge

    METHOD = os.environ["METHOD"]

    def work(code):
        if code > 3:
            raise ValueError(code)
        sys.exit(code)

    def test_that_passes():
        process = multiprocessing.get_context(METHOD).Process(target=work, args=(0,))
        process.start()
        process.join()
        assert process.exitcode == 0

    def test_that_fails():
        process = multiprocessing.get_context(METHOD).Process(target=work, args=(3,))
        process.start()
        process.join()
        assert process.exitcode == 0

    if __name__ == "__main__":
        test_that_passes()
        try:
            test_that_fails()
        except AssertionError:
            print("failed")
"""
METHODS = "spawn", "pybridge"


@whatever_the_binding
@whatever_the_python
class PackageTests(DebianTestCase):
    def printed(self, program: str, *arguments: str, **variables: str) -> list[str]:
        """Run a program by each method, and return what both have printed."""
        runs = [run_python(program, method, *arguments, environment=variables) for method in METHODS]
        spawn, ours = ((run.stdout, run.returncode) for run in runs)
        self.assertEqual(ours, spawn, runs[1].stderr)
        return ours[0].split()

    def test_green_threads(self) -> None:
        for package, patch in PATCHES.items():
            with self.subTest(package=package):
                self.demand(package)
                result = run_python(GREEN.format(patch=patch))
                self.assertEqual(result.stdout.split(), ["ran", "0", "1", "4"], result.stderr)
                self.assertIn("KeyError: 'k'", result.stderr)

    def test_picklers(self) -> None:
        for package in ("cloudpickle", "dill"):
            with self.subTest(package=package):
                self.demand(package)
                self.assertEqual(self.printed(PICKLER.format(package=package)), ["42", "0", "1"])

    def test_joblib(self) -> None:
        self.demand("joblib")
        ends = ["failed", "'k'"]
        printed = self.printed(JOBLIB, "multiprocessing", "loky")
        self.assertEqual(
            printed, ["multiprocessing", *"[0, 1, 4, 9]".split(), *ends, "loky", *"[0, 1, 4, 9]".split(), *ends,
                      "beside", "0", "1", "True"])

    def test_joblib_by_its_variable(self) -> None:
        self.demand("joblib")
        result = run_python(JOBLIB, "pybridge", "multiprocessing", environment={"JOBLIB_START_METHOD": "pybridge"})
        self.assertEqual(result.stdout.split()[-4:], ["beside", "0", "1", "True"], result.stderr)

    def test_dask(self) -> None:
        self.demand("dask")
        self.assertEqual(self.printed(DASK), [*"[0, 1, 4, 9]".split(), "failed", "0", "1"])

    def test_coverage_of_children(self) -> None:
        self.demand("coverage")
        for method in METHODS:
            with self.subTest(method=method):
                said = self.run_host(
                    method, ["-m", "coverage", "run", "program.py"], ["-m", "coverage", "combine", "-q"],
                    ["-m", "coverage", "annotate", "-d", "."],
                )
                self.assertIn("failed\n", said)
                # > was run, by children; ! was not
                self.assertRegex(said, r"\n> def work\(code\):\n>     if code > 3:\n!         raise .*\n>     sys.exit\(code\)\n")

    def test_pytest_as_host(self) -> None:
        self.demand("pytest")
        for method in METHODS:
            with self.subTest(method=method):
                said = self.run_host(method, ["-m", "pytest", "-q", "-p", "no:cacheprovider", "program.py"])
                self.assertIn("1 failed, 1 passed", said)
                self.assertIn("assert 3 == 0", said)

    def run_host(self, method: str, *commands: list[str]) -> str:
        """Run programs that run the processes' program, and return what they have said and written."""
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "program.py").write_text(textwrap.dedent(PROCESSES), encoding="utf-8")
            Path(folder, ".coveragerc").write_text("[run]\nconcurrency = multiprocessing\nparallel = true\n", encoding="utf-8")
            said = ""
            for command in commands:
                said += subprocess.run(
                    [DEBIAN, *command], cwd=folder, env={**os.environ, "PYTHONPATH": str(SOURCES), "METHOD": method},
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=TIMEOUT, check=False,
                ).stdout
            return said + "".join(path.read_text(encoding="utf-8") for path in Path(folder).glob("program.py,cover"))


if __name__ == "__main__":
    unittest.main()
