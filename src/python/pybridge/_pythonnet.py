"""The pythonnet binding: the same C# class in the CLR that this process has, or gets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from . import _abi, _clr_loading

ASSEMBLY = Path(__file__).parent / "lib" / "pybridge_native.dll"


def load() -> _abi.Library:
    """Load the assembly; ImportError tells what was looked for, where, and what to do."""
    _clr_loading.ensure()
    add_reference()
    from PyBridge.Native import ExportTable

    def find(name: str) -> Callable:
        address = ExportTable.AddressOf(name)
        if not address:
            raise ImportError(
                f"{ASSEMBLY} has no function {name}: it comes from another release than the package; install "
                "pybridge again.",
                path=str(ASSEMBLY),
            )
        return _abi.at(address, name)

    version = _abi.Library.version(find)
    if version != _abi.VERSION:
        raise ImportError(
            f"{ASSEMBLY} speaks version {version} of the ABI, and the package needs version {_abi.VERSION}: they come "
            "from different releases; install pybridge again.",
            path=str(ASSEMBLY),
        )
    return _abi.Library(find, makes_threads=True)


def add_reference() -> None:
    """Make the assembly's namespaces modules, in the runtime that is there."""
    import clr

    try:
        clr.AddReference(str(ASSEMBLY))
        from PyBridge.Native import ExportTable  # AddReference alone looks at nothing

        ExportTable.LoadReferences()
    except Exception as error:  # noqa: BLE001 - pythonnet raises .NET's exceptions, which have no base but Exception
        raise ImportError(
            f"pybridge's assembly {ASSEMBLY} cannot be loaded into the .NET runtime of this process "
            f"({_describe_runtime()}): {error}. It needs .NET 10 or newer, and belongs to the package: install pybridge "
            "again if it or a file beside it is missing or damaged, or use PYBRIDGE_BINDING=native.",
            path=str(ASSEMBLY),
        ) from error


def _describe_runtime() -> str:
    from System.Runtime.InteropServices import RuntimeInformation

    return str(RuntimeInformation.FrameworkDescription)
