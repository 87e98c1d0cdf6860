"""What the tests of results run in Python children, Python >= 3.8."""

import builtins
import os
import sys
import threading


class Odd(Exception):
    pass


def give(value):
    return value


async def give_later(value):
    return value


def give_lock():
    return [threading.Lock()]


def fill(length):
    return bytes(length)


def fail(name, message):
    raise getattr(builtins, name)(message)


def fail_oddly():
    raise Odd("odd")


def leave(code):
    sys.exit(code)


def leave_at_once(code):
    os._exit(code)


def write_and_leave(lines):
    for number in range(lines):
        sys.stderr.write("line %d\n" % number)
    sys.stderr.flush()
    os._exit(7)


def leave_a_grandchild(connection):
    if os.fork() == 0:
        connection.recv()
        os._exit(0)
    sys.stderr.write("left\n")
    sys.stderr.flush()
    os._exit(7)
