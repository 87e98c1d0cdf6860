"""How the CLR comes into a process, and what is said where it cannot."""

from __future__ import annotations

import sys
import tempfile
import textwrap
import unittest
from pathlib import Path
from typing import Any, ClassVar

from support import import_errors, needs_pythonnet, run_python, whatever_the_binding

# Pip's pythonnet, as far as it is used here: it loads the CLR in its own way, and tells that it was asked to.
STAND_IN = """
from pathlib import Path
from pybridge import _hostfxr
_information = None
def get_runtime_info():
    return _information
def load(kind, runtime_config):
    global _information
    _information = kind
    print("pip's pythonnet loads", kind, Path(runtime_config).name, flush=True)
    runtime = _hostfxr.Runtime(_hostfxr.find_installation()[0], Path(runtime_config))
    runtime.load(Path(runtime_config).with_name("Python.Runtime.dll"))
    runtime.call("Python.Runtime.Loader, Python.Runtime", "Initialize")
"""


def run_with_pythonnet(source: str, *arguments: str, **variables: str) -> Any:
    return run_python(source, *arguments, environment={"PYBRIDGE_BINDING": "pythonnet", **variables})


class ErrorTestCase(unittest.TestCase):
    CHANGES: ClassVar[dict[str, str]] = {
        "another Python": r"""
            sample = Path(tempfile.mkdtemp()) / "Python.Runtime.dll"
            sample.write_bytes(b"..\0TypeOffset\0..\0TypeOffset39\0..\0TypeOffset399\0..")
            atexit.register(shutil.rmtree, sample.parent)
            _clr_loading.PYTHON_RUNTIME = sample
        """,
        "no GIL": "_clr_loading.sysconfig.get_config_var = lambda name: int(name == 'Py_GIL_DISABLED')",
        "no pythonnet": r"""
            sample = Path(tempfile.mkdtemp()) / "Python.Runtime.dll"
            sample.write_bytes(b"something else")
            atexit.register(shutil.rmtree, sample.parent)
            _clr_loading.PYTHON_RUNTIME = sample
        """,
        "no start": "_clr_loading.Runtime.call = lambda *arguments: 1",
        "no function": "_pythonnet._abi.Library.__init__ = lambda self, find, makes_threads: find('no_such_function')",
        "no Python.Runtime": "_clr_loading.PYTHON_RUNTIME = Path('/nowhere/Python.Runtime.dll')",
        "broken pythonnet": """
            folder = Path(tempfile.mkdtemp())
            atexit.register(shutil.rmtree, folder)
            (folder / "pythonnet.py").write_text("import clr_loader")
            sys.path.insert(0, str(folder)); sys.modules["clr_loader"] = None
        """,
        "no dll": "_pythonnet.ASSEMBLY = Path('/nowhere/pybridge_native.dll')",
        "no .NET": "os.environ['PYBRIDGE_DOTNET'] = '/nowhere/dotnet'",
        "no framework": """
            other = Path(tempfile.mkdtemp()) / "PyBridge.runtimeconfig.json"
            other.write_text(_clr_loading.RUNTIME_CONFIG.read_text().replace('"10.', '"99.'))
            atexit.register(shutil.rmtree, other.parent)
            _clr_loading.RUNTIME_CONFIG = other
        """,
    }

    def assert_import_error(self, expected: str, change: str) -> None:
        imports = "from pybridge import _clr_loading, _pythonnet\n"
        lines = import_errors(imports + textwrap.dedent(self.CHANGES[change]), "pythonnet")
        for line in lines:
            self.assertRegex(line, expected)


@whatever_the_binding
class UnsupportedTests(ErrorTestCase):
    def test_a_python_that_pythonnet_does_not_support(self) -> None:
        version = "%d.%d" % sys.version_info[:2]
        self.assert_import_error(
            rf"the pythonnet that pybridge carries does not support CPython {version}, which .* is\. It supports 3\.9, 3\.99\. "
            "Everything but `import clr` goes with PYBRIDGE_BINDING=native", "another Python",
        )

    def test_without_the_pythonnet_that_the_package_carries(self) -> None:
        self.assert_import_error(
            r"pythonnet cannot be read: .*'/nowhere/Python\.Runtime\.dll'\. It belongs to the package: install pybridge again\.",
            "no Python.Runtime",
        )

    def test_with_another_file_in_its_place(self) -> None:
        self.assert_import_error(
            r"pythonnet is damaged: /.*Python\.Runtime\.dll is no pythonnet\. It belongs to the package: install pybridge again\.",
            "no pythonnet",
        )

    def test_a_pythonnet_of_pip_that_lacks_something(self) -> None:
        self.assert_import_error(
            "pythonnet is installed, and cannot be imported: .*clr_loader.*\\. Install what it needs, or uninstall it: pybridge carries its own",
            "broken pythonnet",
        )


