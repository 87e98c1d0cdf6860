"""A process in which pybridge was used may fork: the child is refused the runtime, and the parent stays safe."""

from __future__ import annotations

import unittest

from support import run_python

REFUSAL = "RuntimeError pybridge cannot be used in this process: it was forked from process"


class ForkTests(unittest.TestCase):
    def run_forking(self, in_child: str) -> tuple[str, str]:
        indented = in_child.replace("\n", "\n" + " " * 24)
        result = run_python(
            f"""
            import gc, multiprocessing, os
            import pybridge, targets
            def attempt(action):
                try:
                    return action()
                except Exception as error:
                    return type(error).__name__ + " " + str(error)
            if __name__ == "__main__":
                reader, writer = multiprocessing.Pipe(duplex=False)
                running = pybridge.Process(target=targets.announce_and_block, args=(writer,))
                running.start(); reader.recv()
                initial = pybridge.Process()
                pid = os.fork()
                if pid == 0:
                    try:
                        {indented}
                    finally:
                        os._exit(0)
                assert os.waitpid(pid, 0)[1] == 0
                print("parent", running.is_alive(), len(multiprocessing.active_children()), flush=True)
                running.kill(); running.join()
                pybridge.Process(target=targets.nothing).start()
            """,
            flags=("-W", "ignore::DeprecationWarning"),  # 3.12 and newer warn of any fork of a threaded process
        )
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        child, _, parent = result.stdout.rpartition("parent ")
        self.assertEqual(parent, "True 1\n")
        return child, parent

    def test_every_use_is_refused(self) -> None:
        uses = ("pybridge.Process", "initial.start", "running.join", "running.terminate", "lambda: running.pid",
                "lambda: running.exitcode", "running.is_alive", "pybridge.active_children", "pybridge.current_process")
        child, _ = self.run_forking("\n".join(f"print(attempt({use}), flush=True)" for use in uses))
        lines = child.splitlines()
        self.assertEqual(len(lines), len(uses))
        for use, line in zip(uses, lines):
            with self.subTest(use=use):
                self.assertTrue(line.startswith(REFUSAL), line)

    def test_objects_of_the_parent_are_dropped_in_silence(self) -> None:
        child, _ = self.run_forking("del running, initial\ngc.collect()\nprint(multiprocessing.active_children())")
        self.assertEqual(child.strip(), "[]")

    def test_multiprocessing_itself_goes_on(self) -> None:
        child, _ = self.run_forking(
            'process = multiprocessing.get_context("fork").Process(target=print, args=("grandchild",))\n'
            "process.start(); process.join()\n"
            "print(process.exitcode, flush=True)"
        )
        self.assertEqual(child, "grandchild\n0\n")

    def test_a_child_forked_before_the_first_use_may_use_it(self) -> None:
        result = run_python(
            """
            import multiprocessing
            import pybridge, targets
            def use():
                process = pybridge.Process(target=targets.nothing)
                process.start(); process.join()
                print(process.exitcode, process.name, pybridge.current_process(), flush=True)
            if __name__ == "__main__":
                process = multiprocessing.get_context("fork").Process(target=use, name="F")
                process.start(); process.join()
                print(process.exitcode)
            """
        )
        self.assertRegex(
            result.stdout, r"^0 Process-1:1 <ForkProcess name='F' parent=\d+ started>\n0\n$", result.stderr
        )


if __name__ == "__main__":
    unittest.main()
