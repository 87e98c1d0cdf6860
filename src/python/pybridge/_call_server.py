"""The entry of a process that becomes a worker for calls: ``python -c '…main()' SOCKET CALLER FILE``.

Python spawns an interpreter, which loads the library, and C# lets that process go on as the worker. So the process that
calls touches no runtime: it may have been forked from one that has one.
"""

from __future__ import annotations

import os
import pickle
import signal
import socket
import sys
import traceback

from . import _host
from ._call import WORKER
from ._call_frames import failed_answer, send
from ._interpreter import SERVER_FLAG

_PYTHON_FAILURE = 3


def main() -> None:
    """Become the worker; where that fails, tell the process that calls why."""
    number, caller, file = sys.argv[sys.argv.index(SERVER_FLAG) + 1 :]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to all: the caller's handler decides
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    try:
        _close_input()
        _host.library().serve_calls(file, os.fsencode(WORKER), int(number), int(caller))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is for the caller
        trace = "".join(traceback.format_exception(type(error), error, error.__traceback__))
        record = type(error).__qualname__, (), str(error), trace, None, pickle.dumps(error)
        with socket.socket(fileno=int(number)) as end:
            send(end, failed_answer(_PYTHON_FAILURE, pickle.dumps(record)), [])
        sys.exit(1)


def _close_input() -> None:
    """Read nothing: several readers of one terminal would each get a part."""
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    for number in (1, 2):  # .NET would open something else under a number that is free
        try:
            os.fstat(number)
        except OSError:
            os.dup2(null, number)
    if null > 2:
        os.close(null)
