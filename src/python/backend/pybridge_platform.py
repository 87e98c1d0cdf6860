"""The platform tag of a wheel: which glibc its native library asks for, read from the library itself."""

from __future__ import annotations

import re
import struct
import sysconfig
from collections.abc import Iterator
from pathlib import Path

_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")  # of a 64-bit ELF file, low bytes first
_SECTION = struct.Struct("<IIQQQQIIQQ")
_NEEDED_VERSIONS = 0x6FFFFFFE  # SHT_GNU_verneed
_FILE = struct.Struct("<HHIII")  # Verneed
_VERSION = struct.Struct("<IHHII")  # Vernaux
_GLIBC = re.compile(r"GLIBC_(\d+)\.(\d+)(?:\.\d+)?")


def wheel_tag(library: Path | None) -> str:
    """Return the tag of a wheel with this library; without one, of a wheel for this machine alone."""
    machine = re.sub(r"[-.]", "_", sysconfig.get_platform())
    versions = [tuple(map(int, found.groups())) for name in (needed_versions(library) if library else ())
                if (found := _GLIBC.fullmatch(name))]
    if not versions:
        return f"py3-none-{machine}"
    major, minor = max(versions)
    return f"py3-none-manylinux_{major}_{minor}_{machine.removeprefix('linux_')}"


def needed_versions(library: Path) -> Iterator[str]:
    """The versions of symbols that a shared library wants of others, such as ``GLIBC_2.34``."""
    content = library.read_bytes()
    if content[:6] != b"\x7fELF\x02\x01":
        raise ValueError(f"{library} is no 64-bit ELF file for a machine with low bytes first")
    header = _HEADER.unpack_from(content)
    offset, size, count = header[6], header[11], header[12]
    sections = [_SECTION.unpack_from(content, offset + number * size) for number in range(count)]
    for section in sections:
        if section[1] == _NEEDED_VERSIONS:
            names = sections[section[6]][4]  # the offset of the section with its texts
            yield from _versions(content, section[4], names)


def _versions(content: bytes, place: int, names: int) -> Iterator[str]:
    while True:
        _, count, _, first, step = _FILE.unpack_from(content, place)
        version = place + first
        for _ in range(count):
            _, _, _, name, following = _VERSION.unpack_from(content, version)
            yield content[names + name:content.index(b"\0", names + name)].decode()
            version += following
        if not step:
            return
        place += step
