"""What the wheel says of itself."""

from __future__ import annotations

import sys
import unittest
from pathlib import Path

from support import only_if

import pybridge

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "src" / "python" / "backend"))

from pybridge_metadata import Metadata  # noqa: E402 - it lies beside the backend, not in the package


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


if __name__ == "__main__":
    unittest.main()
