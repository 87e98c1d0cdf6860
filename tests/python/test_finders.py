"""Modules that are found in other ways than as files on ``sys.path``: in the child as in one of spawn's."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
import textwrap
import unittest
import venv
import zipfile
from pathlib import Path

from support import SOURCES, TIMEOUT, only_if, whatever_the_binding

# As tools write it for an editable install: modules are where the project has them, and their folder is on no path.
FINDER = """
import sys
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import spec_from_file_location
from pathlib import Path

MAPPING = {mapping!r}

class EditableFinder:
    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        name, _, rest = fullname.partition(".")
        if name not in MAPPING:
            return None
        place = Path(MAPPING[name], *rest.split(".") if rest else ())
        for file in (place / "__init__.py", place.with_suffix(".py")):
            if file.is_file():
                return spec_from_file_location(fullname, file)
        return None

def install():
    if EditableFinder not in sys.meta_path:
        sys.meta_path.append(EditableFinder)
"""
PROGRAM = """
    import multiprocessing, os, sys
    {prepare}
    import pybridge
    from acme_project import work

    class Worker(multiprocessing.get_context(os.environ["METHOD"]).Process):
        def run(self):
            print("run", sorted(sys.modules["__main__"].__dict__.keys() & {{"Worker", "main"}}), flush=True)

    def main():
        context = multiprocessing.get_context(os.environ["METHOD"])
        for process in (context.Process(target=work.tell, args=(work.Value(3),)), Worker(), context.Process(target=main_target)):
            process.start()
            process.join()
            print(process.exitcode, flush=True)

    def main_target():
        print("main", __name__, work.__name__, flush=True)

    if __name__ == "__main__":
        main()
"""
WORK = """
    class Value:
        def __init__(self, number):
            self.number = number

    def tell(value):
        print("tell", value.number, type(value).__module__, flush=True)
"""
EXPECTED = ["tell 3 acme_project.work", "0", "run ['Worker', 'main']", "0", "main __mp_main__ acme_project.work", "0"]
FROZEN = """
    import multiprocessing, os
    import pybridge
    import __hello__

    if __name__ == "__main__":
        process = multiprocessing.get_context(os.environ["METHOD"]).Process(target=__hello__.main)
        process.start()
        process.join()
        print(process.exitcode)
"""
STANDARD_LIBRARY = """
    import json, multiprocessing, os
    import pybridge

    def tell():
        print(json.__file__.partition(".zip")[1], multiprocessing.__file__.partition(".zip")[1], flush=True)

    if __name__ == "__main__":
        process = multiprocessing.get_context(os.environ["METHOD"]).Process(target=tell)
        process.start()
        process.join()
        print(process.exitcode)
"""
METHODS = "spawn", "pybridge"


@whatever_the_binding
class FinderTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="pybridge-test-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.project = self.folder / "project" / "sources"  # no folder of the package's name
        self.project.mkdir(parents=True)
        (self.project / "__init__.py").touch()
        (self.project / "work.py").write_text(textwrap.dedent(WORK), encoding="utf-8")

    def program(self, name: str = "program.py", source: str = PROGRAM, prepare: str = "") -> Path:
        path = self.folder / name
        path.write_text(textwrap.dedent(source).format(prepare=prepare), encoding="utf-8")
        return path

    def editable(self, package: Path) -> Path:
        """Make a virtual environment in which project and package are installed so that each can be edited."""
        environment = self.folder / "environment"
        venv.create(environment, symlinks=True, with_pip=False)
        (site,) = environment.glob("lib/python*/site-packages")
        for name, place in (("acme_project", self.project), ("pybridge", package)):
            finder = f"__editable___{name}_finder"
            (site / f"{finder}.py").write_text(FINDER.format(mapping={name: str(place)}), encoding="utf-8")
            (site / f"__editable__.{name}.pth").write_text(f"import {finder}; {finder}.install()", encoding="utf-8")
        return environment / "bin" / "python"

    def assert_same(self, expected: list[str], *command: str | Path, path: str = "", **variables: str) -> None:
        for method in METHODS:
            with self.subTest(method=method):
                run = subprocess.run(
                    [str(part) for part in command], cwd=self.folder, capture_output=True, text=True, timeout=TIMEOUT, check=False,
                    env={**os.environ, "PYTHONPATH": path, "METHOD": method, **variables},
                )
                self.assertEqual((run.stdout.splitlines(), run.stderr), (expected, ""))

    def test_editable_installs(self) -> None:
        self.assert_same(EXPECTED, self.editable(SOURCES / "pybridge"), self.program())

    def test_editable_install_whose_folder_has_another_name(self) -> None:
        sources = self.folder / "sources of it"
        sources.symlink_to(SOURCES / "pybridge")
        self.assert_same(EXPECTED, self.editable(sources), self.program())

    def test_main_module_of_an_editable_install(self) -> None:
        self.program("project/sources/program.py")
        self.assert_same(EXPECTED, self.editable(SOURCES / "pybridge"), "-m", "acme_project.program")

    def test_finder_of_the_main_module(self) -> None:
        (self.folder / "finder.py").write_text(FINDER.format(mapping={"acme_project": str(self.project)}), encoding="utf-8")
        self.assert_same(
            EXPECTED, sys.executable, self.program(prepare="import finder; finder.install()"), path=str(SOURCES))

    def test_archive_on_the_path(self) -> None:
        with zipfile.ZipFile(self.folder / "project.zip", "w") as archive:
            for file in self.project.iterdir():
                archive.write(file, f"acme_project/{file.name}")
        self.assert_same(
            EXPECTED, sys.executable, self.program(), path=os.pathsep.join([str(SOURCES), str(self.folder / "project.zip")]))

    @only_if(sys.version_info >= (3, 11))  # older ones have no function in it
    def test_frozen_target(self) -> None:
        for flags in ((), ("-X", "frozen_modules=on"), ("-X", "frozen_modules=off")):
            with self.subTest(flags=flags):
                self.assert_same(
                    ["Hello world!", "0"], sys.executable, *flags, self.program(source=FROZEN), path=str(SOURCES))

    def test_standard_library_in_an_archive(self) -> None:
        """Where it is looked for first, on every path that CPython computes: ``lib/python313.zip``."""
        name = "python{}{}.zip".format(*sys.version_info)
        with zipfile.ZipFile(self.folder / name, "w") as archive:
            library = Path(sysconfig.get_path("stdlib"))
            for file in library.rglob("*.py"):
                place = file.relative_to(library)
                if file.is_file() and not {"site-packages", "dist-packages", "test", "idlelib", "lib2to3", "tkinter"} & set(place.parts):
                    archive.write(file, str(place))
        path = os.pathsep.join([str(self.folder / name), str(SOURCES)])
        self.assert_same([".zip .zip", "0"], sys.executable, self.program(source=STANDARD_LIBRARY), path=path)


if __name__ == "__main__":
    unittest.main()
