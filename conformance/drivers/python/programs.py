"""Other ways to be a program than a script: this process becomes one of them."""

import os
import sys

_FOLDER = os.path.dirname(os.path.abspath(__file__))

_COMMAND = """
import multiprocessing, sys
sys.path.insert(0, sys.argv[1])
import actor, library
def local_function():
    pass
if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[2])
    actor.serve(sys.argv[3], "main")
"""


def _become_unguarded(method, board):
    os.execv(sys.executable, [sys.executable, os.path.join(_FOLDER, "unguarded.py"), method, board])


def _become_command(method, board):
    os.execv(sys.executable, [sys.executable, "-c", _COMMAND, _FOLDER, method, board])


def _become_stdin(method, board):
    source, sink = os.pipe()
    os.write(sink, _COMMAND.encode("ascii"))
    os.close(sink)
    os.dup2(source, 0)
    os.execv(sys.executable, [sys.executable, "-", _FOLDER, method, board])


def _run_again(executable, options, method, board):
    program = os.path.join(_FOLDER, "program.py")
    os.execv(executable, [executable, *options, program, "--method", method, "--board", board])


def _become_flags(method, board):
    options = ["-O", "-B", "-s", "-W", "ignore::UserWarning", "-X", "faulthandler", "-X", "utf8"]
    _run_again(sys.executable, options, method, board)


def _become_renamed(method, board):
    os.symlink(sys.executable, "my-agent")
    _run_again(os.path.abspath("my-agent"), [], method, board)


PROGRAMS = {
    # Without a main guard, as beginners write it: importing it starts a process.
    "unguarded": _become_unguarded,
    # python -c
    "command": _become_command,
    # python < program
    "stdin": _become_stdin,
    # python -O -W ... program
    "flags": _become_flags,
    # The interpreter under a name that does not say what it is.
    "renamed": _become_renamed,
}
