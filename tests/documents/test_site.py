"""The site, as ``build.py docs`` makes it: no dead link, no page that axe-core objects to, and no member left out."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from datetime import date
from pathlib import Path

from documents import ROOT

SITE = ROOT / "docs" / "site"
sys.path.append(str(SITE))

import check  # noqa: E402 - these lie beside the site's sources
import differences  # noqa: E402
import make  # noqa: E402


class LinkTests(unittest.TestCase):
    def faults(self, **pages: str) -> list[str]:
        with tempfile.TemporaryDirectory(prefix="pybridge-site-") as folder:
            for name, text in pages.items():
                (Path(folder) / f"{name}.html").write_text(text, encoding="utf-8")
            return check.dead_links(Path(folder))

    def test_links_that_hold(self) -> None:
        self.assertEqual(self.faults(a='<a href="b.html#x">', b='<h1 id="x"><a href="#x"><a href="https://example.org/none">'), [])

    def test_a_page_that_is_not_there(self) -> None:
        self.assertEqual(self.faults(a='<a href="c.html">'), ["a.html: c.html is not there"])

    def test_a_picture_that_is_not_there(self) -> None:
        self.assertEqual(self.faults(a='<img src="x.svg">'), ["a.html: x.svg is not there"])

    def test_a_heading_that_is_not_there(self) -> None:
        self.assertEqual(self.faults(a='<a href="b.html#y">', b='<h1 id="x">'), ["a.html: b.html#y has no such heading"])


class DifferencesTests(unittest.TestCase):
    def test_the_page_has_what_the_suite_knows(self) -> None:
        page = differences.PAGE.read_text(encoding="utf-8")
        self.assertEqual(page, differences.renewed(page), "run `python3 docs/site/differences.py`")

    def test_every_difference_is_named_once(self) -> None:
        known = json.loads(differences.SOURCE.read_text(encoding="utf-8"))
        for kind in {entry["kind"] for entry in known}:
            self.assertIn(f"### {differences.KINDS[kind]}\n", differences.build())
        named = {name for line in differences.build().splitlines() for name in line.rpartition(" | ")[2].rstrip(" |").split(", ")}
        self.assertEqual({entry["scenario"] for entry in known} - named, set())


class SiteTests(unittest.TestCase):
    """One build of the site; docfx comes from NuGet, axe-core from npm."""

    @classmethod
    def setUpClass(cls) -> None:
        try:
            make.docfx()
        except SystemExit as error:
            raise unittest.SkipTest(f"docfx could not be installed: {error}") from None
        done = subprocess.run([sys.executable, str(SITE / "make.py")], check=False, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        cls.code, cls.output = done.returncode, done.stdout

    def test_it_is_built_without_a_dead_link(self) -> None:
        self.assertEqual(self.code, 0, self.output)

    def test_every_public_type_of_csharp_has_a_page(self) -> None:
        types = set()
        for listed in ROOT.glob("src/*/PublicAPI.*.txt"):
            for line in listed.read_text(encoding="utf-8").splitlines():
                if re.fullmatch(r"(abstract |static )?[\w.<>]+", line) and line.count("(") == 0:
                    types.add(line)
        pages = {page.stem for page in (make.HTML / "csharp").glob("*.html")}
        spaces = ("PyBridge", "PyBridge.Connections", "PyBridge.Queues")
        named = {name.replace("<TResult>", "-1") for name in types if name.rpartition(".")[0] in spaces}
        self.assertGreater(len(named), 30)
        self.assertEqual(named - pages, set())

    def test_every_public_member_of_python_has_a_heading(self) -> None:
        import python_reference

        text = "".join(page.read_text(encoding="utf-8") for page in (make.HTML / "python").glob("*.html"))
        names = [name for name, _ in python_reference.all_members()]
        self.assertGreater(len(names), 30)
        self.assertEqual([name for name in names if f"id='{python_reference.anchor(name)}'" not in text], [])

    def test_the_search_knows_members_and_pages(self) -> None:
        index = (make.HTML / "index.json").read_text(encoding="utf-8")
        for words in ("CreateWithResult", "capture_stderr", "Connections and queues"):
            self.assertIn(words, index)

    def test_no_page_is_hard_to_read(self) -> None:
        if check.browser() is None or shutil.which("npm") is None:
            self.skipTest("axe-core needs a chromium, and npm to get it")
        try:
            axe = make.axe()
        except SystemExit as error:
            self.skipTest(f"axe-core could not be installed: {error}")
        # Those of C# are made alike, so a quarter of them is inspected a day.
        by_turns = [page for page in check.pages(make.HTML) if page.startswith("csharp/")]
        others = [page for page in check.pages(make.HTML) if page not in by_turns]
        self.assertEqual(check.violations(make.HTML, axe, others + by_turns[date.today().toordinal() % 4::4]), [])


if __name__ == "__main__":
    unittest.main()
