"""The C ABI: the header, the Python signatures and the library's exports say the same."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from support import whatever_the_binding

import pybridge
from pybridge import _abi_table, _host, _native, _rules
from pybridge._peer import Peer

HEADER = Path(__file__).resolve().parents[2] / "src" / "PyBridge.Native" / "include" / "pybridge.h"

# What a C parameter may be in Python.
KINDS = {
    "int32_t": {ctypes.c_int},
    "int32_t *": {ctypes.POINTER(ctypes.c_int), ctypes.c_void_p},
    "const int32_t *": {ctypes.POINTER(ctypes.c_int)},
    "pybridge_failure": {ctypes.c_void_p},
    "pybridge_failure *": {ctypes.POINTER(ctypes.c_void_p)},
    "pybridge_text": {ctypes.c_void_p},
    "pybridge_text *": {ctypes.POINTER(ctypes.c_void_p)},
    "int64_t": {ctypes.c_int64},
    "int64_t *": {ctypes.POINTER(ctypes.c_int64)},
    "char *": {ctypes.c_void_p},
    "const char *": {ctypes.c_char_p},
    "uint8_t *": {ctypes.c_void_p},
    "pybridge_char *": {ctypes.c_void_p},
    "const pybridge_char *": {ctypes.c_char_p},
    "void *": {ctypes.c_void_p},
    "pybridge_process": {ctypes.c_void_p},
    "pybridge_wait": {ctypes.c_void_p},
    "pybridge_process *": {ctypes.POINTER(ctypes.c_void_p)},
    "pybridge_wait *": {ctypes.POINTER(ctypes.c_void_p)},
    "pybridge_environment *": {ctypes.POINTER(ctypes.c_void_p)},
    "const pybridge_launch *": {ctypes.POINTER(_abi_table.Launch)},
}


def declarations() -> dict[str, list[str]]:
    """The functions of the header and the types of their parameters."""
    text = re.sub(r"/\*.*?\*/", "", HEADER.read_text(encoding="utf-8"), flags=re.DOTALL)
    found = {}
    for name, parameters in re.findall(r"^int32_t (pybridge_\w+)\(([^;]*)\);", text, re.MULTILINE):
        types = [re.sub(r"\s+", " ", parameter).strip() for parameter in parameters.split(",")]
        found[name] = [] if types == ["void"] else [re.sub(r"\w+$", "", type_).strip() for type_ in types]
    return found


class AbiTests(unittest.TestCase):
    def test_header_and_signatures_agree(self) -> None:
        declared = declarations()
        self.assertEqual(sorted(declared), sorted(_abi_table.SIGNATURES))
        for name, types in declared.items():
            with self.subTest(function=name):
                self.assertEqual(len(types), len(_abi_table.SIGNATURES[name]))
                for position, (c_type, python_type) in enumerate(zip(types, _abi_table.SIGNATURES[name])):
                    self.assertIn(python_type, KINDS[c_type], f"parameter {position}: {c_type}")

    def test_version_of_the_header(self) -> None:
        version = re.search(r"#define PYBRIDGE_ABI_VERSION (\d+)", HEADER.read_text(encoding="utf-8"))
        self.assertEqual(int(version[1]), _abi_table.VERSION)

    def test_kinds_of_results_are_those_of_the_header(self) -> None:
        kinds = re.findall(r"#define PYBRIDGE_(RESULT_\w+) \(?(-?\d)\)?$", HEADER.read_text(encoding="utf-8"), re.MULTILINE)
        named = {name: value for name, value in vars(_abi_table).items() if name.startswith("RESULT_")}
        self.assertEqual({name: int(number) for name, number in kinds}, named)

    def test_members_and_facts_are_those_of_the_header(self) -> None:
        numbers = dict(re.findall(r"#define PYBRIDGE_(\w+) (\d+)\b", HEADER.read_text(encoding="utf-8")))
        named = {name: value for name, value in vars(_rules).items() if name.isupper() and isinstance(value, int)}
        self.assertEqual({name: int(numbers[name]) for name in named if name != "TYPE_CHECKING"}, {
            name: value for name, value in named.items() if name != "TYPE_CHECKING"
        })
        self.assertGreaterEqual(len(named), 16)

    @whatever_the_binding
    def test_exports_are_those_of_the_header(self) -> None:
        nm = subprocess.run(
            ["nm", "-D", "--defined-only", _native.LIBRARY], capture_output=True, text=True, check=True
        )
        exported = set(re.findall(r" T (pybridge_\w+)", nm.stdout))
        self.assertEqual(exported, set(declarations()))

    def test_layouts(self) -> None:
        compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
        fields = [name for name, _ in _abi_table.Launch._fields_]
        offsets = " ".join(f'printf("%zu ", offsetof(pybridge_launch, {field}));' for field in fields)
        sizes = "sizeof(pybridge_launch), sizeof(pybridge_description)"
        source = (
            f'#include <stddef.h>\n#include <stdio.h>\n#include "{HEADER}"\n'
            f'int main(void) {{ {offsets} printf("%zu %zu", {sizes}); return 0; }}\n'
        )
        with tempfile.TemporaryDirectory() as folder:
            file, program = Path(folder) / "layout.c", Path(folder) / "layout"
            file.write_text(source, encoding="utf-8")
            subprocess.run([compiler, "-Wall", "-Wextra", "-Werror", "-std=c99", "-o", program, file], check=True)
            printed = subprocess.run([program], capture_output=True, text=True, check=True).stdout
        expected = [getattr(_abi_table.Launch, field).offset for field in fields]
        self.assertEqual([int(number) for number in printed.split()], [*expected, ctypes.sizeof(_abi_table.Launch), _abi_table.DESCRIPTION.size])

    def test_texts_of_any_length_and_content_come_back(self) -> None:
        for name in ("", "x" * 127, "x" * 128, "x" * 129, "\U0001f600" * 5000, "\ud800", "\0"):
            process = pybridge.Process(name="N")
            process.name = name
            peer = Peer.of(process, 1)
            self.assertEqual(_host.library().describe(peer.handle)[0]["name"], name)

    def test_a_handle_of_another_kind_is_refused(self) -> None:
        with self.assertRaisesRegex(RuntimeError, "no handle of a"):
            _host.library().terminate(0)

    def test_long_error_texts_come_back_whole(self) -> None:
        path = "/nowhere/" + "x" * 3000
        peer = Peer.of(pybridge.Process(), os.getpid())
        with self.assertRaises(OSError) as caught:
            _host.library().finish_start(peer.handle, [path.encode()], b"", [])
        self.assertEqual(caught.exception.filename, path)


if __name__ == "__main__":
    unittest.main()
