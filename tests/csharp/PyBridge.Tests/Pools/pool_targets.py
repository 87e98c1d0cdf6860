"""What the tests have done by Python workers of pools."""

import os
import signal

seen = 0


def square(number):
    return number * number


def listen(messages, offset):
    global queue, seen
    queue, seen = messages, offset


def heard():
    return queue.get(), seen


def begin(number):
    global seen
    seen = number


def count():
    global seen
    seen += 1
    return seen


def pid():
    return os.getpid()


def fail(text):
    raise ValueError(text)


def leave(code):
    raise SystemExit(code)


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def block(fifo):
    with open(fifo, "wb") as said:
        said.write(b"x")
    signal.pause()


async def later(number):
    return number


def reverse(data):
    return data[::-1]


def variable(name):
    return os.environ.get(name)


def keywords(*args, **kwargs):
    return [list(args), sorted(kwargs.items())]
