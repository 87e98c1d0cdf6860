"""What a child does not import, and that it is there all the same when it is used."""

from __future__ import annotations

import unittest

from support import run_python

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
        import os
        import pybridge
        bare = os.popen(f"{sys.executable} -c 'import sys; print(*sys.modules)'").read().split()
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

    def test_modules_that_the_standard_library_takes_otherwise_are_loaded_for_it(self) -> None:
        result = run_python(
            """
            import sys
            from pybridge._spared import _Spared
            stand_in = sys.modules["json"] = _Spared("json")
            from json import dumps
            import json
            print(dumps([1]), json is stand_in, stand_in.loads("2"))
            try:
                from json import nothing
            except ImportError as error:
                print(type(error).__name__)
            """
        )
        self.assertEqual(result.stdout.splitlines(), ["[1] False 2", "ImportError"], result.stderr)


if __name__ == "__main__":
    unittest.main()
