"""Nothing is left behind: by the tests, which is checked when they end, and by many starts."""

from __future__ import annotations

import gc
import os
import tempfile
import unittest
from pathlib import Path

import leftovers
import targets
from support import PYBRIDGE, ProcessTestCase, descriptors, run_python

import multiprocessing

# CI has no time for more; by hand, 2000.
CYCLES = int(os.environ.get("PYBRIDGE_TEST_CYCLES", "100"))
AT_ONCE = 20


def threads() -> list[str]:
    """Return the names of this process's threads, without those of the .NET thread pool, which come and go."""
    names = [path.read_text().strip() for path in Path("/proc/self/task").glob("*/comm")]
    return sorted(name for name in names if not name.startswith(".NET TP "))


class SoakTests(ProcessTestCase):
    def test_many_starts(self) -> None:
        folder = Path(tempfile.gettempdir())
        before = descriptors(), threads(), sorted(folder.iterdir())
        lock = PYBRIDGE.Lock()
        for _ in range(CYCLES // AT_ONCE):
            processes = [PYBRIDGE.Process(target=targets.take, args=(lock,)) for _ in range(AT_ONCE)]
            for process in processes:
                process.start()
            for process in processes:
                process.join()
            self.assertEqual({process.exitcode for process in processes}, {0})
        del process, processes, lock
        gc.collect()
        self.assertEqual(leftovers.children(), [])
        after = descriptors(), threads(), sorted(folder.iterdir())
        self.assertEqual(after, before)
        self.assertEqual(list(multiprocessing.process._children), [])

    def test_an_object_that_outlives_the_package_says_nothing(self) -> None:
        result = run_python("import os, pybridge\nos.kept = pybridge.Process()")
        self.assertEqual((result.returncode, result.stderr), (0, ""))


class WatchTests(unittest.TestCase):
    """The check at the end of a run finds what it looks for."""

    LEFT = {
        "file": "import tempfile; tempfile.mkstemp()",
        "process": "import os; os.fork() or os._exit(0)",
        "thread": "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()",
        "semaphore": "open(f'/dev/shm/sem.{leftovers.semaphore_prefix()}-x', 'x')",
        "": "pass",
    }

    def test_what_is_left_is_found(self) -> None:
        for kind, statement in self.LEFT.items():
            with self.subTest(kind=kind):
                result = run_python(f"import leftovers, support\n{statement}\nprint(leftovers.semaphore_prefix())")
                self.addCleanup(Path(f"/dev/shm/sem.{result.stdout.strip()}-x").unlink, missing_ok=True)
                self.assertEqual(result.returncode, 1 if kind else 0, result.stderr)
                self.assertIn(f"\n  {kind} " if kind else "", result.stderr)


if __name__ == "__main__":
    unittest.main()
