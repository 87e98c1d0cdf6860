"""One process that is ready to become this program, and does so in a fork for each scenario.

What a program does before its first step, above all its imports, takes longer than most scenarios. No thread runs here
and nothing of a scenario has begun, so a fork is what a new process would be at this point.
"""

import array
import json
import multiprocessing
import os
import socket
import sys

_STANDARD_STREAMS = 3


def become_program(number, description):
    """Announces the description, then answers each request of the stage with a fork.

    Returns in the forks alone, with their command line in ``sys.argv``; ``number`` is the descriptor of the socket.
    """
    control = socket.socket(fileno=number)
    _tell(control, description)
    options = sys.argv[:1] + _without_prepare(sys.argv[1:])
    while True:
        request, streams = _receive(control)
        if request is None:
            sys.exit()
        if len(os.listdir("/proc/self/task")) > 1:
            sys.exit("a process with threads cannot be forked into programs")
        pid = os.fork()
        if pid == 0:
            _begin(control, streams, request["directory"])
            sys.argv = options + request["arguments"]
            return
        for stream in streams:
            os.close(stream)
        _tell(control, {"pid": pid})
        _, status = os.waitpid(pid, 0)
        _tell(control, {"exit": -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)})


def _without_prepare(words):
    at = words.index("--prepare")
    return words[:at] + words[at + 2 :]


def _receive(control):
    """A request and the three descriptors that came with it; None at the end."""
    descriptors = array.array("i")
    room = socket.CMSG_SPACE(_STANDARD_STREAMS * descriptors.itemsize)
    line, rights, _, _ = control.recvmsg(65536, room)
    if not line:
        return None, []
    for _, _, data in rights:
        descriptors.frombytes(data)
    while not line.endswith(b"\n"):
        line += control.recv(65536)
    return json.loads(line.decode("utf-8")), list(descriptors)


def _begin(control, streams, directory):
    """What a parent arranges for a new process: session, streams, directory; and what only this one has is closed."""
    os.setsid()
    control.close()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(directory)
    # Every program makes a key of its own.
    multiprocessing.current_process().authkey = os.urandom(32)


def _tell(control, document):
    control.sendall(json.dumps(document).encode("utf-8") + b"\n")
