"""How a child runs the parent's main module again: what ``multiprocessing.spawn`` takes for ``runpy``.

``runpy.run_path`` asks ``pkgutil`` first whether the path is a folder or an archive, and from CPython 3.12 on that loads
``typing``: together a twentieth of a child's time. Nearly all paths are source files, and that can be seen without it.
"""

import importlib.util
import io
import os
import runpy
from runpy import run_module

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from types import CodeType

__all__ = ["run_module", "run_path"]

ARCHIVE_END = b"PK\5\6"  # begins the last record of an archive, which a comment of at most 64 KiB may follow
LONGEST_END = 22 + 0xFFFF


def run_path(path_name: str, init_globals: "dict[str, object] | None" = None, run_name: str = "") -> "dict[str, object]":
    """Run what lies at a path and return its globals, as ``runpy.run_path`` does."""
    code = _source(path_name)
    if code is None:
        return runpy.run_path(path_name, init_globals, run_name)
    return runpy._run_module_code(code, init_globals, run_name, pkg_name="", script_name=path_name)


def _source(path_name: str) -> "CodeType | None":
    """Compile a source file; None for everything else, and for what cannot be read."""
    if not path_name.endswith(".py"):
        return None
    try:
        with io.open_code(os.path.abspath(path_name)) as file:
            source = file.read()
    except OSError:
        return None
    if source.startswith(importlib.util.MAGIC_NUMBER) or ARCHIVE_END in source[-LONGEST_END:]:
        return None
    return compile(source, path_name, "exec")
