"""Which module of the package uses which: read from the sources, and held against the table in docs/architecture.md."""

from __future__ import annotations

import ast
import graphlib
import re
import tempfile
import unittest
from pathlib import Path

import pybridge

PACKAGE = Path(pybridge.__file__).resolve().parent
TABLE = Path(__file__).resolve().parents[2] / "docs" / "architecture.md"

Graph = dict[str, set[str]]


def imports_of(source: str) -> set[str]:
    """What a source imports, wherever in it: in functions and for type checkers, too. ``pybridge.x`` is told as ``x``."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            names = [node.module] if node.module else [alias.name for alias in node.names]
            found |= {f"pybridge.{name}" if node.level else name for name in names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name.removeprefix("pybridge.") for name in found}


def graph_of(package: Path) -> Graph:
    """The modules of a package, and which of the others each imports."""
    sources = {path.stem: path.read_text(encoding="utf-8") for path in package.glob("*.py")}
    return {name: imports_of(source) & {*sources} for name, source in sources.items()}


def table_of(document: str) -> Graph:
    """The rows of the table: module, what it is for, what it uses."""
    rows = re.findall(r"^\| `(\w+)\.py` \|[^|]*\|([^|]*)\|$", document, re.MULTILINE)
    return {name: set(re.findall(r"`(\w+)`", used)) for name, used in rows}


def differences(package: Path, document: str) -> list[str]:
    """What sources and table do not agree on, and the circles there are."""
    found, stated = graph_of(package), table_of(document)
    problems = [f"{name}.py has no row" for name in sorted({*found} - {*stated})]
    problems += [f"{name}.py is no more" for name in sorted({*stated} - {*found})]
    for name in sorted({*found} & {*stated}):
        problems += [f"{name}.py uses {used}, unlisted" for used in sorted(found[name] - stated[name])]
        problems += [f"{name}.py uses {used} no more" for used in sorted(stated[name] - found[name])]
    try:
        graphlib.TopologicalSorter(found).prepare()
    except graphlib.CycleError as error:
        problems.append("a circle: " + " imports ".join(reversed(error.args[1])))
    return problems


class ArchitectureTests(unittest.TestCase):
    def setUp(self) -> None:
        self.document = TABLE.read_text(encoding="utf-8")

    def test_sources_and_table_agree_and_there_is_no_circle(self) -> None:
        self.assertGreater(len(graph_of(PACKAGE)), 20)
        self.assertEqual(differences(PACKAGE, self.document), [])

    def test_the_modules_of_the_abi_and_two_for_the_clr_speak_to_c(self) -> None:
        users = {path.stem for path in PACKAGE.glob("*.py") if "ctypes" in imports_of(path.read_text(encoding="utf-8"))}
        self.assertEqual(users, {"_abi", "_abi_calls", "_abi_table", "_abi_values", "_hostfxr", "_signal_handlers"})

    def test_an_arrow_that_is_not_in_the_table_is_noticed(self) -> None:
        self.assertEqual(
            self.probed("_errors", "def late():\n    from ._dup_fd import DupFd\n"), ["_errors.py uses _dup_fd, unlisted"]
        )

    def test_a_circle_in_functions_is_noticed(self) -> None:
        unlisted, circle = self.probed("_errors", "def late():\n    import pybridge._abi_values\n")
        self.assertEqual(unlisted, "_errors.py uses _abi_values, unlisted")
        self.assertIn(circle, ("a circle: _abi_values imports _errors imports _abi_values", "a circle: _errors imports _abi_values imports _errors"))

    def test_an_arrow_that_is_gone_is_noticed(self) -> None:
        self.assertEqual(self.probed("_targets", "", replace=True), [
            f"_targets.py uses {used} no more" for used in ("_clr", "_clr_methods", "_csharp")
        ])

    def test_a_module_without_a_row_is_noticed(self) -> None:
        self.assertEqual(self.probed("_new", ""), ["_new.py has no row"])

    def probed(self, name: str, source: str, replace: bool = False) -> list[str]:
        """What is found where a module of the package has something more in it, or something else."""
        with tempfile.TemporaryDirectory() as folder:
            package = Path(folder)
            for path in PACKAGE.glob("*.py"):
                (package / path.name).write_bytes(path.read_bytes())
            changed = package / f"{name}.py"
            before = changed.read_text(encoding="utf-8") if changed.exists() and not replace else ""
            changed.write_text(f"{before}\n{source}", encoding="utf-8")
            return differences(package, self.document)


if __name__ == "__main__":
    unittest.main()