@whatever_the_binding
@needs_pythonnet
class ErrorTests(ErrorTestCase):
    def test_a_python_without_a_gil(self) -> None:
        self.assert_import_error(r"does not support CPython 3\.\d+ without a GIL", "no GIL")

    def test_without_the_assembly(self) -> None:
        self.assert_import_error(
            r"assembly /nowhere/pybridge_native\.dll cannot be loaded into .*\(\.NET 1\d\..*\. It needs \.NET 10 or newer, and belongs to "
            "the package: install pybridge again",
            "no dll",
        )

    def test_where_pythonnet_does_not_start(self) -> None:
        self.assert_import_error(
            r"pythonnet \(/.*\.dll\) cannot be used in this process; it has said why on stderr\. Use PYBRIDGE_BINDING=native\.", "no start"
        )

    def test_an_assembly_of_another_release(self) -> None:
        self.assert_import_error(
            r"/.*pybridge_native\.dll has no function no_such_function: it comes from another release than the package; install pybridge",
            "no function",
        )

    def test_without_a_runtime(self) -> None:
        self.assert_import_error(
            r"no \.NET was found to be loaded into this process: there is no host/fxr/\*/libhostfxr\.so in /nowhere\. Install the \.NET 10 runtime, or set "
            "DOTNET_ROOT", "no .NET",
        )

    def test_without_the_framework(self) -> None:
        self.assert_import_error(
            r"the \.NET in /.* cannot be loaded into this process as /.*runtimeconfig\.json asks for: .*99\..*Install the \.NET 10 runtime",
            "no framework",
        )


