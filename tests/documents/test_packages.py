"""What the packages hold, and that the Python one can be made of nothing but its source distribution, without an index."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
import unittest
from pathlib import Path

from documents import ROOT, TIMEOUT, Reader, blocks

sys.path.append(str(ROOT / "src" / "python" / "backend"))

from pybridge_build import build_sdist  # noqa: E402 - the backend is not in the package

PROGRAM = """
import pybridge

if __name__ == "__main__":
    process = pybridge.Process(target=sum, args=([1, 2],), result=True)
    process.start()
    print(process.result(), pybridge.binding, pybridge.__version__)
"""


class SourceDistributionTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.reader = Reader(clone=False)
        cls.addClassCleanup(cls.reader.leave)
        cls.archive = cls.reader.home / build_sdist(str(cls.reader.home))

    def test_it_has_the_sources_and_nothing_that_was_built(self) -> None:
        with tarfile.open(self.archive) as archive:
            names = {name.partition("/")[2] for name in archive.getnames()}
        wanted = {"PKG-INFO", "pyproject.toml", "LICENSE", "NOTICE", "src/PyBridge/Process.cs", "src/python/pybridge/process.py",
                  "src/python/backend/pybridge_build.py", "src/python/README.md"}
        self.assertEqual(wanted - names, set())
        self.assertEqual([name for name in names if {"bin", "obj", "artifacts", "lib"} & {*Path(name).parts}], [])

    def test_it_installs_without_an_index(self) -> None:
        environment = self.reader.home / "environment"
        python = environment / "bin" / "python"
        self.reader.run(sys.executable, "-m", "venv", environment, cwd=self.reader.home)
        # On stderr a newer pip only says where it installs from.
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--no-index", "--no-cache-dir", "--disable-pip-version-check",
                        str(self.archive)], cwd=self.reader.home, env=self.reader.environment, check=True, timeout=TIMEOUT)
        script = self.reader.home / "program.py"
        script.write_text(PROGRAM, encoding="utf-8")
        self.assertEqual(self.reader.run(python, script, cwd=self.reader.home, PYTHONPATH="").split()[:2], ["3", "native"])

    def test_it_can_be_made_of_itself(self) -> None:
        """One that was unpacked has no git beside it."""
        with tempfile.TemporaryDirectory(prefix="pybridge-sdist-") as folder, tarfile.open(self.archive) as archive:
            archive.extractall(folder)
            (unpacked,) = Path(folder).iterdir()
            again = self.reader.run(sys.executable, "-c", f"import pybridge_build; print(pybridge_build.build_sdist({folder!r}))",
                                    cwd=unpacked, PYTHONPATH=str(unpacked / "src" / "python" / "backend"))
            with tarfile.open(Path(folder) / again.strip()) as remade:
                self.assertEqual(set(remade.getnames()), set(archive.getnames()))


class ReadmeOfPackagesTests(unittest.TestCase):
    """An index shows them without the files around them; their examples are README's, which are run."""

    def test_examples(self) -> None:
        for page, language in (("src/PyBridge/Package/README.md", "csharp"), ("src/python/README.md", "python")):
            self.assertEqual(blocks(page, language), blocks("README.md", language)[:1], page)

    def test_no_link_leads_to_a_file(self) -> None:
        for page in ("src/PyBridge/Package/README.md", "src/PyBridge.Pythonnet/README.md", "src/python/README.md"):
            self.assertNotRegex((ROOT / page).read_text(encoding="utf-8"), r"\]\((?!https?://)", page)


if __name__ == "__main__":
    unittest.main()
