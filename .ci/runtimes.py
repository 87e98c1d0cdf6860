#!/usr/bin/env python3
"""Unpack newer CPythons and a newer .NET runtime into a folder, beside what the machine has. Nothing is installed.

    python3 .ci/runtimes.py FOLDER

CPython comes from Debian's package archive, with its C library and its test package; .NET from NuGet. FOLDER/python/usr/bin
then has python3.14 and python3.15, FOLDER/dotnet a `dotnet` that runs programs on .NET 11. What is there already stays.
What cannot be had is said on stderr, and the rest is unpacked all the same: exit code 0.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

PYTHONS = ("3.14", "3.15")
SUITE = "sid"
ARCHIVE = "http://deb.debian.org/debian/"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")

DOTNET = "11.0.0"
PLATFORM = {"x86_64": "linux-x64", "aarch64": "linux-arm64"}.get(platform.machine(), "linux-" + platform.machine())
PACK = f"Microsoft.NETCore.App.Runtime.{PLATFORM}"
PROJECT = f"""
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageDownload Include="{PACK}" Version="[{DOTNET}]" /></ItemGroup>
</Project>
"""


class Unavailable(Exception):
    """Something cannot be had on this machine; the text says why."""


def call(*command: str | Path, **options) -> str:
    """What a command prints."""
    try:
        return subprocess.run([str(part) for part in command], check=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options).stdout
    except FileNotFoundError as error:
        raise Unavailable(f"there is no `{command[0]}`") from error
    except subprocess.CalledProcessError as error:
        lines = (error.stderr.strip() or error.stdout.strip()).splitlines() or [f"exit code {error.returncode}"]
        raise Unavailable(f"`{Path(command[0]).name} {command[-1]}`: {lines[-1]}") from error


class Archive:
    """Debian's package archive, looked into by an apt that knows nothing of what is installed here."""

    def __init__(self, folder: Path) -> None:
        self._packages = folder / "cache" / "archives"
        for part in (folder / "lists" / "partial", self._packages / "partial"):
            part.mkdir(parents=True)
        if not KEYRING.exists():
            raise Unavailable(f"Debian's keys are not there ({KEYRING})")
        sources = folder / "sources.list"
        sources.write_text(f"deb [signed-by={KEYRING}] {self._address()} {SUITE} main\n")
        settings = {
            "Dir::Etc::sourcelist": sources,
            "Dir::Etc::sourceparts": "/dev/null",
            "Dir::State": folder,
            "Dir::State::lists": folder / "lists",
            "Dir::State::status": "/dev/null",  # nothing is installed, so every dependency is fetched too
            "Dir::Cache": folder / "cache",
            "Debug::NoLocking": 1,
            "APT::Sandbox::User": "",
            "Acquire::Languages": "none",
            "Acquire::Retries": 3,
        }
        self._apt = ["apt-get", "-q", *(f"-o{name}={value}" for name, value in settings.items())]
        call(*self._apt, "-oAPT::Update::Error-Mode=any", "update")

    @staticmethod
    def _address() -> str:
        """The mirror that this machine uses, if it is a Debian."""
        known = call("apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages").split()
        return next((address for address in known if address.endswith("/debian/")), ARCHIVE)

    def unpack(self, folder: Path, *packages: str) -> None:
        """Packages, and all that they depend on."""
        call(*self._apt, "--yes", "--no-install-recommends", "--download-only", "install", *packages)
        for package in sorted(self._packages.glob("*.deb")):
            call("dpkg-deb", "--extract", package, folder)
            package.unlink()


def unpack_pythons(folder: Path) -> None:
    """CPythons that run with the C library they were built for."""
    with tempfile.TemporaryDirectory() as scratch:
        archive = Archive(Path(scratch))
        archive.unpack(Path(scratch, "tools"), "patchelf")
        for version in PYTHONS:
            archive.unpack(folder, f"python{version}", f"python{version}-venv", f"libpython{version}-testsuite")
        loader, *_ = folder.glob("usr/lib*/*/ld-linux*.so.*")
        patchelf = [loader, "--library-path", loader.parent, Path(scratch, "tools", "usr", "bin", "patchelf")]
        for version in PYTHONS:
            python = folder / "usr" / "bin" / f"python{version}"
            # RPATH and not RUNPATH, to hold for the libraries of extension modules as well. In this order and one at a
            # time: otherwise patchelf 0.18 writes a program that crashes.
            call(*patchelf, "--force-rpath", "--set-rpath", loader.parent, python)
            call(*patchelf, "--set-interpreter", loader, python)
            settle(python, folder, folder / "usr" / "lib" / f"python{version}")
        for program in (folder / "usr" / "bin").iterdir():  # whoever has the folder on PATH wants nothing else of it
            if not program.name.startswith("python"):
                program.unlink()


def settle(python: Path, root: Path, library: Path) -> None:
    """What the packages' own scripts would do: byte code; and pip's wheels are to be found."""
    for data in library.glob("_sysconfigdata_*.py"):
        data.write_text(data.read_text().replace("'/usr/share/python-wheels", f"'{root}/usr/share/python-wheels"))
    call(python, "-m", "compileall", "-q", "-x", "/test/|/lib2to3/|/idlelib/", library)
    call(python, "-c", "import ssl, ctypes, sqlite3, test.support")


def unpack_dotnet(folder: Path) -> None:
    """The runtime alone: the SDK of the machine builds for it."""
    sdk = shutil.which("dotnet")
    if sdk is None:
        raise Unavailable("there is no `dotnet`")
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch, "pack.csproj")
        project.write_text(PROJECT)
        call(sdk, "restore", "--packages", Path(scratch, "packages"), project)
        content = Path(scratch, "packages", PACK.lower(), DOTNET, "runtimes", PLATFORM)
        host = folder / "host" / "fxr" / DOTNET
        runtime = folder / "shared" / "Microsoft.NETCore.App" / DOTNET
        host.mkdir(parents=True)
        runtime.mkdir(parents=True)
        shutil.copy2(Path(sdk).resolve(), folder / "dotnet")
        shutil.copy2(content / "native" / "libhostfxr.so", host)
        for file in [*content.glob("lib/*/*"), *content.glob("native/*")]:
            shutil.copy2(file, runtime)
    if DOTNET not in call(folder / "dotnet", "--list-runtimes"):
        raise Unavailable(f"the runtime that was unpacked is not found by {folder / 'dotnet'}")


def provide(what: str, folder: Path, unpack: Callable[[Path], None]) -> None:
    """Unpack into a folder that is not yet complete; its programs know the folder's path, so it may not have moved."""
    complete = folder / ".complete"
    if complete.exists() and complete.read_text() == f"{what} in {folder}":
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        unpack(folder)
    except Unavailable as error:
        shutil.rmtree(folder)
        print(f"\n*** No {what} could be had: {error}. Its tests are skipped. ***\n", file=sys.stderr, flush=True)
    else:
        complete.write_text(f"{what} in {folder}")


def main() -> int:
    """Unpack both."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1]).resolve()
    provide(f"CPython {' and '.join(PYTHONS)}", folder / "python", unpack_pythons)
    provide(f".NET {DOTNET}", folder / "dotnet", unpack_dotnet)
    return 0


if __name__ == "__main__":
    sys.exit(main())
