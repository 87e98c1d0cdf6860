# The worker of a pool for Python targets, for any CPython >= 3.8 with nothing of PyBridge installed.
#
# C# starts a process whose target is `exec`, with this text and the names that it needs: `connection`, over which tasks come
# and results go, the texts `report` and `forms`, which write results, and `initializer`, if what it needs had to come along with
# the start. docs/protocol.md describes the messages.

import functools
import importlib
import pickle
import select
import sys
import time

ANSWER = b"r"
SOON = 50e-6  # seconds


class Awaited:
    """Looks for what comes for a moment before this process sleeps, if the last came soon: sooner than it would wake."""

    def __init__(self, connection):
        self._poll = select.poll()
        self._poll.register(connection.fileno(), select.POLLIN)
        self._came_soon = False

    def __enter__(self):
        self._begin = time.perf_counter()
        while self._came_soon and not self._poll.poll(0):
            self._came_soon = time.perf_counter() - self._begin < SOON

    def __exit__(self, *_):
        self._came_soon = time.perf_counter() - self._begin < 2 * SOON


def serve(connection, report, forms, initializer):
    """Do one task after another, until the pool closes its end."""
    program = {"__name__": "report"}
    exec(report, program)
    awaited = Awaited(connection)
    while True:
        try:
            with awaited:
                message = connection.recv_bytes()
        except (EOFError, ConnectionResetError, KeyboardInterrupt):  # Ctrl-C is for the program, which ends its pools
            return
        answer = program["Answer"](forms)
        do(message, answer, initializer)
        del message
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (AttributeError, OSError, ValueError):
                pass
        try:
            connection.send_bytes(b"".join((ANSWER, answer.content)))
        except (BrokenPipeError, ConnectionResetError):
            return


def do(message, answer, initializer):
    """Do one task, and leave its end in the answer. An empty message is for the initializer that came along."""
    try:
        try:
            function, args, kwargs = pickle.loads(message) if message else found(*initializer)
        except ModuleNotFoundError as error:
            say_where(error)  # noqa: F821 - of modules.py
            raise
        value = function(*args, **kwargs)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is the task's
        answer.failed(error)
    else:
        answer.returned(value)


def found(module, name, args):
    """Look up what C# could only name: a callable in a module."""
    return functools.reduce(getattr, name.split("."), importlib.import_module(module)), args, {}


serve(connection, report, forms, initializer)  # noqa: F821 - the pool's
