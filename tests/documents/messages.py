#!/usr/bin/env python3
"""The messages of errors in the sources, and whether a case provokes each: a test, a scenario or a recorded answer quotes it.

    python3 tests/documents/messages.py     prints those that no case quotes, as messages_without_case.txt lists them
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LISTED = Path(__file__).with_name("messages_without_case.txt")
QUOTED = 3  # words in a row; fewer where a message has fewer

_THROWN = re.compile(r"throw (?:new )?[\w.<>]+\(|(?:=>|return|\?\?) new \w*(?:Exception|Error)\(")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_BUILT = {"obj", "bin", "artifacts", "__pycache__"}


@dataclass(frozen=True)
class Message:
    """What an error says, without what is filled in."""

    file: str
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file}: {self.parts[0]}"

    def is_quoted(self, cases: str) -> bool:
        """Whether a case has some words of it in a row."""
        for part in self.parts:
            words = part.split()
            if any(" ".join(words[start:start + QUOTED]) in cases for start in range(max(1, len(words) - QUOTED + 1))):
                return True
        return False


def of_python(folder: Path) -> Iterator[Message]:
    """Each ``raise`` of an exception with a text."""
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                texts = [one.value for argument in node.exc.args for one in ast.walk(argument)
                         if isinstance(one, ast.Constant) and isinstance(one.value, str)]
                yield from _message(file, texts)


def of_csharp(folder: Path) -> Iterator[Message]:
    """Each exception with a text that is thrown, or made to be."""
    for file in sorted(folder.rglob("*.cs")):
        if not _BUILT & {*file.parts}:
            source = file.read_text(encoding="utf-8-sig")
            for found in _THROWN.finditer(source):
                texts = _TEXT.findall(_arguments(source, found.end()))
                yield from _message(file, [part for text in texts for part in re.split(r"\{[^}]*\}", text)])


def cases() -> str:
    """All that could quote a message."""
    folders = [ROOT / name for name in ("tests", "conformance/recorded", "conformance/scenarios", "conformance/PyBridge.Conformance.Tests")]
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.suffix in (".cs", ".py", ".json", ".tsv")]
    files = [file for file in files if not _BUILT & {*file.parts}] + [ROOT / "conformance" / "differences.json"]
    return "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in files)


def without_case() -> list[Message]:
    """The messages that nothing quotes."""
    quoting = cases()
    found = [*of_python(ROOT / "src" / "python" / "pybridge"), *of_csharp(ROOT / "src")]
    return [message for message in found if not message.is_quoted(quoting)]


def _message(file: Path, texts: list[str]) -> Iterator[Message]:
    parts = tuple(text.strip() for text in texts if len(text.split()) >= 2)
    if parts:
        yield Message(file.relative_to(ROOT / "src").as_posix(), parts)


def _arguments(source: str, place: int) -> str:
    """What stands between a bracket and the one that closes it; brackets in texts count for nothing."""
    depth, begin = 1, place
    while depth and place < len(source):
        if source[place] == '"' and (text := _TEXT.match(source, place)):
            place = text.end()
            continue
        depth += {"(": 1, ")": -1}.get(source[place], 0)
        place += 1
    return source[begin:place]


if __name__ == "__main__":
    print(*sorted({str(message) for message in without_case()}), sep="\n")
