"""The guide's pages, each followed to the letter: its files are written, its commands run, and what they print is as it says.

A block below a line of a name in backticks and a colon is what is in that file. In a block of the language ``console`` each
line with ``$`` is a command, which goes on where it ends with a backslash; what is below it is what it prints, where ``…``
stands for anything. Where nothing is below it, it only has to succeed. A block below ``<!-- not run: WHY -->`` is for reading alone.
"""

from __future__ import annotations

import os
import re
import subprocess
import unittest

from documents import GUIDE, TIMEOUT, Reader, pasted

BLOCK = re.compile(r"^(?:`([^`\n]+)`:\n\n|<!-- (not run): .*? -->\n)?```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def pattern(line: str) -> str:
    """A line that is promised, as a pattern for what is printed."""
    return ".*".join(map(re.escape, line.rstrip().split("…")))


def steps(console: str) -> list[tuple[str, list[str]]]:
    """The commands of a block, each with the lines that it is to print."""
    found: list[tuple[str, list[str]]] = []
    for line in re.sub(r"\\\n +", "", console).splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
    return found


class GuideTests(unittest.TestCase):
    reader: Reader

    @classmethod
    def setUpClass(cls) -> None:
        cls.reader = pasted()
        (cls.reader.home / "guide").mkdir()
        (cls.reader.home / "guide" / "nuget.config").write_text(
            "<configuration><packageSources>"
            f'<add key="packed" value="{cls.reader.packed}" /></packageSources></configuration>', encoding="utf-8")

    def follow(self, name: str) -> None:
        folder = self.reader.home / "guide" / name.removesuffix(".md")
        folder.mkdir()
        variables = {
            **self.reader.environment,
            "PATH": os.pathsep.join([str(self.reader.outside / "env" / "bin"), os.environ["PATH"]]),
            "NUGET_PACKAGES": str(self.reader.packages), "PYTHONPATH": "", "VIRTUAL_ENV": str(self.reader.outside / "env"),
            "XDG_DATA_HOME": str(self.reader.data),  # what ``dotnet run app.cs`` builds
            "PYBRIDGE_CHECKOUT": str(self.reader.checkout),
        }
        for file, unrun, language, content in BLOCK.findall((GUIDE / name).read_text(encoding="utf-8")):
            if file:
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                (folder / file).write_text(content, encoding="utf-8")
            elif language == "console":
                for command, promised in steps(content):
                    self.run_step(command, promised, folder, variables)
            else:
                self.assertTrue(unrun, f"{name} has a block that is neither a file nor a command:\n{content}")

    def run_step(self, command: str, promised: list[str], folder: os.PathLike[str], variables: dict[str, str]) -> None:
        done = subprocess.run(["bash", "-c", command], cwd=folder, env=variables, text=True, timeout=TIMEOUT, check=False,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(done.returncode, 0, f"{command}\n{done.stdout}")
        if promised:
            expected = "\n".join(map(pattern, promised))
            printed = "\n".join(line.rstrip() for line in done.stdout.splitlines())
            self.assertRegex(printed, re.compile(rf"\A{expected}\Z"), f"{command} prints\n{printed}")


def _following(name: str):
    return lambda self: self.follow(name)


for _page in sorted(GUIDE.glob("*.md")):
    setattr(GuideTests, f"test_{_page.stem.replace('-', '_')}", _following(_page.name))


if __name__ == "__main__":
    unittest.main()
