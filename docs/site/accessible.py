"""What docfx's pages lack for readers with a keyboard, a screen reader or weak eyes; put right in the pages that it wrote."""

from __future__ import annotations

import re
from pathlib import Path

FROM_DISK = """<p id="from-disk" role="note" hidden>Opened from a disk, these pages have no menu and no search. Serve them:
<code>python3 -m http.server -d FOLDER</code>, then open <code>http://localhost:8000</code>.</p>
<script>document.getElementById("from-disk").hidden = location.protocol !== "file:"</script>"""
CHANGES = (
    # The name stands beside the picture already.
    (re.compile(r'(<img id="logo"[^>]*) alt="[^"]*"'), r'\1 alt=""'),
    # Two landmarks of a kind are told apart by their names.
    (re.compile(r'<nav id="autocollapse" class="([^"]*)" role="navigation">'), r'<nav id="autocollapse" class="\1" aria-label="Site">'),
    (re.compile(r'<nav class="toc" id="toc"></nav>'), '<nav class="toc" id="toc" aria-label="Contents"></nav>'),
    (re.compile(r'<nav id="breadcrumb"></nav>'), '<nav id="breadcrumb" aria-label="Path"></nav>'),
    (re.compile(r'<nav id="affix"></nav>'), '<nav id="affix" aria-label="This page"></nav>'),
    # A declaration of the reference, which alone has its language in such quotes: it wraps.
    (re.compile(r"<pre><code class='"), "<pre class='declaration'><code class='"),
    # Browsers load no modules from a disk, and without these a page has no navigation: it says what to do.
    (re.compile(r"(<body[^>]*>)"), r"\1" + FROM_DISK),
    # What can be scrolled can be reached by the keyboard.
    (re.compile(r"<pre><code "), '<pre><code tabindex="0" '),
    (re.compile(r"<pre><code>"), '<pre><code tabindex="0">'),
    # A list of definitions without terms is none.
    (re.compile(r'<dl class="(typelist[^"]*)"><dd>(.*?)</dd></dl>', re.DOTALL), r'<div class="\1">\2</div>'),
    # Neither is an empty cell a heading.
    (re.compile(r"<th([^>]*)></th>"), r"<td\1></td>"),
    (re.compile(r'<h5 class="offcanvas-title"([^>]*)>(.*?)</h5>'), r'<div class="offcanvas-title h5"\1>\2</div>'),
)
HEADING = re.compile(r"<(/?)h([1-6])\b")


def mend(folder: Path) -> None:
    """Change every page below a folder."""
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for found, replacement in CHANGES:
            text = found.sub(replacement, text)
        page.write_text(_without_steps(text), encoding="utf-8")


def _without_steps(text: str) -> str:
    """Let each heading be one level below the last at most; how it looks is kept by its class."""
    level, opened = 0, []

    def leveled(match: re.Match[str]) -> str:
        nonlocal level
        closing, own = match[1], int(match[2])
        if closing:
            return f"</h{opened.pop()}" if opened else match[0]
        level = min(own, level + 1)
        opened.append(level)
        return f"<h{level}"

    head, mark, article = text.partition("<article")
    return head + mark + HEADING.sub(leveled, article)
