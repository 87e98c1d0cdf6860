"""The standard streams of a reserve worker, made anew for the descriptors that it is handed.

As CPython makes them when it starts: what lies at the descriptor decides whether there is one, and how it is buffered.
"""

import io
import os
import sys

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from typing import Any

replaced: "list[Any]" = []  # the streams until then, which modules that were imported ahead may hold


def reopen() -> None:
    """Make ``sys.stdin``, ``sys.stdout`` and ``sys.stderr``, and what ``sys`` keeps of them."""
    is_buffered = not sys.__stdout__.write_through  # type: ignore[union-attr] - ``-u``, which no flag tells
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        old = getattr(sys, f"__{name}__")
        new = _stream(number, name, mode, is_buffered, old)
        replaced.append(old)
        if getattr(sys, name) is old:
            setattr(sys, name, new)
        setattr(sys, f"__{name}__", new)


def _stream(number: int, name: str, mode: str, is_buffered: bool, old: "Any") -> "io.TextIOWrapper | None":
    try:
        os.fstat(number)
    except OSError:
        return None  # closed in the parent
    buffer: Any = open(number, mode + "b", -1 if is_buffered or mode == "r" else 0, closefd=False)  # noqa: SIM115
    raw = buffer.raw if isinstance(buffer, (io.BufferedReader, io.BufferedWriter)) else buffer
    raw.name = f"<{name}>"
    stream: Any = io.TextIOWrapper(
        buffer, old.encoding, old.errors, newline="\n",
        line_buffering=is_buffered and (number == 2 or raw.isatty()), write_through=not is_buffered,
    )
    stream.mode = mode
    return stream
