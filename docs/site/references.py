"""Links of the C# reference to what its texts name, which docfx leaves as full names where its pages are made of YAML."""

from __future__ import annotations

import html
import re
from pathlib import Path

UNRESOLVED = re.compile(r'<span class="xref">([^<]+)</span>')
LIBRARY = "https://learn.microsoft.com/dotnet/api/"  # of .NET


def link(folder: Path) -> None:
    """Let each name in the pages of a folder lead to its heading there, or to .NET's own reference."""
    ids = {page.stem: set(re.findall(r"""\bid=["']([^"']+)["']""", page.read_text(encoding="utf-8"))) for page in folder.glob("*.html")}
    for page in folder.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(UNRESOLVED.sub(lambda found: _shown(html.unescape(found[1]), ids), text), encoding="utf-8")


def _shown(name: str, ids: dict[str, set[str]]) -> str:
    """A name, such as ``PyBridge.Process.Join(System.TimeSpan)``, as a link with as much of it as a reader needs."""
    bare = re.sub(r"\(.*|``\d+", "", name)
    whole = bare.replace("`", "-")
    outer = whole.rpartition(".")[0]
    parts = re.sub(r"`\d+", "&lt;T&gt;", bare).split(".")
    if whole in ids or outer not in ids and not name.startswith("System."):
        text, address = parts[-1], f"{whole}.html" if whole in ids else ""
    elif outer in ids:
        text, anchor = ".".join(parts[-2:]), re.sub(r"\W", "_", name)
        # Of a method without its parameters it is the first.
        known = anchor if anchor in ids[outer] else next((one for one in sorted(ids[outer]) if one.startswith(f"{anchor}_")), "")
        address = f"{outer}.html#{known}" if known else f"{outer}.html"
    else:
        text, address = parts[-1], LIBRARY + whole.lower()
    return f'<a href="{address}">{text}</a>' if address else f"<code>{text}</code>"
