"""The pythonnet binding: the same C# class in the CLR that this process has, or gets, through ``pythonnet``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from . import _abi, _signal_handlers

ASSEMBLY = Path(__file__).parent / "lib" / "pybridge_native.dll"
RUNTIME_CONFIG = ASSEMBLY.parent / "PyBridge.runtimeconfig.json"


def load() -> _abi.Library:
    """Load the assembly; ImportError tells what was looked for, where, and what to do."""
    _load_runtime()
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
        import PyBridge.Native  # noqa: F401 - AddReference alone looks at nothing
    except Exception as error:  # noqa: BLE001 - pythonnet raises .NET's exceptions, which have no base but Exception
        raise ImportError(
            f"pybridge's assembly {ASSEMBLY} cannot be loaded into the .NET runtime of this process "
            f"({_describe_runtime()}): {error}. It needs .NET 10 or newer, and belongs to the package: install pybridge "
            "again if it is missing, or use PYBRIDGE_BINDING=native.",
            path=str(ASSEMBLY),
        ) from error


def _load_runtime() -> None:
    """Load the CLR, unless the program has done so."""
    try:
        import pythonnet
    except ImportError as error:
        raise ImportError(
            "the pythonnet binding was asked for, and there is no module pythonnet: install pybridge[pythonnet], or "
            "use PYBRIDGE_BINDING=native."
        ) from error
    if pythonnet.get_runtime_info() is None:
        try:
            with _signal_handlers.kept():
                pythonnet.load("coreclr", runtime_config=str(RUNTIME_CONFIG))
        except Exception as error:  # noqa: BLE001 - see above
            raise ImportError(
                f"pythonnet cannot load .NET 10 as {RUNTIME_CONFIG} asks for: {_reasons(error)}. Install the .NET 10 "
                "runtime or set DOTNET_ROOT to where it is, or use PYBRIDGE_BINDING=native."
            ) from error


def _reasons(error: BaseException) -> str:
    """Return what an error and its causes say: pythonnet's own says little more than that there was one."""
    reasons, cause = [], error
    while cause is not None:
        reasons.append(" ".join(str(cause).split()).rstrip("."))
        cause = cause.__cause__
    return ": ".join(reasons)


def _describe_runtime() -> str:
    import pythonnet

    information = pythonnet.get_runtime_info()
    return "none" if information is None else f"{information.kind} {_runtime_version()}"


def _runtime_version() -> str:
    from System import Environment

    return str(Environment.Version)
