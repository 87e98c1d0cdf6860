"""README's shell blocks, pasted in their order in a fresh clone; then the programs of README and docs, built with the package."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unittest
import zipfile
from collections import Counter
from pathlib import Path

from documents import (
    GUIDE, PAGES, ROOT, TIMEOUT, WHOLE_RUNS, Reader, blocks, command, languages, own_files, pasted, shared_libraries,
)

SOURCES = ROOT / "src" / "python"
EMBEDDED = next((library for minor in (13, 12, 11) for library in shared_libraries(minor)), None)
PYTHONNET = """<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <RestoreAdditionalProjectSources>{source}</RestoreAdditionalProjectSources>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="pythonnet" Version="3.2.1" />
    <PackageReference Include="PyBridge.Pythonnet" Version="{version}" />
  </ItemGroup>
</Project>
"""
INCLUDED = "<ProjectReference Include='{project}' />"
LIBRARY = """<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup>{reference}</ItemGroup>
</Project>
"""

reader: Reader


def setUpModule() -> None:
    """Paste all of README's shell blocks."""
    global reader
    reader = pasted()


def package_reference(application: Path) -> str:
    """Return what ``dotnet add package`` wrote into the project."""
    found = re.search(r'<PackageReference Include="PyBridge" Version="[\d.]+" />', (application / "app.csproj").read_text())
    assert found is not None, "the project has no reference to the package"
    return found[0]


class ShellTests(unittest.TestCase):
    def test_inside_the_checkout(self) -> None:
        self.check(reader.checkout)
        self.assertEqual(own_files(reader.checkout), own_files(ROOT))

    def test_outside_the_checkout(self) -> None:
        self.check(reader.outside)

    def test_what_is_left_out_is_what_starts_these_tests(self) -> None:
        first = blocks("README.md", "sh")[0]
        self.assertEqual([command(line) for line in first.splitlines()], WHOLE_RUNS)

    def check(self, folder: Path) -> None:
        """The application is as ``dotnet new`` makes it anywhere, with the package in it; so is the environment."""
        application, python = folder / "app", folder / "env" / "bin" / "python"
        where = reader.run(python, "-c", "import pybridge; print(pybridge.binding, pybridge.__file__)", cwd=folder, PYTHONPATH="")
        self.assertTrue(where.startswith(f"native {folder / 'env'}"), where)
        self.assertTrue(package_reference(application))
        self.assertIn("Hello, World!", reader.dotnet("run", cwd=application))
        output = application / "bin" / "Debug" / "net10.0"
        self.assertTrue((output / "PyBridge.dll").exists())
        self.assertFalse((output / "app.xml").exists(), "the checkout's own settings apply")


class PackageTests(unittest.TestCase):
    """What lies in the packages for NuGet that were packed."""

    def content(self, name: str) -> set[str]:
        (package,) = reader.packed.glob(f"{name}.[0-9]*.nupkg")
        with zipfile.ZipFile(package) as archive:
            return set(archive.namelist())

    def test_readme_licence_and_documentation(self) -> None:
        for name, more in (("PyBridge", {"NOTICE", "buildTransitive/PyBridge.targets"}), ("PyBridge.Pythonnet", set())):
            library = {f"lib/net10.0/{name}.dll", f"lib/net10.0/{name}.xml"}
            self.assertEqual({"README.md", "LICENSE", *library, *more} - self.content(name), set())