@whatever_the_binding
@needs_pythonnet
class LoadingTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def assert_prints(self, expected: str, source: str, **variables: str) -> None:
        result = run_with_pythonnet(source, str(self.folder), **variables)
        self.assertEqual((result.stdout, result.stderr, result.returncode), (expected, "", 0))

    def test_the_package_alone_brings_clr(self) -> None:
        self.assert_prints(
            "native\npythonnet Process-1\n4\n",
            """
            import os; del os.environ["PYBRIDGE_BINDING"]
            import pybridge
            print(pybridge.binding)
            import clr
            from System import Environment, Math
            print(pybridge.binding, pybridge.Process().name)
            print(Math.Max(3, 4))
            """,
        )

    def test_what_is_called_clr_and_can_be_found_comes_first(self) -> None:
        (self.folder / "clr.py").write_text("there = True")
        self.assert_prints(
            "True\n",
            """
            import sys; sys.path.insert(0, sys.argv[1])
            import pybridge, clr
            print(clr.there)
            """,
        )

    def test_pythonnet_takes_the_place_of_another_clr(self) -> None:
        (self.folder / "clr.py").write_text("")
        self.assert_prints(
            "Process-1\n",
            """
            import sys; sys.path.insert(0, sys.argv[1])
            import clr, pybridge
            print(pybridge.Process().name)
            """,
        )

    def test_no_clr_is_an_error_of_the_import(self) -> None:
        self.assert_prints(
            "no .NET was found\n",
            """
            import pybridge
            try:
                import clr
            except ImportError as error:
                print(str(error)[:17])
            """,
            PYBRIDGE_DOTNET="/nowhere/dotnet",
        )

    def test_the_pythonnet_that_pip_installed_is_used(self) -> None:
        (self.folder / "pythonnet.py").write_text(STAND_IN)
        self.assert_prints(
            "pip's pythonnet loads coreclr PyBridge.runtimeconfig.json\nProcess-1\n1\n",
            """
            import sys; sys.path.insert(0, sys.argv[1])
            import pybridge
            print(pybridge.Process().name)
            from System import AppDomain
            print(sum(a.GetName().Name == "Python.Runtime" for a in AppDomain.CurrentDomain.GetAssemblies()))
            """,
        )

    def test_a_pythonnet_of_pip_that_loads_nothing(self) -> None:
        (self.folder / "pythonnet.py").write_text("def get_runtime_info(): pass\ndef load(*_, **__): raise RuntimeError('no luck')")
        self.assert_prints(
            "True True True\n",
            """
            import sys; sys.path.insert(0, sys.argv[1])
            import pybridge
            try:
                pybridge.Process()
            except ImportError as error:
                text = str(error)
                print(text.startswith(f"the pythonnet that is installed in {sys.argv[1]} cannot load .NET 10 as "),
                      ": no luck. Install the .NET 10 runtime, or set DOTNET_ROOT to the folder or PYBRIDGE_DOTNET" in text,
                      "Use PYBRIDGE_BINDING=native." in text or "use PYBRIDGE_BINDING=native." in text)
            """,
        )

    def test_what_the_host_refuses(self) -> None:
        self.assert_prints(
            "no assembly\nno method\nno words\n",
            """
            from pathlib import Path
            import pybridge._hostfxr as hostfxr, pybridge._clr_loading as loading
            def show(call, *arguments):
                try:
                    call(*arguments)
                except OSError as error:
                    return str(error)
            runtime = hostfxr.Runtime(hostfxr.find_installation()[0], loading.RUNTIME_CONFIG)
            if "/nowhere.dll cannot be loaded" in show(runtime.load, Path("/nowhere.dll")):
                print("no assembly")
            runtime.load(loading.PYTHON_RUNTIME)
            if "there is no method Missing in Python.Runtime.Loader, Python.Runtime (" in show(
                    runtime.call, "Python.Runtime.Loader, Python.Runtime", "Missing"):
                print("no method")
            if "the host says nothing (" in hostfxr._reason([], -1):
                print("no words")
            """,
        )

    def test_a_folder_of_its_name_is_not_pythonnet(self) -> None:
        (self.folder / "pythonnet").mkdir()
        self.assert_prints(
            "Process-1\n",
            """
            import sys; sys.path.insert(0, sys.argv[1])
            import pybridge
            print(pybridge.Process().name)
            """,
        )

    def test_a_clr_that_is_there_is_used_and_nothing_loaded(self) -> None:
        (self.folder / "pythonnet.py").write_text("raise SystemError('it was imported')")
        self.assert_prints(
            "Process-1 pythonnet\n1\n",
            """
            import sys
            from pathlib import Path
            from importlib.util import find_spec
            import pybridge._hostfxr as hostfxr, pybridge._clr_loading as loading
            runtime = hostfxr.Runtime(hostfxr.find_installation()[0], loading.RUNTIME_CONFIG)
            runtime.load(loading.PYTHON_RUNTIME)
            assert runtime.call("Python.Runtime.Loader, Python.Runtime", "Initialize") == 0
            sys.path.insert(0, sys.argv[1])
            loading.PYTHON_RUNTIME = Path("/nowhere")
            import pybridge
            print(pybridge.Process().name, pybridge.binding)
            from System import AppDomain
            print(sum(a.GetName().Name == "Python.Runtime" for a in AppDomain.CurrentDomain.GetAssemblies()))
            """,
        )

    def test_faulthandler_may_be_on(self) -> None:
        self.assert_prints(
            "5\n",
            """
            import faulthandler; faulthandler.enable()
            import pybridge, clr
            from System import Math
            print(Math.Max(5, 4))
            """,
        )

    def test_threads_of_the_runtime_take_no_signals(self) -> None:
        self.assert_prints(
            "True\n",
            """
            import os, signal
            import pybridge
            pybridge.Process()
            from System import GC
            GC.Collect(); GC.WaitForPendingFinalizers()
            def blocked(thread):
                status = open(f"/proc/self/task/{thread}/status").read()
                return int(status.partition("SigBlk:")[2].split()[0], 16)
            asynchronous = sum(1 << number - 1 for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1))
            others = [int(thread) for thread in os.listdir("/proc/self/task") if int(thread) != os.getpid()]
            print(len(others) > 1 and all(blocked(thread) & asynchronous == asynchronous for thread in others))
            """,
        )

    def test_the_handlers_of_the_program_stay(self) -> None:
        self.assert_prints(
            "handled\ninterrupted\nTrue\n",
            '''
            import os, signal, socket, subprocess, sys
            signal.signal(signal.SIGQUIT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, lambda *_: print("handled", flush=True))
            import pybridge
            pybridge.Process()
            os.kill(os.getpid(), signal.SIGQUIT)
            os.kill(os.getpid(), signal.SIGTERM)
            # A handler that has system calls restarted does not end a wait.
            here, there = socket.socketpair()
            interrupt = """if True:
                import os, signal, sys
                waiter = int(sys.stdin.readline())
                while open(f"/proc/{waiter}/stat").read().rpartition(")")[2].split()[0] != "S":
                    pass
                os.kill(waiter, signal.SIGINT)
            """
            with subprocess.Popen([sys.executable, "-c", interrupt], stdin=subprocess.PIPE, text=True) as other:
                print(os.getpid(), file=other.stdin, flush=True)
                try:
                    here.recv(1)
                except KeyboardInterrupt:
                    print("interrupted")
            # In a program of .NET the handler could not be set again to what it was said to be (pythonnet's issue 2361).
            print(signal.signal(signal.SIGINT, signal.getsignal(signal.SIGINT)) is signal.default_int_handler)
            ''',
        )

    def test_the_handlers_stay_where_another_thread_loads_it(self) -> None:
        """The main thread is interrupted though there is another that could take the signal: a pool's, say."""
        self.assert_prints(
            "interrupted\n",
            '''
            import os, signal, socket, subprocess, sys, threading
            import pybridge
            loaded = threading.Event()
            here, there = socket.socketpair()
            def load_and_wait():
                pybridge.Process()
                loaded.set()
                there.recv(1)
            threading.Thread(target=load_and_wait).start()
            loaded.wait()
            interrupt = """if True:
                import os, signal, sys
                waiter = int(sys.stdin.readline())
                while open(f"/proc/{waiter}/stat").read().rpartition(")")[2].split()[0] != "S":
                    pass
                os.kill(waiter, signal.SIGINT)
            """
            with subprocess.Popen([sys.executable, "-c", interrupt], stdin=subprocess.PIPE, text=True) as other:
                print(os.getpid(), file=other.stdin, flush=True)
                try:
                    here.recv(1)
                except KeyboardInterrupt:
                    print("interrupted")
            here.close()
            ''',
        )

    def test_the_environment_is_what_it_was(self) -> None:
        self.assert_prints(
            "None 0\n",
            """
            import os, pybridge, targets
            pybridge.Process()
            name = "DOTNET_EnableWriteXorExecute"
            print(os.environ.get(name), os.system(f'test -z "${name}"'))
            """,
        )


