"""Times CPython's own way to a result: answers each line "LENGTH" with the nanoseconds of start, recv and join."""

import multiprocessing
import sys
import time


def fill(writer, length):
    """The target."""
    writer.send(bytes(length))


def measure(context, length):
    """One child that sends its result through a pipe; read before the join, or the child would wait for a reader."""
    begin = time.perf_counter_ns()
    reader, writer = context.Pipe(duplex=False)
    process = context.Process(target=fill, args=(writer, length))
    process.start()
    writer.close()
    if len(reader.recv()) != length:
        sys.exit("the result came in pieces")
    process.join()
    process.close()
    reader.close()
    return time.perf_counter_ns() - begin


if __name__ == "__main__":
    for line in sys.stdin:
        print(measure(multiprocessing.get_context("spawn"), int(line)), flush=True)
