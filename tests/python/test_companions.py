"""What of the standard library runs, watches or uses processes: with ours it does what it does with spawn's."""

from __future__ import annotations

import unittest

from support import run_python

METHODS = "spawn", "pybridge"
MAIN = """
    import multiprocessing, sys
    import pybridge

    def work(number):
        print("child", number, __name__, flush=True)
        if number == 2:
            raise KeyError(number)

    if __name__ == "__main__":
        context = multiprocessing.get_context(sys.argv[1])
        for number in 1, 2:
            process = context.Process(target=work, args=(number,))
            try:
                process.start()
            except Exception as error:
                print(type(error).__name__)
            else:
                process.join()
                print(process.exitcode)
"""
RUNNERS = {
    "cProfile": ("-m", "cProfile", "-o", "/dev/null"),
    "profile": ("-m", "profile", "-o", "/dev/null"),
    "trace": ("-m", "trace", "--count", "--no-report"),
    "pdb": ("-m", "pdb", "-c", "continue", "-c", "quit"),
    "faulthandler": ("-X", "faulthandler"),
    "tracemalloc": ("-X", "tracemalloc=5"),
    "importtime": ("-X", "importtime"),
    "development mode": ("-X", "dev"),
}
LOGGING = """
    import logging, logging.handlers, multiprocessing, sys
    import pybridge

    def work(queue):
        logging.getLogger().addHandler(logging.handlers.QueueHandler(queue))
        logging.getLogger("w").error("from %s", multiprocessing.current_process().name)
        1 / 0

    if __name__ == "__main__":
        context = multiprocessing.get_context(sys.argv[1])
        queue = context.Queue()
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s %(processName)s"))
        listener = logging.handlers.QueueListener(queue, handler)
        listener.start()
        process = context.Process(target=work, args=(queue,), name="worker")
        process.start()
        process.join()
        listener.stop()
        print(process.exitcode)
"""
FUTURES = """
    import asyncio, multiprocessing, os, sys
    import pybridge
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    base = 0

    def begin(number):
        global base
        base = number

    def add(number):
        return base + number

    def fail():
        raise KeyError("k")

    async def wait(pool):
        loop = asyncio.get_running_loop()
        return await asyncio.gather(*(loop.run_in_executor(pool, add, number) for number in range(3)))

    if __name__ == "__main__":
        context = multiprocessing.get_context(sys.argv[1])
        with ProcessPoolExecutor(2, context, begin, (10,)) as pool:
            print(list(pool.map(add, range(3))), asyncio.run(wait(pool)), repr(pool.submit(fail).exception()))
        for broken, initializer in ((os._exit, None), (add, os._exit)):
            with ProcessPoolExecutor(1, context, initializer, (3,) if initializer else ()) as pool:
                print(isinstance(pool.submit(broken, 5).exception(), BrokenProcessPool))
        print(multiprocessing.active_children())
"""


class CompanionTests(unittest.TestCase):
    def printed(self, program: str, *flags: str) -> str:
        """Run a program by each method, and return what both have printed."""
        runs = [run_python(program, method, flags=flags) for method in METHODS]
        spawn, ours = ((run.stdout, run.returncode) for run in runs)
        self.assertEqual(ours, spawn, runs[1].stderr)
        return ours[0]

    def test_runners(self) -> None:
        for name, flags in RUNNERS.items():
            with self.subTest(name=name):
                self.assertNotEqual(self.printed(MAIN, *flags), "")

    def test_queues_of_logging(self) -> None:
        self.assertEqual(self.printed(LOGGING), "ERROR w from worker worker\n1\n")

    def test_executors(self) -> None:
        self.assertEqual(
            self.printed(FUTURES), "[10, 11, 12] [10, 11, 12] KeyError('k')\nTrue\nTrue\n[]\n")


if __name__ == "__main__":
    unittest.main()
