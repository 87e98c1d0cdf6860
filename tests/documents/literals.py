"""The texts that sources hold: each as one string, with a hole for whatever is filled in when the program runs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

HOLE = "\0"

_SKIPPED = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:[^'\\\n]|\\.[^'\n]*)'", re.DOTALL)
_BETWEEN = re.compile(r"\s*\+\s*(?:[^\s;,?:\"{}][^;,?:\"{}]*\+\s*)?")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\\0"}


@dataclass(frozen=True)
class Literal:
    """A text, and what stands before it in its statement."""

    text: str
    before: str


def of_csharp(source: str) -> list[Literal]:
    """Each text of C#, those within the holes of others too; texts that are added up are one."""
    return _Lexer(source).literals()


def of_python(source: str) -> Iterator[str]:
    """Each text of Python that is no docstring; texts that are added up are one."""
    yield from of_node(ast.parse(source))


def of_node(node: ast.AST) -> Iterator[str]:
    """Each text within a node of Python that is no docstring."""
    yield from _texts(node, in_body=False)


class _Lexer:
    def __init__(self, source: str) -> None:
        self.source, self.place, self.inner = source, 0, []

    def literals(self) -> list[Literal]:
        found: list[Literal] = []
        ended = begin = 0
        while self.place < len(self.source):
            if skipped := _SKIPPED.match(self.source, self.place):
                self.place = skipped.end()
            elif self._at_text():
                start = self.place
                text = self._text()
                between = self.source[ended:start]
                joined = _BETWEEN.fullmatch(between) if found and ended else None
                if joined and between.count("(") == between.count(")"):
                    hole = "" if between.count("+") == 1 else HOLE
                    found[-1] = Literal(found[-1].text + hole + text, found[-1].before)
                else:
                    found.append(Literal(text, self.source[begin:start]))
                ended = self.place
            else:
                if self.source[self.place] in ";{}":
                    begin = self.place + 1
                self.place += 1
        return found + self.inner

    def _at_text(self) -> bool:
        return re.compile(r'\$?"').match(self.source, self.place) is not None

    def _text(self) -> str:
        """The text that begins here; the place is after it then."""
        filled = self.source[self.place] == "$"
        self.place += 2 if filled else 1
        text = ""
        while (character := self.source[self.place]) != '"':
            if character == "\\":
                text += _ESCAPES.get(self.source[self.place + 1], self.source[self.place + 1])
                self.place += 2
            elif filled and self.source[self.place:self.place + 2] in ("{{", "}}"):
                text += character
                self.place += 2
            elif filled and character == "{":
                self._hole()
                text += HOLE
            else:
                text += character
                self.place += 1
        self.place += 1
        return text

    def _hole(self) -> None:
        """Pass a hole; texts in it are kept for themselves."""
        depth = 0
        begin = self.place
        while True:
            character = self.source[self.place]
            if self._at_text():
                before = self.source[begin:self.place]
                self.inner.append(Literal(self._text(), before))
                continue
            if character == "'" and (skipped := _SKIPPED.match(self.source, self.place)):
                self.place = skipped.end()
                continue
            depth += {"{": 1, "}": -1}.get(character, 0)
            self.place += 1
            if not depth:
                return


def _texts(node: ast.AST, in_body: bool) -> Iterator[str]:
    text = _text(node)
    if text is not None:
        if not in_body and text.strip(HOLE):
            yield text
        # What fills the holes may hold texts of its own.
        for hole in ast.walk(node):
            if isinstance(hole, ast.FormattedValue):
                yield from _texts(hole.value, in_body=False)
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "cast":
        node = node.args[1]  # the first is the name of a type
    for child in ast.iter_child_nodes(node):
        yield from _texts(child, in_body=isinstance(node, ast.Expr))


def _text(node: ast.AST) -> str | None:
    """The text that an expression is; None for one that is none."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or HOLE for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and (pattern := _text(node.left)) is not None:
        return re.sub(r"%[rsd]", HOLE, pattern)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        sides = _text(node.left), _text(node.right)
        return None if sides == (None, None) else "".join(HOLE if side is None else side for side in sides)
    return None
