"""A forkserver that imports what uses the library: its children start cold."""

from __future__ import annotations

import sys
import unittest

from support import HAS_PYTHONNET, only_if, run_python

PROGRAM = """
    import gc, multiprocessing, os, sys
    import pybridge, targets
    {early}

    def attempt(action):
        try:
            return action()
        except Exception as error:
            return type(error).__name__ + " " + str(error)

    def start():
        process = pybridge.Process(target=targets.square, args=(3,), result=True)
        process.start()
        return process.result(), process._parent_pid == os.getpid(), pybridge.active_children()

    def child():
        import preloaded
        print(preloaded.SEEN == (os.getppid(), "early", "MainProcess", "native"))
        {child}
        sys.stdout.flush()

    if __name__ == "__main__":
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([{preload}])
        for name in ("first", "second"):
            process = context.Process(target=child, name=name)
            process.start()
            process.join()
            print("ended", process.exitcode, flush=True)
"""
BINDINGS = ("native", "pythonnet") if HAS_PYTHONNET else ("native",)
RUNS_MAIN = sys.version_info >= (3, 14)  # older ones have ``__main__`` among the modules, and miss it


class ForkserverTests(unittest.TestCase):
    def children(
        self, child: str, early: str = "", preload: str = "'preloaded'", binding: str = "native", **variables: str
    ) -> list[list[str]]:
        """Run two children of one forkserver; return what each says."""
        program = PROGRAM.format(child=child.replace("\n", "\n" + " " * 8), early=early, preload=preload)
        result = run_python(program, environment={"PYBRIDGE_BINDING": binding, **variables})
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        said = [part.splitlines() for part in result.stdout.split("ended 0\n")]
        self.assertEqual((len(said), said[-1]), (3, []), result.stdout)
        self.assertEqual([lines.pop(0) for lines in said[:2]], ["True"] * 2, "it was not the server that imported the module")
        return said[:2]

    def test_each_child_has_a_library_of_its_own(self) -> None:
        for binding in BINDINGS:
            with self.subTest(binding=binding):
                first, second = self.children(
                    "print(attempt(start))\nprint(pybridge.current_process(), pybridge.parent_process().name, pybridge.binding)",
                    binding=binding,
                )
                self.assertEqual([first[0], second[0]], ["(9, True, [])"] * 2)
                self.assertRegex(first[1], rf"^<ForkServerProcess name='first' parent=\d+ started> MainProcess {binding}$")
                self.assertRegex(second[1], rf"^<ForkServerProcess name='second' parent=\d+ started> MainProcess {binding}$")

    def test_objects_of_the_server_are_refused_and_dropped_in_silence(self) -> None:
        uses = {
            "lambda: early.name": "early",
            "early.start": "AssertionError can only start a process object created by current process",
            "early.join": "AssertionError can only join a child process",
            "lambda: preloaded.CURRENT.daemon": "False",
            "lambda: preloaded.CURRENT.ident": "None",
        }
        for child in self.children(
            "early = preloaded.EARLY\n"
            + "\n".join(f"print(attempt({use}))" for use in uses)
            + "\ndel early, preloaded.EARLY, preloaded.CURRENT\ngc.collect()\nprint(attempt(start))"
        ):
            self.assertEqual(dict(zip(uses, child)), uses)
            self.assertEqual(child[-1], "(9, True, [])")

    def test_what_a_child_forks_is_refused(self) -> None:
        for child in self.children(
            "start()\n"
            "sys.stdout.flush()\n"
            "pid = os.fork()\n"
            "if pid == 0:\n"
            "    print(attempt(start), flush=True)\n"
            "    os._exit(0)\n"
            "os.waitpid(pid, 0)\n"
            "print(attempt(start))"
        ):
            self.assertRegex(
                child[0],
                r"^RuntimeError pybridge cannot be used in this process: it was forked from process \d+, where the \.NET runtime was "
                r"loaded, and a runtime does not survive a fork\. Start the process with pybridge\.get_context\(\)",
            )
            self.assertEqual(child[1], "(9, True, [])")

    @only_if(RUNS_MAIN)
    def test_the_main_module_may_use_it_as_well(self) -> None:
        for child in self.children(
            "print(MADE_IN == os.getppid(), attempt(start))",
            early="early, MADE_IN = pybridge.Process(target=targets.nothing), os.getpid()",
            preload="'__main__', 'preloaded'",
        ):
            self.assertEqual(child, ["True (9, True, [])"])

    def test_what_the_forkserver_started_is_refused(self) -> None:
        for child in self.children(
            "import preloaded_start\nprint(attempt(preloaded_start.STARTED.kill))",
            preload="'preloaded', 'preloaded_start'",
            PYTHONWARNINGS="ignore",  # the server warns of a child that it knows nothing of
        ):
            self.assertRegex(
                child[0],
                r"^RuntimeError this object was made in process \d+, the forkserver that made this process, and cannot be used here\. "
                "Make it where it is used, not while the main module or a preloaded one is imported",
            )


if __name__ == "__main__":
    unittest.main()
