#!/usr/bin/env python3
"""What the sources say to users, and whether a case provokes each: a test, a scenario or a recorded answer quotes it.

    python3 tests/documents/messages.py     prints those that no case quotes

A message is any text of a few words, wherever it stands: most are thrown, and the others are put into one that is thrown, or
are written to stderr. So it does not matter by which way a text comes into an exception.
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import literals
from literals import HOLE

ROOT = Path(__file__).resolve().parents[2]
LISTED = Path(__file__).with_name("messages_without_case.txt")  # only becomes shorter; gone where it is empty
WORDS = 3  # what has fewer is a name, unless it is thrown
QUOTED = 40  # characters of the longest part, up to the end of a word; all of it where it is shorter

_WORD = re.compile(r"[A-Za-z]{2,}")
_THROWN = re.compile(r"\bthrow\b|\bnew \w*(?:Exception|Error)\(")
_BUILT = {"obj", "bin", "artifacts", "__pycache__"}

# Texts that no user is told, by what is before them: those of attributes, which compilers read, be it as a constant; what
# cannot be caused from outside, so that no test could; what is said on systems that have no tests; names of threads and of code.
_UNTOLD = re.compile(r"""
    \[(?:\w+:\ )?(?:\w*SuppressMessage|Requires\w+)\((?:[^\]]|\[\])*$
    | Debug\.Assert\([^;]*$
    | PlatformNotSupportedException\([^;]*$
    | (?:StartThread|PyModule\.FromString)\([^;]*$""", re.VERBOSE)
_CONSTANT = re.compile(r"\bconst string (\w+) =\s*$")
_JUSTIFICATION = re.compile(r"Justification = (?:\w+\.)?(\w+)\b")
# And by what they are: code for `python -c`, configurations, the header lines of metadata, the full names of types.
_CODE = re.compile(r"""(?:^|\n|;\ )(?:import|from\ [\w.]+\ import)\ | \(lambda\ | ^\w+\.\w+\(.*\);\ $
    | ^\{" | ^[A-Z]\w*-[\w-]+:\ | ^[\w.]+,\ [\w.]+$""", re.VERBOSE)


@dataclass(frozen=True)
class Message:
    """What is said, with holes for what is filled in."""

    file: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}: {self.text.replace(HOLE, '{}')!r}"

    @property
    def quotation(self) -> str:
        """What a case has to have of it, as it is."""
        longest = max((part.strip() for part in self.text.split(HOLE)), key=len)
        if len(longest) > QUOTED:
            longest = longest[:longest.rindex(" ", 0, QUOTED + 1) if " " in longest[:QUOTED + 1] else QUOTED]
        return _plain(longest)

    def is_quoted(self, cases: str) -> bool:
        """Whether a case has its longest part."""
        return self.quotation in cases


def of_python(file: Path) -> Iterator[Message]:
    """The messages of a module."""
    source = file.read_text(encoding="utf-8")
    thrown = {text for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Raise) for text in literals.of_node(node)}
    for text in literals.of_python(source):
        if _says_something(text, text in thrown) and not _CODE.search(text) and not _is_type(text):
            yield Message(_name(file), re.sub(r"%[rsd]", HOLE, text))  # of logging


def of_csharp(file: Path) -> Iterator[Message]:
    """The messages of a file of C#."""
    for literal in literals.of_csharp(file.read_text(encoding="utf-8-sig")):
        constant = _CONSTANT.search(literal.before)
        if constant and constant[1] in _justifications() or _UNTOLD.search(literal.before) or _CODE.search(literal.text):
            continue
        if _says_something(literal.text, _THROWN.search(literal.before) is not None):
            yield Message(_name(file), literal.text)


def of_sources() -> list[Message]:
    """All messages of the product: the library, the native one, the one for pythonnet, the package, its build."""
    files = [file for file in sorted((ROOT / "src").rglob("*")) if not _BUILT & {*file.relative_to(ROOT).parts}]
    return [message for file in files for message in _of(file)]


def cases() -> str:
    """All that could quote a message: the texts of tests, and what scenarios and their records hold."""
    return "\n".join(_plain(text) for file in files_of_cases() for text in _quoting(file))


def files_of_cases() -> list[Path]:
    """The files of tests, scenarios and records, but for those that look for quotations themselves."""
    folders = [ROOT / name for name in ("tests", "conformance/recorded", "conformance/scenarios", "conformance/PyBridge.Conformance.Tests")]
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if not _BUILT & {*file.relative_to(ROOT).parts}]
    return [file for file in [*files, ROOT / "conformance" / "differences.json"] if file.name not in ("test_messages.py", "messages.py")]


def without_case() -> list[Message]:
    """The messages that nothing quotes."""
    quoting = cases()
    return [message for message in of_sources() if not message.is_quoted(quoting)]


def _of(file: Path) -> Iterator[Message]:
    if file.suffix == ".py":
        yield from of_python(file)
    elif file.suffix == ".cs":
        yield from of_csharp(file)


def _quoting(file: Path) -> Iterator[str]:
    if file.suffix == ".py":
        yield from literals.of_python(file.read_text(encoding="utf-8"))
    elif file.suffix == ".cs":
        yield from (literal.text for literal in literals.of_csharp(file.read_text(encoding="utf-8-sig")))
    elif file.suffix in (".json", ".tsv"):
        yield file.read_text(encoding="utf-8", errors="replace")


@functools.cache
def _justifications() -> set[str]:
    """The constants that attributes take for their justification."""
    files = [file for file in (ROOT / "src").rglob("*.cs") if not _BUILT & {*file.relative_to(ROOT).parts}]
    return {name for file in files for name in _JUSTIFICATION.findall(file.read_text(encoding="utf-8-sig"))}


def _is_type(text: str) -> bool:
    """Whether a text is an annotation, which is no code before it is needed."""
    if HOLE in text or not re.fullmatch(r"[\w.\[\], |]+", text):
        return False
    try:
        tree = ast.parse(text, mode="eval")
    except SyntaxError:
        return False
    return not isinstance(tree.body, ast.Name)


def _says_something(text: str, is_thrown: bool) -> bool:
    return " " in text.strip() and len(_WORD.findall(text)) >= (2 if is_thrown else WORDS)


def _plain(text: str) -> str:
    """A text as it is compared: patterns and records write backslashes before some characters."""
    return text.replace("\\", "")


def _name(file: Path) -> str:
    return file.relative_to(ROOT / "src").as_posix()


if __name__ == "__main__":
    print(*sorted({str(message) for message in without_case()}), sep="\n")
