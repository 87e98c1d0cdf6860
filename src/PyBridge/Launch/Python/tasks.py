# The worker of a pool for Python targets, for any CPython >= 3.8 with nothing of PyBridge installed.
#
# C# starts a process whose target is `exec`, with this text and the names that it needs: `connection`, over which tasks come
# and results go, and the texts `report` and `forms`, which write results. docs/protocol.md describes the messages.

import os
import pickle
import sys

ANSWER = b"r"


def serve(connection, report, forms):
    """Do one task after another, until the pool closes its end."""
    program = {"__name__": "report"}
    exec(report, program)
    file = os.memfd_create("pybridge-task", os.MFD_CLOEXEC)
    while True:
        try:
            message = connection.recv_bytes()
        except (EOFError, ConnectionResetError, KeyboardInterrupt):  # Ctrl-C is for the program, which ends its pools
            return
        do(message, program["Report"](file, forms=forms))
        del message
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (AttributeError, OSError, ValueError):
                pass
        with open(file, "rb", closefd=False) as written:
            written.seek(0)
            answer = written.read()
        os.ftruncate(file, 0)
        try:
            connection.send_bytes(ANSWER)
            connection.send_bytes(answer)
        except (BrokenPipeError, ConnectionResetError):
            return


def do(message, report):
    """Do one task, and leave its end in the report."""
    try:
        function, args, kwargs = pickle.loads(message)
        value = function(*args, **kwargs)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is the task's
        report.failed(error)
    else:
        report.returned(value)


serve(connection, report, forms)  # noqa: F821 - the pool's
