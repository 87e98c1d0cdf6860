"""C# methods as the tasks of engines that were written without them: Debian's joblib and Dask, by Debian's interpreter."""

from __future__ import annotations

import tempfile
import unittest

from acme import LIBRARY
from debian import DebianTestCase
from support import TESTS, run_python, whatever_the_binding, whatever_the_python

JOBLIB = """
    import os
    import acme
    from joblib import Parallel, delayed

    if __name__ == "__main__":
        for backend in "loky", "multiprocessing", "threading":
            print(Parallel(n_jobs=2, backend=backend)(delayed(acme.method("Calls.Scale"))(number) for number in range(4)))
            try:
                Parallel(n_jobs=2, backend=backend)([delayed(acme.method("Answers.Divide"))(1, 0)])
            except ZeroDivisionError:
                print("failed")
"""
DASK = """
    import os, select, signal, sys, threading
    import acme, pybridge
    import dask, distributed

    def when_started(name):
        while not os.path.exists(name):
            threading.Event().wait(0.01)
        worker = int(open(name).read())
        os.remove(name)
        return worker

    if __name__ == "__main__":
        folder = sys.argv[1]
        dask.config.set({"temporary-directory": folder, "distributed.worker.daemon": True})
        options = dict(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, local_directory=folder)
        with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster) as client:
            # The cluster's processes are daemonic, and none of them is this one.
            scaled = client.map(acme.method("Calls.Scale"), range(50))
            print(sum(client.gather(scaled)))
            workers = client.gather(client.map(lambda number, ask: (os.getpid(), ask()), range(20), ask=acme.method("Calls.ProcessId")))
            print(len({process for process, _ in workers} & {worker for _, worker in workers}))
            missing = client.submit(pybridge.csharp(folder + "/Nowhere.dll", "Acme.Nowhere.Do"))
            print(type(missing.exception()).__name__, "Nowhere.dll" in str(missing.exception()))

            pids = client.run(os.getpid)

            # One of them is killed in the middle of a call: Dask runs the task again, in another one.
            started, fifo = folder + "/started", folder + "/fifo"
            os.mkfifo(fifo)
            future = client.submit(acme.method("Calls.WaitFor"), started, fifo)
            first = when_started(started)
            address = next(address for address, tasks in client.processing().items() if tasks)
            watched = os.pidfd_open(first)
            os.kill(pids[address], signal.SIGKILL)
            poll = select.poll()
            poll.register(watched, select.POLLIN)
            print("worker ended", bool(poll.poll(60_000)))
            second = when_started(started)
            open(fifo, "w").close()
            print(future.result() == second != first)
"""


@whatever_the_binding
@whatever_the_python
class EngineTests(DebianTestCase):
    def test_joblib(self) -> None:
        self.demand("joblib")
        result = run_python(JOBLIB)
        self.assertEqual(result.stdout.splitlines(), ["[0.0, 2.0, 4.0, 6.0]", "failed"] * 3, result.stderr)

    def test_dask(self) -> None:
        self.demand("distributed")
        with tempfile.TemporaryDirectory() as folder:
            result = run_python(DASK, folder)
        self.assertEqual(
            result.stdout.splitlines(),
            ["2450.0", "0", "FileNotFoundError True", "worker ended True", "True"],
            result.stderr,
        )

    def test_the_examples_of_dask(self) -> None:
        self.demand("distributed")
        for page in ("README.md", "docs/python.md"):
            with self.subTest(page=page):
                self.check_the_example(page)

    def check_the_example(self, page: str) -> None:
        text = (TESTS.parents[1] / page).read_text(encoding="utf-8")
        (example,) = (part.partition("```")[0] for part in text.split("```python\n")[1:] if "dask" in part)
        cluster = "distributed.LocalCluster(n_workers=2, processes=True, dashboard_address=None, local_directory=sys.argv[1])"
        for written, here in (('"scheduler:8786"', cluster), ('"/srv/acme/Workers.dll"', repr(str(LIBRARY)))):
            self.assertIn(written, example)
            example = example.replace(written, here)
        with tempfile.TemporaryDirectory() as folder:
            result = run_python(f"import distributed, sys\n{example}    client.shutdown()\n", folder)
        self.assertEqual(result.stdout.splitlines(), ["[1, 2]"], result.stderr)


if __name__ == "__main__":
    unittest.main()
