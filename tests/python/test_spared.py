"""What a child does not import, and that it is there all the same when it is used."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import unittest
import zipfile
from pathlib import Path

from support import SOURCES, run_python

HOOK = """
import sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "multiprocessing.util":
            import subprocess
            subprocess.MARK = 1

sys.meta_path.insert(0, Finder())
"""

PROGRAM = """
    import sys

    SPARED = "subprocess", "runpy", "pkgutil", "multiprocessing.resource_tracker"

    def tell(first):
        loaded = [name for name in SPARED if name in sys.modules and name not in first]
        from multiprocessing import spawn, util
        flags = util._args_from_interpreter_flags()
        nested = spawn.get_command_line(tracker_fd=1, pipe_handle=2)
        import runpy, subprocess
        print(loaded, flags == subprocess._args_from_interpreter_flags(), nested[1:3])
        print([module.__spec__.name for module in (runpy, subprocess)], subprocess.run(["true"]).returncode)
        print(runpy.run_path(__file__, run_name="again")["SPARED"] == SPARED)

    def start_another(context):
        process = context.Process(target=print, args=("another",))
        process.start()
        process.join()
        print(process.exitcode)

    if __name__ == "__main__":
        import multiprocessing
        import pybridge
        import subprocess
        show = "import sys; print(*sys.modules)"
        bare = subprocess.run([sys.executable, "-c", show], stdout=subprocess.PIPE, text=True).stdout.split()
        for target, argument in ((tell, bare), (start_another, multiprocessing.get_context("spawn"))):
            process = pybridge.get_context().Process(target=target, args=(argument,))
            process.start()
            process.join()
            print(process.exitcode)
"""


class SparedTests(unittest.TestCase):
    def test_what_is_spared_is_loaded_by_its_first_use(self) -> None:
        result = run_python(PROGRAM, flags=("-B", "-Xutf8"))
        self.assertEqual(
            result.stdout.splitlines(),
            ["[] True ['-B', '-X']", "['runpy', 'subprocess'] 0", "True", "0", "another", "0", "0"],
            result.stderr,
        )

    def test_what_others_ask_of_a_stand_in_the_module_answers(self) -> None:
        result = run_python(
            """
            import sys
            from pybridge._spared import _Spared
            stand_in = sys.modules["json"] = _Spared("json")
            from json import dumps
            import json
            print(dumps([1]), json is stand_in, stand_in.loads("2"), "loads" in dir(stand_in))
            try:
                from json import nothing
            except ImportError as error:
                print(type(error).__name__)
            """
        )
        self.assertEqual(result.stdout.splitlines(), ["[1] False 2 True", "ImportError"], result.stderr)

    def test_a_hook_that_changes_a_module_meanwhile_changes_it(self) -> None:
        """As tracers do, from a ``sitecustomize``, when something else is imported."""
        with tempfile.TemporaryDirectory(prefix="pybridge-test-") as folder:
            Path(folder, "sitecustomize.py").write_text(HOOK, encoding="utf-8")
            path = os.pathsep.join([folder, str(SOURCES), *filter(None, [os.environ.get("PYTHONPATH")])])
            result = run_python(
                """
                import pybridge
                def tell():
                    import subprocess
                    print(subprocess.MARK, subprocess.__spec__.name, subprocess.run(["true"]).returncode)
                if __name__ == "__main__":
                    process = pybridge.Process(target=tell)
                    process.start()
                    process.join()
                """,
                environment={"PYTHONPATH": path},
            )
        self.assertEqual(result.stdout, "1 subprocess 0\n", result.stderr)

    def test_loaders_that_others_share_are_left_alone(self) -> None:
        """One loader serves all modules of an archive; a class of CPython's all that are frozen."""
        with tempfile.TemporaryDirectory(prefix="pybridge-test-") as folder:
            archive = Path(folder, "library.zip")
            home = Path(multiprocessing.__file__).parent
            with zipfile.ZipFile(archive, "w") as file:
                for source in home.rglob("*.py"):
                    file.write(source, Path("multiprocessing", source.relative_to(home)))
            path = os.pathsep.join([str(archive), str(SOURCES), *filter(None, [os.environ.get("PYTHONPATH")])])
            result = run_python(
                """
                import multiprocessing, sys
                import pybridge
                def tell(lock):
                    from multiprocessing import resource_tracker, util
                    loader = util.__spec__.loader
                    print(type(loader).__name__, resource_tracker.__spec__.loader is resource_tracker.__loader__,
                          type(resource_tracker.__loader__).__name__, "exec_module" in vars(loader),
                          resource_tracker._resource_tracker._fd is not None, lock.acquire())
                if __name__ == "__main__":
                    lock = pybridge.Lock()
                    process = pybridge.Process(target=tell, args=(lock,))
                    process.start()
                    process.join()
                    print(process.exitcode)
                """,
                environment={"PYTHONPATH": path},
            )
        self.assertEqual(result.stdout, "zipimporter True zipimporter False True True\n0\n", result.stderr)

    def test_a_loader_that_is_a_class(self) -> None:
        result = run_python(
            """
            import importlib, sys
            from importlib.machinery import ModuleSpec
            from pybridge._tracker import MODULE, lend_tracker
            class Frozen:
                @classmethod
                def create_module(cls, spec):
                    return None
                @classmethod
                def exec_module(cls, module):
                    module._resource_tracker = type("Tracker", (), {})
            class Finder:
                @classmethod
                def find_spec(cls, name, path=None, target=None):
                    return ModuleSpec(name, Frozen) if name == MODULE else None
            before = dict(vars(Frozen))
            import multiprocessing
            sys.meta_path.insert(0, Finder)
            lend_tracker(7)
            module = importlib.import_module(MODULE)
            print(module._resource_tracker._fd, module.__loader__ is Frozen, module.__spec__.loader is Frozen, vars(Frozen) == before)
            """
        )
        self.assertEqual(result.stdout, "7 True True True\n", result.stderr)

    def test_names_are_made_where_tempfile_was_spared(self) -> None:
        result = run_python(
            """
            import sys
            from pybridge import _spared
            _spared.import_connections()
            print("tempfile" in sys.modules, "zlib" in sys.modules)
            from multiprocessing import connection, synchronize
            first, second = (synchronize.SemLock._make_name() for _ in range(2))
            print(first != second, iter(synchronize.SemLock._rand) is synchronize.SemLock._rand, "tempfile" in sys.modules)
            with connection.Listener() as listener, connection.Client(listener.address) as client, listener.accept() as accepted:
                client.send(1)
                print(accepted.recv())
            """
        )
        self.assertEqual(result.stdout.splitlines(), ["False False", "True True True", "1"], result.stderr)

    def test_stand_ins_are_gone_afterwards(self) -> None:
        result = run_python(
            """
            import sys
            before = list(sys.modules)
            import pybridge._spared as spared
            sys.modules["multiprocessing.spawn"] = None
            try:
                spared.import_spawn()
            except ImportError:
                print({"subprocess", "runpy"} & {*sys.modules} - {*before})
            del sys.modules["multiprocessing.spawn"]
            import subprocess
            print(spared.import_spawn().__name__, sys.modules["subprocess"] is subprocess)
            """
        )
        self.assertEqual(result.stdout, "set()\nmultiprocessing.spawn True\n", result.stderr)


if __name__ == "__main__":
    unittest.main()
