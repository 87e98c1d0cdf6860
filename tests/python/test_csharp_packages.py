"""Class libraries as they are built: the files of their NuGet packages stay where NuGet has unpacked them."""

from __future__ import annotations

import os
import shutil
import unittest
from pathlib import Path
from unittest import mock

import pybridge
from acme import CSharpTestCase
from support import captured_stderr

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "Acme.Reports" / "bin"
REPORTS = max(FIXTURE.glob("*/net*/Acme.Reports.dll"), key=lambda file: file.stat().st_mtime, default=FIXTURE / "none")
PACKAGE = Path("newtonsoft.json", "13.0.3")
CONFIGURATION = '<configuration><{0}><add key="{1}" value="{2}" /></{0}></configuration>'


class PackageFolderTests(CSharpTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.library = self.folder / "library" / REPORTS.name
        self.library.parent.mkdir()
        for name in (REPORTS.name, "Acme.Reports.deps.json"):
            shutil.copy(REPORTS.with_name(name), self.library.parent)
        self.packages = self.folder / "packages"
        shutil.copytree(Path(os.environ.get("NUGET_PACKAGES") or Path.home() / ".nuget" / "packages") / PACKAGE,
                        self.packages / PACKAGE)
        # Nothing of the user's own.
        self.environ = {name: value for name, value in os.environ.items() if name != "NUGET_PACKAGES"}
        self.environ.update(HOME=str(self.folder / "home"), DOTNET_CLI_HOME=str(self.folder / "home"))

    def count(self, **environ: str) -> object:
        with mock.patch.dict(os.environ, {**self.environ, **environ}, clear=True):
            method = pybridge.csharp(self.library, "Acme.Reports.Summary.Count")
            process = pybridge.Process(target=method, args=("[1, 2, 3]",), result=True, capture_stderr=True)
            self.start(process)
            try:
                return process.result()
            finally:
                process.close()

    def configure(self, section: str, key: str, value: str) -> None:
        (self.folder / "nuget.config").write_text(CONFIGURATION.format(section, key, value), encoding="utf-8")

    def test_as_it_was_built(self) -> None:
        process = self.start(pybridge.Process(
            target=pybridge.csharp(REPORTS, "Acme.Reports.Summary.Count"), args=("[1, 2]",), result=True))
        self.assertEqual(process.result(), 2)
        process.close()

    def test_by_the_variable(self) -> None:
        self.assertEqual(self.count(NUGET_PACKAGES=str(self.packages)), 3)

    def test_in_the_home_folder(self) -> None:
        shutil.move(self.packages, self.folder / "home" / ".nuget" / "packages")
        self.assertEqual(self.count(), 3)

    def test_by_a_configuration_above(self) -> None:
        self.configure("config", "globalPackagesFolder", "packages")
        self.assertEqual(self.count(), 3)

    def test_in_a_fallback_folder(self) -> None:
        self.configure("fallbackPackageFolders", "shared", "%PLACE%/packages")
        self.assertEqual(self.count(PLACE=str(self.folder)), 3)

    def test_a_copy_beside_comes_first(self) -> None:
        shutil.copy(next(self.packages.glob("**/netstandard2.0/*.dll")), self.library.parent)
        self.assertEqual(self.count(), 3)

    def test_a_missing_one_says_which_and_where_it_was_looked_for(self) -> None:
        empty = self.folder / "empty"
        with captured_stderr(), self.assertRaises(FileNotFoundError) as caught:
            self.count(NUGET_PACKAGES=str(empty))
        self.assertRegex(
            str(caught.exception),
            rf"needs Newtonsoft\.Json of the package Newtonsoft\.Json/13\.0\.3, .* in {empty}: "
            "restore the library's project here, set NUGET_PACKAGES, or publish the library")

    def test_a_damaged_configuration_is_passed_over(self) -> None:
        (self.folder / "nuget.config").write_text("<configuration>", encoding="utf-8")
        self.assertEqual(self.count(NUGET_PACKAGES=str(self.packages)), 3)


if __name__ == "__main__":
    unittest.main()
