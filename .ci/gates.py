#!/usr/bin/env python3
"""What is checked of the sources without running them. The last line is `N passed, N failed, N skipped`.

A tool that is not on this machine is skipped, with a line that says so; .ci/run installs them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUTPUT = {"bin", "obj", "artifacts"}
WIDTH = 160  # .flake8 has the same; editors are told 120, which is what to aim at

# Each gate: its name, the command to look for, what follows it, how to get it. The build itself fails by style and
# analyzers (EnforceCodeStyleInBuild, warnings as errors); what is left is white space, which needs no compiler.
WHITESPACE = ("format", "whitespace", ".", "--folder", "--verify-no-changes", "--exclude", "artifacts")
TOOLS = (
    ("dotnet format", "dotnet", WHITESPACE, "the .NET SDK has it"),
    ("flake8", "flake8", (".",), "apt-get install flake8"),
    ("pyright", "pyright", ("--project", "pyproject.toml"), "npm install --global pyright"),
)


def run(name: str, command: list[str]) -> bool:
    """Run one tool, with its output shown; whether it found nothing."""
    print(f"\n-- {name}", flush=True)
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def long_lines() -> list[str]:
    """The lines of C# that are wider than they may be: `dotnet format` looks at spaces alone."""
    names = (path.relative_to(ROOT) for path in sorted(ROOT.rglob("*.cs")))
    return [
        f"{name}:{number}: {len(line)} characters, and {WIDTH} are allowed"
        for name in names if not OUTPUT & {*name.parts}
        for number, line in enumerate((ROOT / name).read_text(encoding="utf-8-sig").splitlines(), 1) if len(line) > WIDTH
    ]


def main() -> int:
    """Pass every gate that there is a tool for."""
    wide = long_lines()
    print(*wide, sep="\n", flush=True)
    passed, failed, skipped = int(not wide), int(bool(wide)), 0
    for name, program, arguments, origin in TOOLS:
        found = shutil.which(program)
        if found is None:
            print(f"SKIPPED {name}: no `{program}` on PATH ({origin})", flush=True)
            skipped += 1
        elif run(name, [found, *arguments]):
            passed += 1
        else:
            print(f"FAILED {name}", flush=True)
            failed += 1
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
