#!/usr/bin/env python3
"""The site: guide, manual, and the reference of both packages, as static pages in artifacts/site/html.

    python3 build.py docs                   build it, and look for dead links
    python3 build.py docs --accessibility   have axe-core look at every page in a browser, too
    python3 build.py docs --serve           show it on this machine

docfx (a .NET tool) and axe-core (of npm) are fetched into artifacts/tools when they are first needed.
"""

from __future__ import annotations

import argparse
import os
import posixpath
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SITE = ROOT / "artifacts" / "site"
INPUT, HTML = SITE / "input", SITE / "html"
TOOLS = ROOT / "artifacts" / "tools"
DOCFX_VERSION = "2.81.0"
AXE_VERSION = "4.14.1"

sys.path[:0] = [str(HERE), str(ROOT / "src" / "python")]

# Where a document stands on the site; the table of contents takes their order from here.
GUIDE = "guide"
MANUAL = ("behaviour", "python", "connections", "values", "embedding", "pools", "standby", "performance", "architecture", "protocol")
OTHERS = {
    "README.md": "index.md",
    "CHANGELOG.md": "manual/changelog.md",
    "CONTRIBUTING.md": "manual/contributing.md",
    "conformance/README.md": "manual/conformance.md",
}
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)")
HEADING = re.compile(r"^# (.*)$", re.MULTILINE)


