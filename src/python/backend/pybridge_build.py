"""The build backend of the Python package (PEP 517 and 660): publishes the C# side, then packs a wheel.

It needs the .NET SDK and a C compiler, no other Python package and no network.

    python3 src/python/backend/pybridge_build.py     builds the library into the source tree, for development
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from pybridge_metadata import LICENSES, Metadata
from pybridge_platform import wheel_tag

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "src" / "python" / "pybridge"
LIBRARY = PACKAGE / "lib"
MACHINES = {"x86_64": "linux-x64", "aarch64": "linux-arm64"}


def get_requires_for_build_wheel(config_settings: object = None) -> list[str]:
    return []


def get_requires_for_build_sdist(config_settings: object = None) -> list[str]:
    return []


def get_requires_for_build_editable(config_settings: object = None) -> list[str]:
    return []


def build_wheel(wheel_directory: str, config_settings: object = None, metadata_directory: str | None = None) -> str:
    """Build the library and pack everything into a wheel; return its file name."""
    build_library()
    return pack_wheel(wheel_directory)


def pack_wheel(wheel_directory: str) -> str:
    """Pack the package with the library that was built last; return the wheel's file name."""
    files = {
        f"pybridge/{path.relative_to(PACKAGE).as_posix()}": path.read_bytes() for path in sorted(_package_files())
    }
    return _write_wheel(Path(wheel_directory), files, wheel_tag(LIBRARY / "pybridge_native.so"))


def build_editable(wheel_directory: str, config_settings: object = None, metadata_directory: str | None = None) -> str:
    """Build the library into the source tree and make a wheel that points there."""
    build_library()
    return _write_wheel(Path(wheel_directory), {"pybridge-editable.pth": f"{PACKAGE.parent}\n".encode()}, wheel_tag(None))


def build_sdist(sdist_directory: str, config_settings: object = None) -> str:
    """Pack what git knows of the project; without git, as in an unpacked one, all of it that was not built."""
    metadata = Metadata.read(ROOT)
    name = f"{metadata.name}-{metadata.version}"
    target = Path(sdist_directory) / f"{name}.tar.gz"
    with tarfile.open(target, "w:gz", format=tarfile.PAX_FORMAT) as archive:
        for file in _sources():
            archive.add(ROOT / file, f"{name}/{file}", recursive=False)
        information = metadata.core().encode()
        entry = tarfile.TarInfo(f"{name}/PKG-INFO")
        entry.size = len(information)
        archive.addfile(entry, io.BytesIO(information))
    return target.name


def build_library() -> None:
    """Publish the native library, and the assemblies for workers and for programs with a CLR, into the package."""
    if shutil.which("dotnet") is None:
        raise RuntimeError("the .NET 10 SDK is needed to build pybridge: no `dotnet` on PATH")
    machine = os.uname().machine
    if machine not in MACHINES:
        raise RuntimeError(f"pybridge is built for {', '.join(MACHINES)}, and this machine is {machine}")
    output = ROOT / "artifacts" / "python"
    shutil.rmtree(output, ignore_errors=True)
    runtime = MACHINES[machine]
    _publish("src/PyBridge.Native/PyBridge.Native.csproj", output / "native", "-r", runtime)
    _publish("src/PyBridge/PyBridge.csproj", output / "worker", "-r", runtime)
    precompiled = ("-p:PublishAot=false", "-p:PublishReadyToRun=true", "--no-self-contained")
    _publish("src/PyBridge.Native/PyBridge.Native.csproj", output / "managed", "-r", runtime, *precompiled)
    LIBRARY.mkdir(exist_ok=True)
    for file in (
        output / "native" / "pybridge_native.so",
        output / "managed" / "pybridge_native.dll",
        output / "managed" / "Python.Runtime.dll",
        output / "worker" / "PyBridge.dll",
        output / "worker" / "PyBridge.runtimeconfig.json",
    ):
        # A new file, not new bytes in a file that a running program has mapped.
        replacement = LIBRARY / f"{file.name}.new"
        shutil.copyfile(file, replacement)
        replacement.replace(LIBRARY / file.name)


def _publish(project: str, output: Path, *options: str) -> None:
    quiet = {"DOTNET_CLI_TELEMETRY_OPTOUT": "1", "DOTNET_NOLOGO": "1", "MSBUILDDISABLENODEREUSE": "1"}
    command = ["dotnet", "publish", project, "-c", "Release", "-v", "quiet", "-o", str(output), *options]
    if subprocess.run(command, cwd=ROOT, env={**os.environ, **quiet}, stdout=sys.stderr, check=False).returncode:
        raise RuntimeError(f"`{' '.join(command)}` failed; its messages are above")


def _sources() -> list[str]:
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
        return [file for file in os.fsdecode(listed).split("\0") if file and (ROOT / file).exists()]
    built = {"bin", "obj", "artifacts", "__pycache__"}
    files = (path.relative_to(ROOT) for path in sorted(ROOT.rglob("*")) if path.is_file() and LIBRARY not in path.parents)
    return [file.as_posix() for file in files if not built & {*file.parts} and file.name != "PKG-INFO"]


def _package_files() -> Iterator[Path]:
    for path in PACKAGE.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".new":
            yield path


def _write_wheel(directory: Path, files: dict[str, bytes], tag: str) -> str:
    metadata = Metadata.read(ROOT)
    information = f"{metadata.name}-{metadata.version}.dist-info"
    wheel = f"Wheel-Version: 1.0\nGenerator: pybridge_build\nRoot-Is-Purelib: false\nTag: {tag}\n"
    files = {
        **files,
        f"{information}/METADATA": metadata.core().encode(),
        f"{information}/WHEEL": wheel.encode(),
        **{f"{information}/licenses/{name}": (ROOT / name).read_bytes() for name in LICENSES},
    }
    record = "".join(f"{name},{_digest(content)},{len(content)}\n" for name, content in files.items())
    files[f"{information}/RECORD"] = f"{record}{information}/RECORD,,\n".encode()
    target = directory / f"{metadata.name}-{metadata.version}-{tag}.whl"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)  # the same bytes whenever it is built
            entry.external_attr = (0o755 if name.endswith(".so") else 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.name


def _digest(content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=")
    return f"sha256={digest.decode()}"


if __name__ == "__main__":
    build_library()
