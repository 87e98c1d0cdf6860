# The worker of a pool for Python targets, for any CPython >= 3.8 with nothing of PyBridge installed.
#
# C# starts a process whose target is `exec`, with this text and the names that it needs: `connection`, over which tasks come
# and results go, and the texts `report` and `forms`, which write results. docs/protocol.md describes the messages.

import os
import pickle
import select
import sys

ANSWER = b"r"
LOOKS = 60


def serve(connection, report, forms):
    """Do one task after another, until the pool closes its end."""
    program = {"__name__": "report"}
    exec(report, program)
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    while True:
        try:
            await_next(poll)
            message = connection.recv_bytes()
        except (EOFError, ConnectionResetError, KeyboardInterrupt):  # Ctrl-C is for the program, which ends its pools
            return
        answer = program["Answer"](forms)
        do(message, answer)
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


def await_next(poll):
    """Look for a task for a moment before this process sleeps: the next of many small ones comes sooner than it would wake."""
    for _ in range(LOOKS):
        if poll.poll(0):
            return
        os.sched_yield()


def do(message, answer):
    """Do one task, and leave its end in the answer."""
    try:
        function, args, kwargs = pickle.loads(message)
        value = function(*args, **kwargs)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is the task's
        answer.failed(error)
    else:
        answer.returned(value)


serve(connection, report, forms)  # noqa: F821 - the pool's
