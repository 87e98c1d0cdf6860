#!/usr/bin/env python3
"""The list of known differences in docs/guide/differences.md, made from conformance/differences.json.

    python3 docs/site/differences.py       write it anew, after a change of differences.json
"""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "conformance" / "differences.json"
PAGE = ROOT / "docs" / "guide" / "differences.md"
BEGIN, END = "<!-- made from conformance/differences.json -->\n", "<!-- end of what is made -->"

KINDS = {
    "safer": "Safer: CPython's behaviour loses something, and this one says what",
    "platform": "As the platform has it",
    "not-representable": "Not representable in the other language",
    "cpython-bug": "Bugs of CPython that are not followed",
}
LANES = (
    ("dotnet-python", "C#, with Python children"),
    ("dotnet", "C#"),
    ("pybridge-csharp", "Python, with C# children"),
    ("pybridge", "Python"),
)


def language(lane: str) -> str:
    """What a lane tries, in words."""
    return next((text for begin, text in LANES if lane.startswith(begin)), lane)


def build(source: Path = SOURCE) -> str:
    """The tables, one a kind, each reason once."""
    entries = json.loads(source.read_text(encoding="utf-8"))
    unknown = {entry["kind"] for entry in entries} - KINDS.keys()
    if unknown:
        raise ValueError(f"{source} has kinds that this page has no heading for: {', '.join(sorted(unknown))}")
    lines: list[str] = []
    for kind, heading in KINDS.items():
        reasons: dict[str, tuple[set[str], set[str]]] = {}
        for entry in entries:
            if entry["kind"] == kind:
                where, scenarios = reasons.setdefault(entry["reason"], (set(), set()))
                where.update(map(language, entry["lanes"]))
                scenarios.add(entry["scenario"])
        if reasons:
            lines += [f"### {heading}", "", "| what differs, and why | where | scenarios |", "|---|---|---|"]
            for reason, (where, scenarios) in reasons.items():
                text = reason.replace("|", "\\|").replace("_", "\\_").replace("*", "\\*").replace("<", "&lt;")
                lines.append(f"| {text} | {'; '.join(sorted(where))} | {', '.join(sorted(scenarios))} |")
            lines.append("")
    return "\n".join(lines)


def renewed(page: str) -> str:
    """A page with the list as it is now."""
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE} has no block between {BEGIN.strip()} and {END}")
    return f"{head}{begin}{build()}{end}{tail}"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
