"""A process whose target's value is asked for."""

import multiprocessing

import classes
from library import NAME


def process(arguments):
    """A process object of the library with ``result=True``; for ``multiprocessing``, which has none, see below."""
    if NAME == "multiprocessing":
        return Answering(**arguments)
    return classes.process_class("Process")(result=True, **arguments)


class Answering:
    """What CPython has for the value of a call in another process: ``concurrent.futures``, with one worker for one call.

    Its surface here is what both have: ``start``, ``join``, ``result``.
    """

    def __init__(self, target, args=(), kwargs=None):
        self._call = (target, args, kwargs or {})
        self._executor = self._future = None

    def start(self):
        from concurrent.futures import ProcessPoolExecutor

        target, args, kwargs = self._call
        self._executor = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context())
        self._future = self._executor.submit(target, *args, **kwargs)

    def join(self):
        """Waits for the end of the worker, whether or not anybody has read the result."""
        self._executor.shutdown()

    def result(self, timeout=None):
        return self._future.result(timeout)
