"""Targets of C# code that embeds Python."""

import multiprocessing
import os
import sys


def resize(sizes, factor=2):
    return [size * factor for size in sizes]


def nothing():
    pass


def where():
    return {"version": sys.version_info[:2], "prefix": sys.prefix, "path": sys.path, "name": multiprocessing.current_process().name}


def fail(text):
    raise NoSuchPicture(text, len(text))


def put(queue, lock, value):
    with lock:
        queue.put((os.getpid(), value))


def same(first, second):
    return first is second


class NoSuchPicture(LookupError):
    def __init__(self, text, length):
        super().__init__(text, length)
        self.length = length


class Job:
    def __init__(self, factor):
        self.factor = factor

    def run(self, number):
        return self.factor * number
