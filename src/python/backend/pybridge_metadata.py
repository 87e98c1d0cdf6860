"""The package's metadata: ``pyproject.toml`` for the most part, version and author from ``Directory.Build.props``."""

from __future__ import annotations

import ast
import configparser
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

LICENSES = ("LICENSE", "NOTICE")


@dataclass
class Metadata:
    """What a wheel says of itself."""

    name: str
    version: str
    author: str
    project: dict[str, str | list[str]]
    extras: dict[str, list[str]]
    readme: str

    @staticmethod
    def read(root: Path) -> Metadata:
        """Read the files.

        CPython 3.10 has no ``tomllib``. The tables read here keep to one line a key and to values that are Python
        literals too; a test holds the result against ``tomllib`` where there is one.
        """
        parser = configparser.RawConfigParser(delimiters=("=",), comment_prefixes=("#",))
        parser.optionxform = str
        parser.read(root / "pyproject.toml", encoding="utf-8")
        project = _literals(parser["project"])
        properties = ElementTree.parse(root / "Directory.Build.props")
        version, author = properties.findtext(".//Version"), properties.findtext(".//Authors")
        if version is None or author is None:
            raise RuntimeError("Directory.Build.props names no Version, or no Authors")
        return Metadata(
            name=str(project["name"]),
            version=version,
            author=author,
            project=project,
            extras={key: list(value) for key, value in _literals(parser["project.optional-dependencies"]).items()},
            readme=(root / str(project["readme"])).read_text(encoding="utf-8"),
        )

    def core(self) -> str:
        """Return the core metadata, version 2.4."""
        lines = [
            "Metadata-Version: 2.4",
            f"Name: {self.name}",
            f"Version: {self.version}",
            f"Summary: {self.project['description']}",
            f"Author: {self.author}",
            f"Keywords: {','.join(self.project['keywords'])}",
            f"License-Expression: {self.project['license']}",
            *(f"License-File: {name}" for name in LICENSES),
            f"Requires-Python: {self.project['requires-python']}",
            *(f"Classifier: {classifier}" for classifier in self.project["classifiers"]),
        ]
        for extra, requirements in self.extras.items():
            lines.append(f"Provides-Extra: {extra}")
            lines.extend(f'Requires-Dist: {requirement}; extra == "{extra}"' for requirement in requirements)
        lines.append("Description-Content-Type: text/markdown")
        return "\n".join(lines) + f"\n\n{self.readme}"


def _literals(section: configparser.SectionProxy) -> dict[str, str | list[str]]:
    return {key: ast.literal_eval(value) for key, value in section.items()}
