"""One way to break the port on purpose: a text that is found exactly once, and what is put in its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class AnchorError(Exception):
    """A mutation no longer fits the sources."""


@dataclass(frozen=True)
class Mutation:
    """``anchor`` in ``file`` becomes ``replacement``; one of ``scenarios`` on ``lane`` should notice."""

    name: str
    file: str
    anchor: str
    replacement: str
    scenarios: tuple[str, ...]
    argument: str = ""  # why nobody needs to notice; empty where the suite has to
    where: str = ""  # the lane, where it is not the usual one of the language

    @property
    def is_csharp(self) -> bool:
        """Whether the library has to be built anew."""
        return self.file.endswith(".cs")

    @property
    def lane(self) -> str:
        """The lane that runs the file."""
        return self.where or ("dotnet" if self.is_csharp else "pybridge-native")

    def apply(self, root: Path) -> str:
        """Return the mutated text of the file below ``root``."""
        path = root / self.file
        if not path.is_file():
            raise AnchorError(f"{self.name}: there is no {self.file} any more")
        text = path.read_text(encoding="utf-8")
        found = text.count(self.anchor)
        if found != 1:
            raise AnchorError(f"{self.name}: the anchor stands {found} times in {self.file}, not once: {self.anchor!r}")
        if self.replacement == self.anchor:
            raise AnchorError(f"{self.name}: the replacement is the anchor")
        return text.replace(self.anchor, self.replacement)