if __name__ == "__main__":
    unittest.main()


@whatever_the_binding
@needs_pythonnet
class EndTests(unittest.TestCase):
    """What the end of a program with a CLR does with Python's garbage."""

    def end(self, change: str) -> list[str]:
        result = run_with_pythonnet(f"""
            import atexit, gc, sys
            sizes = []

            @atexit.register  # before the CLR's own, so that it runs after it
            def tell():
                gc.callbacks.clear()
                print(len([size for size in sizes if size > 1000]) < 5, gc.get_freeze_count() > 0)

            import pybridge, clr
            from System import Object

            class Cycle:
                def __init__(self, name):
                    self.name, self.itself, self.clr = name, self, Object()
                def __del__(self):
                    print(self.name, self.clr.ToString(), flush=True)

            atexit.register(gc.callbacks.append, lambda phase, _: phase == "start" and sizes.append(len(gc.get_objects())))
            {change}
        """)
        self.assertEqual((result.stderr, result.returncode), ("", 0))
        return result.stdout.splitlines()

    def test_garbage_is_collected_and_all_else_looked_at_once(self) -> None:
        self.assertEqual(self.end("Cycle('garbage')"), ["garbage System.Object", "True False"])

    def test_a_program_that_has_turned_collection_off(self) -> None:
        self.assertEqual(self.end("gc.disable()"), ["True False"])

    def test_a_program_that_has_frozen_its_objects(self) -> None:
        self.assertEqual(self.end("gc.freeze()"), ["True True"])
