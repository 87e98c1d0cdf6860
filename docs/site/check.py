"""What is checked of the site that was built: links, and, in a browser, what axe-core says of each page."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import posixpath
import queue
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
WAIT = 600  # seconds for a whole inspection; a guard, not an expectation


class _Page(HTMLParser):
    """The links of a page, and the names that links may lead to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and name == "id" or name == "name" and tag == "a" and value:
                self.names.add(value)
            elif value and (tag, name) in (("a", "href"), ("img", "src"), ("link", "href"), ("script", "src")):
                self.links.append(value)


def pages(folder: Path) -> list[str]:
    """The pages below a folder, as addresses below it; what is only a part of pages is none."""
    found = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html")))
    return [name for name in found if posixpath.basename(name) != "toc.html" and not name.startswith("public/")]


def dead_links(folder: Path) -> list[str]:
    """Links within the site to what is not there, page or heading."""
    read = functools.cache(lambda name: _Page((folder / name).read_text(encoding="utf-8")))
    faults = []
    for name in pages(folder):
        for link in read(name).links:
            address = urlsplit(link)
            if address.scheme or address.netloc:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(address.path))) if address.path else name
            if (folder / target).is_dir():
                target = posixpath.join(target, "index.html")
            if not (folder / target).is_file():
                faults.append(f"{name}: {link} is not there")
            elif address.fragment and target.endswith(".html") and unquote(address.fragment) not in read(target).names:
                faults.append(f"{name}: {link} has no such heading")
    return faults


def unresolved(folder: Path) -> list[str]:
    """Names that docfx shows as the compiler has them, because it knows no page of theirs."""
    return [f"{name}: {found} is no link" for name in pages(folder)
            for found in re.findall(r'<span class="xref">([^<]*)</span>', (folder / name).read_text(encoding="utf-8"))]


def browser() -> str | None:
    """A Chromium; None where there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def violations(folder: Path, axe: Path, chosen: list[str] | None = None) -> list[str]:
    """What axe-core finds on any page, or on those that are chosen: light on a desktop, and dark on a phone."""
    return [f"{answer['page']} ({answer['look']}): {fault}"
            for answer in _answers(folder, {"/axe.js": axe}, "inspect.html", chosen or pages(folder)) for fault in answer["faults"]]


def results(folder: Path, queries: Sequence[str]) -> dict[str, list[str]]:
    """What the site's search finds for each query, in a browser: the titles on the first page of results."""
    return {answer["query"]: answer["titles"] for answer in _answers(folder, {}, "search.html", queries)}


def _answers(folder: Path, extra: dict[str, Path], page: str, asked: Sequence[str]) -> Iterator[dict]:
    """What a page of scripts that lies beside this file tells of what it is asked, in a browser."""
    program = browser()
    if program is None:
        raise SystemExit("there is no browser: no chromium on PATH")
    answers: queue.Queue[dict] = queue.Queue()
    with serve(folder, {**extra, f"/{page}": Path(__file__).with_name(page)}, answers) as address, \
            tempfile.TemporaryDirectory(prefix="pybridge-browser-", ignore_cleanup_errors=True) as profile:
        command = [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                   "--disable-background-networking", f"--user-data-dir={profile}", "--window-size=1500,1000",
                   f"{address}/{page}#{quote(json.dumps(list(asked)))}"]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                while (answer := answers.get(timeout=WAIT)) != {"done": True}:
                    yield answer
            except queue.Empty:
                raise SystemExit(f"the browser gave no answer in {WAIT} s") from None
            finally:
                process.terminate()


@contextlib.contextmanager
def serve(folder: Path, extra: dict[str, Path], answers: queue.Queue[dict]) -> Iterator[str]:
    """Serve a folder and some files beside it on this machine; what is posted goes to a queue. Gives the address."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            beside = extra.get(urlsplit(path).path)
            return str(beside) if beside else super().translate_path(path)

        def do_POST(self) -> None:  # noqa: N802 - the name of the base class
            answers.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def serve_until_interrupted(folder: Path) -> None:
    """Show the site to a browser of this machine."""
    with serve(folder, {}, queue.Queue()) as address, contextlib.suppress(KeyboardInterrupt):
        print(f"{address}/index.html (Ctrl-C ends it)", flush=True)
        threading.Event().wait()
