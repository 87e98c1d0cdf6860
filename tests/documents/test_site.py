"""The site, as ``build.py docs`` makes it: no dead link, no page that axe-core objects to, and no member left out."""

from __future__ import annotations

import html
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
import references  # noqa: E402


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

    def test_a_name_that_is_no_link(self) -> None:
        with tempfile.TemporaryDirectory(prefix="pybridge-site-") as folder:
            (Path(folder) / "a.html").write_text('<span class="xref">A.B</span>', encoding="utf-8")
            self.assertEqual(check.unresolved(Path(folder)), ["a.html: A.B is no link"])

    def test_a_heading_that_is_not_there(self) -> None:
        self.assertEqual(self.faults(a='<a href="b.html#y">', b='<h1 id="x">'), ["a.html: b.html#y has no such heading"])


class DeclarationTests(unittest.TestCase):
    """What is too long for the column has a line for each parameter."""

    def broken(self, text: str) -> str:
        with tempfile.TemporaryDirectory(prefix="pybridge-site-") as folder:
            page = Path(folder) / "a.yml"
            page.write_text(f"body:\n- code: {text}\n- h4: Parameters\n", encoding="utf-8")
            make.break_declarations(Path(folder), 40)
            return page.read_text(encoding="utf-8").removeprefix("body:\n- code: ").removesuffix("\n- h4: Parameters\n")

    def test_a_long_one(self) -> None:
        self.assertEqual(
            self.broken("public T Run<T, U>(Func<T, U> function, (int, int) pair = default) where T : class"),
            "|-\n    public T Run<T, U>(\n        Func<T, U> function,\n        (int, int) pair = default) where T : class")
        self.assertEqual(
            self.broken("'public static implicit operator Address((string Host, int Port) it''s)'"),
            "|-\n    public static implicit operator Address(\n        (string Host, int Port) it's)")
        self.assertEqual(
            self.broken("public (int First, int Second) BothOfThem(int number)"),
            "|-\n    public (int First, int Second) BothOfThem(\n        int number)")

    def test_others_stay(self) -> None:
        for text in ("public int Run(int number, int other)", "public class AVeryLongName : Exception, IDisposable",
                     "public void AMethodOfAVeryLongNameIndeed()"):
            self.assertEqual(self.broken(text), text)


class ReferenceTests(unittest.TestCase):
    """Names in the texts of the C# reference become links."""

    def linked(self, name: str) -> str:
        pages = {"PyBridge.Process": '<h1 id="a"><h2 id="PyBridge_Process_Start"><h2 id="PyBridge_Process_Join_System_TimeSpan_">',
                 "PyBridge.Process-1": '<h2 id="PyBridge_Process_1_Result">'}
        with tempfile.TemporaryDirectory(prefix="pybridge-site-") as folder:
            for page, text in pages.items():
                (Path(folder) / f"{page}.html").write_text(text, encoding="utf-8")
            page = Path(folder) / "PyBridge.html"
            page.write_text(f'<span class="xref">{name}</span>', encoding="utf-8")
            references.link(Path(folder))
            return page.read_text(encoding="utf-8")

    def test_a_type(self) -> None:
        self.assertEqual(self.linked("PyBridge.Process"), '<a href="PyBridge.Process.html">Process</a>')
        self.assertEqual(self.linked("PyBridge.Process`1"), '<a href="PyBridge.Process-1.html">Process&lt;T&gt;</a>')

    def test_a_member(self) -> None:
        for name, anchor, text in (
            ("PyBridge.Process.Start", "PyBridge.Process.html#PyBridge_Process_Start", "Process.Start"),
            ("PyBridge.Process.Join(System.TimeSpan)", "PyBridge.Process.html#PyBridge_Process_Join_System_TimeSpan_", "Process.Join"),
            ("PyBridge.Process.Join", "PyBridge.Process.html#PyBridge_Process_Join_System_TimeSpan_", "Process.Join"),
            ("PyBridge.Process`1.Result", "PyBridge.Process-1.html#PyBridge_Process_1_Result", "Process&lt;T&gt;.Result"),
            ("PyBridge.Process.NoHeading", "PyBridge.Process.html", "Process.NoHeading"),
        ):
            self.assertEqual(self.linked(name), f'<a href="{anchor}">{text}</a>')

    def test_what_is_elsewhere(self) -> None:
        self.assertEqual(
            self.linked("System.TimeoutException"),
            '<a href="https://learn.microsoft.com/dotnet/api/system.timeoutexception">TimeoutException</a>')
        self.assertEqual(self.linked("Python.Runtime.PythonException"), "<code>PythonException</code>")


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

    def test_declarations_wrap(self) -> None:
        for page in ("csharp/PyBridge.Process.html", "python/pybridge.Process.html"):
            text = (make.HTML / page).read_text(encoding="utf-8")
            self.assertIn("<pre class='declaration'>", text)
            self.assertLessEqual(max(len(line) for code in re.findall(r"<pre class='declaration'><code[^>]*>(.*?)</code>", text, re.DOTALL)
                                     for line in html.unescape(code).splitlines()), 88)

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

    def test_the_search_finds_what_people_ask(self) -> None:
        if check.browser() is None:
            self.skipTest("the search is asked in a chromium")
        guide = ["Call a C# method from Python", "Run Python from .NET", "Why does it not cross?", "A pool of workers", "Stop a process"]
        others = ["call c#", "c# method", "the pool", "how to stop a process", "cannot pickle", "No space left", "no such file",
                  "future.kill", "arrays="]
        found = check.results(make.HTML, [*guide, *others])
        self.assertEqual([query for query in others if not found[query]], [])
        self.assertEqual([found[query][:1] for query in guide], [[f"{query} | PyBridge"] for query in guide])

    def test_texts_in_signatures_of_python_are_quoted(self) -> None:
        for page, text in (("pybridge", "arrays: Literal['list', 'array', 'numpy'] = 'list'"), ("pybridge.standby", "stats(target: str = 'python')")):
            self.assertIn(text, html.unescape((make.HTML / "python" / f"{page}.html").read_text(encoding="utf-8")))

    def test_what_is_returned_has_a_page(self) -> None:
        for page, member in (("CSharpMethod", "aio"), ("Future", "kill")):
            self.assertIn(f"id='pybridge_{page}_{member}'", (make.HTML / "python" / f"pybridge.{page}.html").read_text(encoding="utf-8"))

    def test_no_name_becomes_bold(self) -> None:
        self.assertIn("BaseProcess.__init__", html.unescape((make.HTML / "csharp" / "PyBridge.Process.html").read_text(encoding="utf-8")))

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