class BeginnersTests(unittest.TestCase):
    """README's first example under ``dotnet run``, in the two ways in which .NET 10 takes it for native code to be."""

    def run_program(self, folder: Path, *file: str) -> None:
        variables = {"NUGET_PACKAGES": str(reader.packages), "XDG_DATA_HOME": str(reader.data)}
        child, parent = reader.run("dotnet", "run", *file, cwd=folder, **variables).splitlines()
        self.assertEqual(child, "resizer: cat.png to Size { Width = 640, Height = 480 }")
        self.assertRegex(parent, r"^<Process name='resizer' pid=\d+ parent=\d+ stopped exitcode=0>$")

    def folder(self, name: str) -> Path:
        folder = reader.home / name
        folder.mkdir()
        (folder / "nuget.config").write_text(
            f'<configuration><packageSources><add key="packed" value="{reader.packed}" /></packageSources></configuration>')
        return folder

    def test_file_based_application(self) -> None:
        folder = self.folder("file")
        version = re.search(r'Version="([\d.]+)"', package_reference(reader.outside / "app"))
        assert version is not None
        (folder / "app.cs").write_text(f"#:package PyBridge@{version[1]}\n{blocks('README.md', 'csharp')[0]}", encoding="utf-8")
        self.run_program(folder, "app.cs")

    def test_project_that_will_be_native(self) -> None:
        folder = self.folder("native")
        project = (reader.outside / "app" / "app.csproj").read_text(encoding="utf-8")
        changed = project.replace("<PropertyGroup>", "<PropertyGroup><PublishAot>true</PublishAot>", 1)
        self.assertNotEqual(changed, project)
        (folder / "app.csproj").write_text(changed, encoding="utf-8")
        (folder / "Program.cs").write_text(blocks("README.md", "csharp")[0], encoding="utf-8")
        self.run_program(folder)


