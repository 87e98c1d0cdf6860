"""The pythonnet binding: the same C# class in the CLR that this process has, or gets."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import util
from pathlib import Path

from . import _abi, _abi_table, _clr_loading
from ._waiting import pause, wait_for_ever

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
    if version != _abi_table.VERSION:
        raise ImportError(
            f"{ASSEMBLY} speaks version {version} of the ABI, and the package needs version {_abi_table.VERSION}: they come "
            "from different releases; install pybridge again.",
            path=str(ASSEMBLY),
        )
    library = _abi.Library(find, makes_threads=True)
    _end_other_children_at_exit(library)
    return library


def _end_other_children_at_exit(library: _abi.Library) -> None:
    """Let the exit end the children that .NET code has started in this program, besides those that ``multiprocessing`` ends.

    In the same order, and as two of its finalizers: so it comes after those exit handlers of the program that come before
    ``multiprocessing``'s. They may be what lets a child end.
    """
    first: list[int] = []

    def terminate_daemons() -> None:
        first.append(library.end_other_children())

    def join_others() -> None:
        handle = first.pop() if first else 0
        while handle:
            try:
                while not library.join(handle, wait_for_ever):
                    pause()  # it is dead, but another process traces it and is to see that first
            finally:
                library.free(handle)
            handle = library.end_other_children()

    util.Finalize(None, terminate_daemons, exitpriority=0)  # with what is done before any child is waited for
    util.Finalize(None, join_others, exitpriority=-1000)  # after all else


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
