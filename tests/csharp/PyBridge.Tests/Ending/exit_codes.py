"""End a child by SystemExit with each value, an expression an argument; print exit code and stderr."""

import multiprocessing
import os
import sys
import tempfile


def end(expression):
    sys.exit(eval(expression))


def run(context, expression):
    with tempfile.TemporaryFile() as file:
        saved = os.dup(2)
        os.dup2(file.fileno(), 2)
        process = context.Process(target=end, args=(expression,))
        process.start()
        os.dup2(saved, 2)
        os.close(saved)
        process.join()
        file.seek(0)
        print(process.exitcode, repr(file.read().decode()), sep="\t", flush=True)


if __name__ == "__main__":
    for expression in sys.argv[1:]:
        run(multiprocessing.get_context("spawn"), expression)
