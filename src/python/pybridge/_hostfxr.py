"""The CLR in this process, through ``hostfxr``, the library by which every .NET program starts it.

Microsoft documents it in "Native hosting" and ``hostfxr.h``. Assemblies go into the default load context, where all find
each other. With the modules of the ABI the only user of ``ctypes``.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from ._loading import standard_numbers_taken

with standard_numbers_taken():  # as in ``_abi_table``
    import ctypes
from ctypes import CFUNCTYPE, byref, c_char_p, c_int, c_void_p

LIBRARY = "libhostfxr.so"

_ARCHITECTURE = {"x86_64": "X64", "aarch64": "ARM64"}.get(os.uname().machine, "")
_GET_FUNCTION_POINTER, _LOAD_ASSEMBLY = 6, 7  # hostfxr_delegate_type
_WRITE_XOR_EXECUTE = "DOTNET_EnableWriteXorExecute"

_ErrorWriter = CFUNCTYPE(None, c_char_p)
_LoadAssembly = CFUNCTYPE(c_int, c_char_p, c_void_p, c_void_p)
_GetFunctionPointer = CFUNCTYPE(c_int, c_char_p, c_char_p, c_char_p, c_void_p, c_void_p, c_void_p)
_CLR_INIT_FAILURE = 0x8000_8089
_EntryPoint = CFUNCTYPE(c_int, c_char_p, c_int)  # what .NET calls a component entry point


class NotStartedError(OSError):
    """The CLR that was found has not started, for want of memory or threads. It says more on stderr, if anything."""


class Runtime:
    """A CLR that runs in this process for as long as the process does."""

    def __init__(self, root: Path, configuration: Path) -> None:
        """Start the CLR of the installation ``root`` that ``configuration`` asks for; OSError says why there is none.

        Where the process has a CLR already, it is that one.
        """
        library = ctypes.CDLL(str(_newest(root)))
        said: list[str] = []
        writer = _ErrorWriter(lambda text: said.append(os.fsdecode(text)))
        set_writer = library.hostfxr_set_error_writer
        set_writer.restype, set_writer.argtypes = c_void_p, (c_void_p,)
        before = set_writer(ctypes.cast(writer, c_void_p))
        try:
            self._start(library, configuration, said)
        finally:
            set_writer(before)

    def _start(self, library: ctypes.CDLL, configuration: Path, said: list[str]) -> None:
        context = c_void_p()
        status = library.hostfxr_initialize_for_runtime_config(os.fsencode(configuration), None, byref(context))
        try:
            if status < 0:
                raise OSError(_reason(said, status))
            self._load: ctypes._FuncPointer = _LoadAssembly(_delegate(library, context, _LOAD_ASSEMBLY, said))
            self._find = _GetFunctionPointer(_delegate(library, context, _GET_FUNCTION_POINTER, said))
        finally:
            if context:
                library.hostfxr_close(context)

    def load(self, assembly: Path) -> None:
        """Load an assembly; OSError if it cannot be."""
        status = self._load(os.fsencode(assembly), None, None)
        if status < 0:
            raise OSError(f"{assembly} cannot be loaded{_code(status)}")

    def call(self, type_name: str, method: str, argument: bytes = b"") -> int:
        """Call a static method ``int Name(IntPtr, int)``, and return what it returns. OSError if there is none."""
        address = c_void_p()
        status = self._find(type_name.encode(), method.encode(), None, None, None, ctypes.addressof(address))
        if status < 0:
            raise OSError(f"there is no method {method} in {type_name}{_code(status)}")
        return _EntryPoint(address.value or 0)(argument, len(argument))


def find_installation() -> tuple[Path | None, list[str]]:
    """Return the folder of the .NET installation, None if there is none, and what was searched.

    In the order of .NET's own programs; ``PYBRIDGE_DOTNET``, a path of ``dotnet`` or of its folder, comes first.
    """
    searched: list[str] = []
    for folder in _folders():
        if str(folder) not in searched:
            if _newest(folder) is not None:
                return folder, searched
            searched.append(str(folder))
    return None, searched


def _folders() -> Iterator[Path]:
    chosen = os.environ.get("PYBRIDGE_DOTNET")
    if chosen:
        program = Path(chosen).resolve()
        yield program if program.is_dir() else program.parent
        return
    for name in (f"DOTNET_ROOT_{_ARCHITECTURE}", "DOTNET_ROOT"):
        if os.environ.get(name):
            yield Path(os.environ[name])
    program = shutil.which("dotnet")
    if program is not None:
        yield Path(program).resolve().parent
    for name in (f"install_location_{_ARCHITECTURE.lower()}", "install_location"):
        with contextlib.suppress(OSError):
            yield Path(Path("/etc/dotnet", name).read_text(encoding="utf-8").strip())
    yield from map(Path, ("/usr/lib/dotnet", "/usr/share/dotnet"))


def _newest(root: Path) -> Path | None:
    """Return the newest ``hostfxr`` of an installation: it can start every older runtime."""
    found = list(root.glob(f"host/fxr/*/{LIBRARY}"))
    return max(found, key=lambda library: _numbers(library.parent.name), default=None)


def _numbers(version: str) -> tuple[tuple[int, ...], bool, str]:
    """Return a version to be compared: a release is newer than its previews."""
    release, _, preview = version.partition("-")
    return tuple(int(number) for number in release.split(".") if number.isdigit()), not preview, preview


@contextlib.contextmanager
def forks_survived() -> Iterator[None]:
    """Start a CLR in here: what a forked child does to its copy of the CLR then leaves this process alone.

    To keep memory from being writable and executable at once, .NET maps it twice, shared, and a fork shares it too: a
    child that compiles a method writes into the code of its parent. The setting is read once, when the CLR starts; where
    the environment has it already, that counts.
    """
    if _WRITE_XOR_EXECUTE in os.environ:
        yield
        return
    os.putenv(_WRITE_XOR_EXECUTE, "0")
    try:
        yield
    finally:
        os.unsetenv(_WRITE_XOR_EXECUTE)


def _delegate(library: ctypes.CDLL, context: c_void_p, kind: int, said: list[str]) -> int:
    address = c_void_p()
    status = library.hostfxr_get_runtime_delegate(context, kind, byref(address))
    if status & 0xFFFF_FFFF == _CLR_INIT_FAILURE:
        raise NotStartedError(_reason(said, status))
    if status < 0 or not address.value:
        raise OSError(_reason(said, status))
    return address.value


def _reason(said: list[str], status: int) -> str:
    """Return what the host said, in one line, without its advice for programs that are started by ``dotnet``."""
    lines = [line.strip() for line in "\n".join(said).splitlines() if line.strip()]
    return " ".join(lines) + _code(status) if lines else f"the host says nothing{_code(status)}"


def _code(status: int) -> str:
    return f" (0x{status & 0xFFFFFFFF:08x})"
