"""Programs that put something of their own into the standard library, or take something away: as on the original."""

from __future__ import annotations

import unittest

from support import run_python

REDUCTION = """
    import marshal, multiprocessing, multiprocessing.reduction as reduction, sys, types

    def rebuild(code):
        return types.FunctionType(marshal.loads(code), {"__builtins__": __builtins__, "sys": sys})

    class LambdaPickler(reduction.ForkingPickler):
        def reducer_override(self, obj):
            if isinstance(obj, types.FunctionType) and obj.__name__ == "<lambda>":
                return rebuild, (marshal.dumps(obj.__code__),)
            return NotImplemented

    def dump(obj, file, protocol=None):
        LambdaPickler(file, protocol).dump(obj)

    class Reducer:
        def __init__(self):
            vars(self).update(vars(reduction))
            self.dump = dump

    context = None
    if sys.argv[2] == "dump":
        reduction.dump = dump
    elif sys.argv[2] == "pickler":
        reduction.ForkingPickler = LambdaPickler
    else:
        multiprocessing.get_context().reducer = Reducer()
    if __name__ == "__main__":
        import pybridge
        context = multiprocessing.get_context(sys.argv[1])
        process = context.Process(target=lambda: sys.exit(7))
        process.start()
        process.join()
        print(process.exitcode)
        if sys.argv[1] == "pybridge" and sys.argv[2] != "reducer":
            process = context.Process(target=lambda: (lambda: sys.exit(8)), result=True)
            process.start()
            try:
                process.result()()
            except SystemExit as error:
                print(error.code)
"""

SELECT = """
    import multiprocessing, multiprocessing.connection, os, resource, select, sys
    import pybridge, targets
    if __name__ == "__main__":
        context = multiprocessing.get_context(sys.argv[1])
        del select.poll, select.epoll
        if sys.argv[2] == "high":  # numbers that select() cannot take
            soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(2000, hard), hard))
            taken = [os.open(os.devnull, os.O_RDONLY) for _ in range(1100)]
        reader, writer = context.Pipe(duplex=False)
        process = context.Process(target=targets.announce_and_block, args=(writer,))
        process.start()
        reader.recv()
        if sys.argv[2] == "low":
            process.join(0.01)
        print(process.exitcode)
        process.terminate()
        process.join()
        print(process.exitcode)
        daemon = context.Process(target=targets.announce_and_block, args=(writer,), daemon=True)
        daemon.start()  # joined at exit
"""


class ReplacedTests(unittest.TestCase):
    def test_what_pickles(self) -> None:
        for what in ("dump", "pickler", "reducer"):
            with self.subTest(replaced=what):
                result = run_python(REDUCTION, "pybridge", what)
                expected = "7\n" if what == "reducer" else "7\n8\n"
                self.assertEqual((result.stdout, result.stderr), (expected, ""))
                theirs = run_python(REDUCTION, "spawn", what)
                self.assertEqual((theirs.stdout, theirs.stderr), ("7\n", ""))

    def test_poll_and_epoll_taken_away(self) -> None:
        for method, numbers in (("spawn", "low"), ("pybridge", "low"), ("pybridge", "high")):
            with self.subTest(method=method, numbers=numbers):
                result = run_python(SELECT, method, numbers)
                self.assertEqual((result.stdout, result.stderr, result.returncode), ("None\n-15\n", "", 0))


if __name__ == "__main__":
    unittest.main()
