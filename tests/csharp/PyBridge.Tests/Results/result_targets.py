"""What the tests of results run in Python children, Python >= 3.8."""

import array
import builtins
import collections
import enum
import os
import sys
import threading


class Odd(Exception):
    pass


class Colour(enum.Enum):
    RED = 1
    GREEN = 5


Pair = collections.namedtuple("Pair", "x y")


def give(value):
    return value


async def give_later(value):
    return value


def give_lock():
    return [threading.Lock()]


def fill(length):
    return bytes(length)


def make(expression):
    """What an expression makes."""
    modules = {"array": array}
    for module in ("numpy", "pandas"):
        if module in expression:
            modules[module] = __import__(module)
    return eval(expression, {**globals(), **modules})


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
