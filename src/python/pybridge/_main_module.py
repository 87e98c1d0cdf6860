"""How a child runs the parent's main module again: what ``multiprocessing.spawn`` takes for ``runpy``.

``runpy.run_path`` asks ``pkgutil`` first whether the path is a folder or an archive, and from CPython 3.12 on that
loads ``typing``: together a twentieth of a child's time. Nearly all paths are source files, and that can be seen
without it. What is done with one here is what ``runpy`` does in CPython 3.10 to 3.15; newer ones may do otherwise, and
are left to it.
"""

import io
import os
import sys

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from types import CodeType
    from typing import IO, Any

    Build = tuple[int, ...]

ARCHIVE_END = b"PK\5\6"  # begins the last record of an archive, which a comment of at most 64 KiB may follow
LONGEST_END = 22 + 0xFFFF
KNOWN = (3, 16)  # CPython before this
NAMES_MODULE = sys.version_info >= (3, 15)  # for filters of warnings while it compiles; and has no ``__cached__``
PATH_HOOKS = 2  # as many has CPython, for archives and folders; any other may know better what lies at a path

_ahead: "dict[tuple[str, str], tuple[CodeType, Build]]" = {}  # what has been compiled before it is asked for


def run_module(mod_name: str, **options: "Any") -> "dict[str, Any]":
    """Run a module and return its globals, as ``runpy.run_module`` does."""
    import runpy

    return runpy.run_module(mod_name, **options)


def run_path(path_name: str, *, run_name: str, **options: "Any") -> "dict[str, Any]":
    """Run what lies at a path and return its globals, as ``runpy.run_path`` does."""
    if sys.version_info < KNOWN and not options and len(sys.path_hooks) <= PATH_HOOKS:
        code, _ = _source(path_name, run_name)
        if code is not None:
            return _run(code, path_name, run_name)
    import runpy

    return runpy.run_path(path_name, run_name=run_name, **options)


def compile_ahead(path_name: str, run_name: str) -> None:
    """Compile what is going to be run, unless it changes until then. What cannot be done now, and what warns, is left for then."""
    import warnings

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            code, build = _source(path_name, run_name)
        except Exception:  # noqa: BLE001 - of source that cannot be compiled, the child tells
            return
    if code is not None and not told:
        _ahead[path_name, run_name] = code, build


def _source(path_name: str, module: str) -> "tuple[CodeType | None, Build]":
    """Compile a source file, and tell which build of it that was; None for everything else, and for what cannot be read."""
    if not isinstance(path_name, str) or not path_name.endswith(".py"):
        return None, ()
    try:
        with io.open_code(os.path.abspath(path_name)) as file:
            build = _build_of(file)
            ahead, its_build = _ahead.pop((path_name, module), (None, ()))
            if ahead is not None and build and build == its_build:
                return ahead, build
            source = file.read()
    except OSError:
        return None, ()
    if b"\0" in source or ARCHIVE_END in source[-LONGEST_END:]:  # no source has zeros, all byte code has
        return None, ()
    options: dict[str, Any] = {"module": module} if NAMES_MODULE else {}
    return compile(source, path_name, "exec", dont_inherit=True, **options), build


def _build_of(file: "IO[bytes]") -> "Build":
    """Return what differs where a file has been written again; nothing where that cannot be told."""
    try:
        status = os.fstat(file.fileno())
    except OSError:  # a hook may have put something else in its place
        return ()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _run(code: "CodeType", path_name: str, run_name: str) -> "dict[str, Any]":
    """Run the code as a module, which is gone afterwards: the globals returned are a copy."""
    module = type(sys)(run_name)
    vars(module).update(__file__=path_name, __package__="", **({} if NAMES_MODULE else {"__cached__": None}))
    replaced, argument = sys.modules.get(run_name), sys.argv[0]
    sys.modules[run_name], sys.argv[0] = module, path_name
    try:
        exec(code, vars(module))
    finally:
        sys.argv[0] = argument
        if replaced is None:
            del sys.modules[run_name]
        else:
            sys.modules[run_name] = replaced
    return dict(vars(module))
