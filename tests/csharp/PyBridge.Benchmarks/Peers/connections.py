"""The other end of a connection: echoes or swallows messages, and times itself against a child of its own.

Answers lines: ``ADDRESS`` (one with a ``/``) connects there and serves until the other end closes; ``WORK SIZE COUNT`` gives
the nanoseconds that WORK, one of ``trip``, ``way`` and ``tuple``, takes between this process and another Python, and
``WORK SIZE COUNT ADDRESS`` those with whoever listens there.
"""

import os
import sys
import time
from multiprocessing.connection import Client, Listener


def serve(connection):
    """Serve until the other end closes."""
    try:
        while True:
            serve_one(connection)
    except EOFError:
        pass


def serve_one(connection):
    """First the kind of work, then its messages."""
    work, size, count = connection.recv()
    if work == "trip":
        for _ in range(count):
            connection.send_bytes(connection.recv_bytes())
    elif work == "way":
        for _ in range(count):
            connection.recv_bytes()
        connection.send_bytes(b"")
    else:
        for _ in range(count):
            connection.send(connection.recv())


def measure(connection, work, size, count):
    """The nanoseconds of one message or round trip."""
    message = bytes(size)
    item = (1, "two", 3.0)
    connection.send((work, size, count))
    begin = time.perf_counter_ns()
    if work == "trip":
        for _ in range(count):
            connection.send_bytes(message)
            connection.recv_bytes()
    elif work == "way":
        for _ in range(count):
            connection.send_bytes(message)
        connection.recv_bytes()
    else:
        for _ in range(count):
            connection.send(item)
            connection.recv()
    return (time.perf_counter_ns() - begin) // count


def measure_when_asked(connection):
    """Measure from a child, so that the same process serves another Python and C#: how fast it takes in large messages
    depends much on what its heap looks like.
    """
    try:
        while True:
            connection.send(measure(connection, *connection.recv()))
    except EOFError:
        pass


def main():
    with Listener(family="AF_UNIX") as listener:
        if os.fork() == 0:
            with Client(listener.address) as connection:
                measure_when_asked(connection)
            os._exit(0)
        with listener.accept() as connection:
            for line in sys.stdin:
                *work, address = line.split() if "/" in line else (*line.split(), None)
                if not work:
                    with Client(address) as other:
                        serve(other)
                    continue
                work, size, count = work[0], *map(int, work[1:])
                if address is None:
                    connection.send((work, size, count))
                    serve_one(connection)
                    print(connection.recv(), flush=True)
                    continue
                with Client(address) as other:
                    print(measure(other, work, size, count), flush=True)
    os.wait()


if __name__ == "__main__":
    main()