class ProgramTests(unittest.TestCase):
    """Each C# block is a program like the application of README's shell blocks; all are compiled at once, then run."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = reader.home / "programs"
        connection = blocks("docs/connections.md", "csharp")[0].replace("6000", "0")  # any port that is free
        readme = blocks("README.md", "csharp")
        projects = {
            "First": readme[0],
            "Staying": readme[1],
            "Server": re.sub(r"(using var listener = .*\n)", r"\1Console.WriteLine(listener.Address.Port);\n", connection),
            "Feeder": blocks("docs/connections.md", "csharp")[2],
            "Squares": blocks("docs/connections.md", "csharp")[1],
            "Embedding": blocks("docs/embedding.md", "csharp")[0],
            "Included": blocks("docs/embedding.md", "csharp")[1],
            "Pool": blocks("docs/pools.md", "csharp")[0],
            "Standing": blocks("docs/standby.md", "csharp")[0],
            "StandingPython": blocks("docs/standby.md", "csharp")[1],
        }
        application = (reader.outside / "app" / "app.csproj").read_text(encoding="utf-8")
        library = LIBRARY.format(reference=package_reference(reader.outside / "app"))
        (version,) = re.findall(r'Version="([\d.]+)"', package_reference(reader.outside / "app"))
        stand_in = INCLUDED.format(project=reader.checkout / "tests" / "fixtures" / "Python.Included" / "Python.Included.csproj")
        special = {
            "Squares": library,
            "Embedding": PYTHONNET.format(source=reader.checkout / "artifacts" / "packages", version=version),
            "Included": application.replace("<PackageReference", f"{stand_in}<PackageReference"),
        }
        for name, source in projects.items():
            (cls.folder / name).mkdir(parents=True)
            (cls.folder / name / f"{name}.csproj").write_text(special.get(name, application), encoding="utf-8")
            (cls.folder / name / "Program.cs").write_text(source, encoding="utf-8")
        listed = "".join(f'  <Project Path="{name}/{name}.csproj" />\n' for name in projects)
        (cls.folder / "Programs.slnx").write_text(f"<Solution>\n{listed}</Solution>\n", encoding="utf-8")
        reader.dotnet("build", "-v", "quiet", "--nologo", "-warnaserror", cwd=cls.folder)

    def library(self, name: str) -> Path:
        return self.folder / name / "bin" / "Debug" / "net10.0" / f"{name}.dll"

    def run_program(self, name: str, *arguments: str | Path, **variables: str) -> list[str]:
        return reader.run("dotnet", self.library(name), *arguments, cwd=self.folder / name, **variables).splitlines()

    def run_script(self, source: str, *arguments: str | Path) -> list[str]:
        script = self.folder / "script.py"
        script.write_text(source, encoding="utf-8")
        path = os.pathsep.join([str(SOURCES), *filter(None, [os.environ.get("PYTHONPATH")])])
        return reader.run(sys.executable, script, *arguments, cwd=self.folder, PYTHONPATH=path).splitlines()

    def test_the_pages_have_no_other_blocks(self) -> None:
        others = [page for page in PAGES if not page.startswith(str(GUIDE.relative_to(ROOT)))]  # test_guide.py has those
        found = Counter((page, language) for page in others for language in languages(page))
        self.assertEqual(found, {
            ("README.md", "csharp"): 2,
            ("README.md", "python"): 3,  # tests/python/test_csharp_surroundings.py and test_call_engines.py run them
            ("README.md", "sh"): 2,
            ("docs/connections.md", "csharp"): 3,
            ("docs/connections.md", "python"): 3,
            ("docs/embedding.md", "csharp"): 2,
            ("docs/embedding.md", "python"): 1,
            ("docs/pools.md", "csharp"): 1,
            ("docs/python.md", "python"): 5,  # tests/python/test_csharp_surroundings.py and test_call_engines.py run the third and fourth
            ("docs/standby.md", "csharp"): 2,
        })

    def test_the_first_example(self) -> None:
        child, parent = self.run_program("First")
        self.assertEqual(child, "resizer: cat.png to Size { Width = 640, Height = 480 }")
        (promised,) = re.findall(r"Console\.WriteLine\(process\);\s+// (.*)", blocks("README.md", "csharp")[0])
        self.assertEqual(*(re.sub(r"\d+", "N", text) for text in (parent, promised)))

    @unittest.skipIf(EMBEDDED is None, "there is no CPython 3.11 to 3.13 with a shared library")
    def test_a_program_that_embeds_python(self) -> None:
        (self.folder / "Embedding" / "work.py").write_text(blocks("docs/embedding.md", "python")[0])
        settings = {"PYTHONNET_PYDLL": str(EMBEDDED), "PYTHONPATH": str(self.folder / "Embedding"), "VIRTUAL_ENV": ""}
        self.assertEqual(self.run_program("Embedding", **settings), ["[2, 4]", "42"])

    def test_the_interpreter_of_python_included(self) -> None:
        (self.folder / "data").mkdir()
        settings = {"PYBRIDGE_TEST_STAND_IN": sys.executable, "XDG_DATA_HOME": str(self.folder / "data"), "VIRTUAL_ENV": ""}
        self.assertEqual(self.run_program("Included", **settings), ["1.5"])
        self.assertTrue(list((self.folder / "data").glob("*/python.exe")))

    def test_a_connection(self) -> None:
        command = ["dotnet", str(self.library("Server"))]
        with subprocess.Popen(command, env=reader.environment, stdout=subprocess.PIPE, text=True) as program:
            try:
                client = blocks("docs/connections.md", "python")[0].replace("6000", program.stdout.readline().strip())
                self.assertEqual(self.run_script(client), ["{'Id': 1, 'Done': True}"])
                self.assertEqual(program.wait(TIMEOUT), 0)
            finally:
                program.kill()

    def test_ten_workers_in_csharp(self) -> None:
        self.assertEqual(self.run_script(blocks("docs/connections.md", "python")[1], self.library("Squares")), ["9801"])

    def test_ten_workers_in_python(self) -> None:
        folder = self.folder / "Feeder"
        (folder / "squares.py").write_text(blocks("docs/connections.md", "python")[2])
        self.assertEqual(self.run_program("Feeder", folder, PYBRIDGE_PYTHON=sys.executable), ["9801"])

    def test_processes_that_are_there_already(self) -> None:
        example = blocks("docs/python.md", "python")[0]
        self.assertEqual(self.run_script(f"{example}    process.join()\n    print(process.exitcode)"), ["0"])

    def test_a_program_whose_children_wait(self) -> None:
        self.assertEqual(self.run_program("Standing"), ["done"])
        self.assertEqual(self.run_program("StandingPython", PYBRIDGE_PYTHON=sys.executable), ["42"])

    def test_workers_that_stay(self) -> None:
        self.assertEqual(self.run_program("Staying", PYBRIDGE_PYTHON=sys.executable), ["2", "2"])

    def test_a_pool(self) -> None:
        self.assertEqual(self.run_program("Pool", PYBRIDGE_PYTHON=sys.executable), ["6", "2", "1", "2"])

    def test_a_pool_of_python(self) -> None:
        self.assertEqual(self.run_script(blocks("docs/python.md", "python")[4]), ["50", "WorkerDiedError", "208"])

    def test_a_target_by_name(self) -> None:
        example = blocks("docs/python.md", "python")[1]
        self.assertEqual(self.run_script(f"import pybridge\n{example}print(process.name)"), ["Process-1"])


if __name__ == "__main__":
    unittest.main()
