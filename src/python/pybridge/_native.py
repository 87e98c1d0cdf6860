"""The native binding: the C# library compiled ahead of time, which needs no .NET on this machine."""

from __future__ import annotations

import os
import platform
import struct
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from . import _abi, _abi_table
from ._room import require_room

# Of an ELF file: where its table of sections lies, which is its end, how long an entry is, and how many there are.
_HEADER = struct.Struct("<40xQ10xHH2x")
_NO_MEMORY = ("failed to map segment from shared object", "cannot allocate memory")  # glibc's words; others have a reason
_ELF_64 = b"\x7fELF\2\1"  # 64 bits, little-endian

LIBRARY = Path(__file__).parent / "lib" / "pybridge_native.so"


def load(another: bool = False) -> _abi.Library:
    """Load the library; ImportError tells what was looked for, where, and what to do, OSError which limit is in the way.

    ``another``: where it is loaded already, and not to be used, as in a child of a forkserver.
    """
    load_it = partial(_load, another)
    require_room(load_it, _abi.share_arena)
    find, version = load_it()
    if version != _abi_table.VERSION:
        raise ImportError(
            f"pybridge's native library {LIBRARY} speaks version {version} of the ABI, and the package needs version "
            f"{_abi_table.VERSION}: they come from different releases; install pybridge again.",
            path=str(LIBRARY),
        )
    return _abi.Library(find)


def _load(another: bool) -> tuple[Callable[[str], Callable[..., Any]], int]:
    """Return what finds the exports, and the version. The first call starts the runtime."""
    _require_whole(LIBRARY)
    try:
        find = _load_copy() if another else _abi.load(str(LIBRARY))
    except OSError as error:
        if str(error).lower().endswith(_NO_MEMORY):
            raise MemoryError from error
        raise ImportError(
            f"pybridge's native library cannot be loaded: {error}. It belongs to the package and is built for "
            f"{platform.machine()} Linux with glibc 2.34 or newer; install pybridge again for this machine, or set "
            "PYBRIDGE_BINDING=pythonnet to use a .NET runtime instead.",
            path=str(LIBRARY),
        ) from error
    return find, _abi.Library.version(find)


def _require_whole(library: Path) -> None:
    """Raise ImportError for a file that ends too early: what lies behind its end would be missed by a signal, SIGBUS."""
    try:
        with library.open("rb") as file:
            header = file.read(_HEADER.size)
            size = os.fstat(file.fileno()).st_size
    except OSError:
        return  # the loader says so
    if len(header) == _HEADER.size and header.startswith(_ELF_64):
        sections, entry, count = _HEADER.unpack(header)
        if size < sections + entry * count:
            raise ImportError(
                f"pybridge's native library {library} is damaged: it has {size} bytes of {sections + entry * count}. Install "
                "pybridge again.",
                path=str(library),
            )


def _load_copy() -> Callable[[str], Callable[..., Any]]:
    """Load a copy of the file: what is one file to the system is loaded once."""
    copy = os.memfd_create(LIBRARY.name)
    try:
        os.write(copy, LIBRARY.read_bytes())
        return _abi.load(f"/proc/self/fd/{copy}")
    finally:
        os.close(copy)