def documents() -> dict[str, str]:
    """Each document of the sources, and its page."""
    pages = {f"docs/{name}.md": f"manual/{name}.md" for name in MANUAL} | OTHERS
    pages |= {f"docs/{path.name}": f"manual/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))}
    pages |= {f"docs/guide/{path.name}": f"{GUIDE}/{path.name}" for path in sorted((ROOT / "docs" / GUIDE).glob("*.md"))}
    return {source: page for source, page in pages.items() if (ROOT / source).exists()}


def title(source: str) -> str:
    """The heading of a document."""
    found = HEADING.search((ROOT / source).read_text(encoding="utf-8"))
    if found is None:
        raise SystemExit(f"{source} has no heading")
    return found[1].replace("`", "")


def copy_document(source: str, pages: dict[str, str]) -> None:
    """Write a document where its page is made of it, with links that hold there; what is no page is named without one."""
    page = pages[source]

    def moved(link: re.Match[str]) -> str:
        image, text, address = link.groups()
        if re.match(r"\w+:|#", address):
            return link[0]
        path, _, part = address.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        if not (ROOT / target).exists():
            raise SystemExit(f"{source} leads to {address}, which is not there")
        if target in pages:
            relative = posixpath.relpath(pages[target], posixpath.dirname(page) or ".")
            return f"[{text}]({relative}{'#' + part if part else ''})"
        if image:
            (INPUT / "images").mkdir(exist_ok=True)
            shutil.copy(ROOT / target, INPUT / "images")
            return f"![{text}]({posixpath.relpath('images/' + posixpath.basename(target), posixpath.dirname(page) or '.')})"
        return text

    text = (ROOT / source).read_text(encoding="utf-8")
    parts = re.split(r"(^```.*?^```$|`[^`\n]*`)", text, flags=re.MULTILINE | re.DOTALL)
    # Code is left alone; a link whose text is code is split by it, so such are put together again first.
    joined = LINK.sub(moved, text) if not any("](" in part for part in parts[1::2]) else \
        "".join(LINK.sub(moved, part) if number % 2 == 0 else part for number, part in enumerate(parts))
    target = INPUT / page
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(joined, encoding="utf-8")


def write_contents(pages: dict[str, str]) -> None:
    """The tables of contents: of the site, of the guide and of the manual."""
    def write(folder: str, entries: list[tuple[str, str]]) -> None:
        lines = [f"- name: {name!r}\n  href: {target}" for name, target in entries]
        (INPUT / folder / "toc.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    top = [("Guide", "guide/"), ("C# reference", "csharp/"), ("Python reference", "python/"), ("Manual", "manual/")]
    for folder in (GUIDE, "manual"):
        inside = [(source, page) for source, page in pages.items() if page.startswith(f"{folder}/")]
        if folder == GUIDE and inside:
            order = re.findall(r"\]\(([\w-]+\.md)\)", (ROOT / "docs" / GUIDE / "index.md").read_text(encoding="utf-8"))
            ranks = {name: rank for rank, name in enumerate(["index.md", *order])}
            inside.sort(key=lambda pair: ranks[posixpath.basename(pair[1])])
        if inside:
            write(folder, [(title(source), posixpath.basename(page)) for source, page in inside])
        else:
            top = [entry for entry in top if entry[1] != f"{folder}/"]
    write("", top)


def order_headings(folder: Path) -> None:
    """Let no page of docfx's step from its title to a heading of the fourth level, which leaves out two; and no name be bold."""
    for file in folder.glob("*.yml"):
        head, mark, rest = file.read_text(encoding="utf-8").partition("\n- h2: ")
        text = head.replace("\n- h4: ", "\n- h2: ") + mark + rest
        # Markdown looks into what XML calls code: __init__ is a name there.
        text = re.sub(r"<code>[^<]*</code>", lambda code: code[0].replace("_", "&#95;"), text)
        file.write_text(text, encoding="utf-8")


def break_declarations(folder: Path, width: int) -> None:
    """Give each parameter of a long declaration of docfx's a line of its own."""
    def broken(found: re.Match[str]) -> str:
        text = found[2].replace("''", "'") if found[1] else found[2]
        call = re.fullmatch(r"(.*?[\w>])\((.+)\)(.*)", text)  # not the parenthesis of a tuple that is returned
        if len(text) <= width or call is None:
            return found[0]
        head, inside, rest = call.groups()
        parameters = textwrap.indent(",\n".join(split_parameters(inside)), "    ")
        return "- code: |-\n" + textwrap.indent(f"{head}(\n{parameters}){rest}", "    ")

    for file in folder.glob("*.yml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"^- code: (')?(.*?)(?(1)')$", broken, text, flags=re.MULTILINE), encoding="utf-8")


def split_parameters(text: str) -> list[str]:
    """The parts of a text between commas; those in brackets of any kind divide nothing."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "([{<") - (character in ")]}>")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]


def docfx() -> str:
    """docfx, fetched where it is not there."""
    folder = TOOLS / f"docfx-{DOCFX_VERSION}"
    if not (folder / "docfx").exists():
        run("dotnet", "tool", "install", "docfx", "--version", DOCFX_VERSION, "--tool-path", folder)
    return str(folder / "docfx")


def axe() -> Path:
    """axe-core, fetched where it is not there."""
    folder = TOOLS / f"axe-{AXE_VERSION}"
    script = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        run("npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", folder, f"axe-core@{AXE_VERSION}")
    return script


def run(*command: str | Path) -> None:
    """Run what has to succeed; its output is shown where it does not."""
    parts = [str(part) for part in command]
    quiet = {"DOTNET_CLI_TELEMETRY_OPTOUT": "1", "DOTNET_NOLOGO": "1", "MSBUILDDISABLENODEREUSE": "1"}
    done = subprocess.run(parts, cwd=ROOT, env={**os.environ, **quiet}, check=False, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise SystemExit(f"{done.stdout}\n`{' '.join(parts)}` ended with {done.returncode}")


def build() -> None:
    """Make all pages."""
    import accessible
    import python_reference  # here: it imports the package
    import references

    for folder in (INPUT, HTML):
        shutil.rmtree(folder, ignore_errors=True)
    (INPUT / "manual").mkdir(parents=True)
    tool = docfx()
    run(tool, "metadata", HERE / "docfx.json")
    order_headings(INPUT / "csharp")
    break_declarations(INPUT / "csharp", python_reference.WIDTH)
    python_reference.write(INPUT / "python")
    pages = documents()
    for source in pages:
        copy_document(source, pages)
    write_contents(pages)
    run(tool, "build", HERE / "docfx.json")
    references.link(HTML / "csharp")
    accessible.mend(HTML)
    for file in HTML.rglob("*.map"):  # for those who debug docfx's scripts
        file.unlink()


def main() -> int:
    """Build the site and check it."""
    import check

    parser = argparse.ArgumentParser(prog="build.py docs", description=__doc__.partition("\n")[0])
    parser.add_argument("--accessibility", action="store_true", help="have axe-core look at every page in a browser")
    parser.add_argument("--serve", action="store_true", help="show the site until Ctrl-C")
    options = parser.parse_args()
    build()
    faults = check.dead_links(HTML) + check.unresolved(HTML)
    if options.accessibility:
        faults += check.violations(HTML, axe())
    print(*faults, sep="\n")
    print(f"{len(check.pages(HTML))} pages in {HTML}, {len(faults)} faults")
    if options.serve:
        check.serve_until_interrupted(HTML)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
