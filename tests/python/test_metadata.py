"""What the wheel says of itself."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from support import only_if

import pybridge

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "src" / "python" / "backend"))

import pybridge_build  # noqa: E402 - they lie beside the package, not in it
from pybridge_metadata import Metadata  # noqa: E402
from pybridge_platform import needed_versions, wheel_tag  # noqa: E402

LIBRARY = ROOT / "src" / "python" / "pybridge" / "lib" / "pybridge_native.so"


class MetadataTests(unittest.TestCase):
    def test_one_version(self) -> None:
        self.assertEqual(Metadata.read(ROOT).version, pybridge.__version__)

    @only_if(sys.version_info >= (3, 11))  # tomllib
    def test_the_reader_sees_what_toml_says(self) -> None:
        import tomllib

        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        extras = project.pop("optional-dependencies")
        metadata = Metadata.read(ROOT)
        self.assertEqual((metadata.project, metadata.extras), (project, extras))

    def test_it_is_complete(self) -> None:
        head, _, body = Metadata.read(ROOT).core().partition("\n\n")
        fields = {line.partition(":")[0] for line in head.splitlines()}
        wanted = {"Name", "Version", "Summary", "Author", "Keywords", "License-Expression", "License-File", "Requires-Python",
                  "Classifier", "Provides-Extra", "Description-Content-Type"}
        self.assertEqual(wanted - fields, set())
        self.assertEqual([line for line in head.splitlines() if line.partition(": ")[2].strip() in ("", "None")], [])
        self.assertNotRegex(body, r"\]\((?!https?://)", "an index shows the text without the files around it")


class PlatformTests(unittest.TestCase):
    def test_the_tag_names_the_glibc_that_the_library_asks_for(self) -> None:
        asked = [tuple(map(int, name.removeprefix("GLIBC_").split("."))) for name in needed_versions(LIBRARY) if name.startswith("GLIBC_")]
        self.assertIn((2, 2, 5), asked)  # the first of this processor, which everything wants
        self.assertIn("manylinux_{}_{}_".format(*max(asked)), wheel_tag(LIBRARY))
        # It was built here, so no newer one can be asked for than there is.
        self.assertLessEqual(max(asked), tuple(map(int, os.confstr("CS_GNU_LIBC_VERSION").split()[1].split("."))))

    def test_the_same_versions_as_other_tools_see(self) -> None:
        if shutil.which("readelf") is None:
            self.skipTest("there is no readelf")
        shown = subprocess.run(["readelf", "--version-info", "--wide", str(LIBRARY)], check=True, capture_output=True, text=True).stdout
        _, _, needs = shown.partition("Version needs section")
        self.assertEqual(set(needed_versions(LIBRARY)), set(re.findall(r"Name: (\S+)", needs)))

    def test_without_a_library_it_is_for_this_machine(self) -> None:
        self.assertRegex(wheel_tag(None), r"^py3-none-linux_\w+$")

    def test_where_nothing_can_be_built(self) -> None:
        with mock.patch.dict(os.environ, PATH="/nowhere"), self.assertRaisesRegex(
            RuntimeError, "^the .NET 10 SDK is needed to build pybridge: no `dotnet` on PATH$"
        ):
            pybridge_build.build_library()
        with (
            mock.patch.object(pybridge_build.shutil, "which", return_value="/usr/bin/dotnet"),
            mock.patch.object(pybridge_build.os, "uname", return_value=mock.Mock(machine="riscv64")),
            self.assertRaisesRegex(RuntimeError, "^pybridge is built for .*x86_64.*, and this machine is riscv64$"),
        ):
            pybridge_build.build_library()
        with (
            mock.patch.object(pybridge_build.subprocess, "run", return_value=mock.Mock(returncode=1)),
            self.assertRaisesRegex(RuntimeError, "^`dotnet publish a.csproj .*` failed; its messages are above$"),
        ):
            pybridge_build._publish("a.csproj", Path("out"))

    def test_properties_without_a_version(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(ROOT / "pyproject.toml", folder)
            Path(folder, "Directory.Build.props").write_text("<Project />")
            with self.assertRaisesRegex(RuntimeError, "^Directory.Build.props names no Version, or no Authors$"):
                Metadata.read(Path(folder))

    def test_something_else_is_no_library(self) -> None:
        with self.assertRaisesRegex(ValueError, f"^{re.escape(__file__)} is no 64-bit ELF file for a machine with low bytes first$"):
            list(needed_versions(Path(__file__)))


if __name__ == "__main__":
    unittest.main()
