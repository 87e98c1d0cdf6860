"""An actor: connects to the board, does what it is asked, and answers. Every process and thread is one."""

import json
import os
import socket
import threading
import time

import endings
from values import UnknownStep

_connections = []


class Connection:
    """JSON lines over the board's socket."""

    def __init__(self, board, label):
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.connect(board)
        self._lines = self._socket.makefile("r", encoding="utf-8", newline="\n")
        self.label = label
        self.pid = os.getpid()
        in_thread = threading.current_thread() is not threading.main_thread()
        self.send({"hello": label, "pid": self.pid, "thread": in_thread})

    def send(self, document):
        self._socket.sendall(json.dumps(document).encode("utf-8") + b"\n")

    def receive(self):
        """The next request; None when the stage is gone."""
        line = self._lines.readline()
        return json.loads(line) if line else None

    def close(self):
        self._lines.close()
        self._socket.close()

    def abandon(self):
        """Closes a forked copy, whose reader may be locked for ever by a thread that was not forked with it."""
        os.close(self._socket.detach())


def prepare():
    """Imports what serving takes."""
    import operations  # noqa: F401


def serve(board, label, received=None):
    """Answers requests until one of them ends this actor, and ends as that one says."""
    from operations import Operations

    connection = Connection(board, label)
    # Kept until the process has ended: the stage takes the closed connection for the end of the process.
    _connections.append(connection)
    operations = Operations(board, received)
    while True:
        request = connection.receive()
        if request is None:
            return None
        if endings.is_ending(request):
            connection.send({"id": request["id"], "ending": request["op"]})
            return endings.end(request)
        connection.send(dict(_perform(operations, request, connection), id=request["id"]))


def serve_thread(board, label):
    """As ``serve``, for a thread: its connection ends with it."""
    try:
        serve(board, label)
    finally:
        for connection in list(_connections):
            if connection.label == label:
                connection.close()


def forget_connections():
    """Closes what a forked child has inherited: those connections are its parent's."""
    for connection in [c for c in _connections if c.pid != os.getpid()]:
        _connections.remove(connection)
        connection.abandon()


def _perform(operations, request, connection):
    """Does one step and returns its observation; of a timed one also how long it took, whatever came of it."""
    began = time.monotonic()
    answer = _attempt(operations, request, connection)
    if "timed" in request and "unsupported" not in answer:
        answer["elapsed"] = time.monotonic() - began
    return answer


def _attempt(operations, request, connection):
    try:
        if "async" in request:
            # Inside the try: a signal that is sent to this actor from now on is this step's.
            connection.send({"id": request["id"], "begun": True})
        return operations.perform(request)
    except UnknownStep as error:
        return {"unsupported": str(error)}
    except BaseException as error:
        return {"error": {"type": type(error).__name__, "text": str(error)}}
