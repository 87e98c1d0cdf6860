"""The processes of one scenario: the program, what it and its children print, and what they leave behind."""

import os
import signal
import subprocess
import threading
import time


TRACKER_SECONDS = 10  # how long a resource tracker has to unlink what killed processes left


class Troupe:
    """Runs the program in a session of its own, so that every descendant can be found again."""

    def __init__(self, command, board, directory, stdin_text):
        self._board = board
        self._output = {"stdout": b"", "stderr": b""}
        self._open_streams = 0
        self._program = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=directory,
            env=program_environment(),
            start_new_session=True,
        )
        self._feed(stdin_text)
        self._capture("stdout", self._program.stdout)
        self._capture("stderr", self._program.stderr)
        self._watch_exit()

    @property
    def pid(self):
        return self._program.pid

    @property
    def exited(self):
        return self._program.returncode is not None

    @property
    def exit_code(self):
        return self._program.returncode

    @property
    def silent(self):
        """True once nobody holds the output pipes any more."""
        return self._open_streams == 0

    def lines(self, stream):
        """What was written to ``stdout`` or ``stderr``, line by line; an unfinished last line is marked."""
        text = self._output[stream].decode("utf-8", "backslashreplace")
        *complete, rest = text.split("\n")
        return complete + ([rest + "<no newline>"] if rest else [])

    def leftovers(self, deadline):
        """Processes of the session that have not ended by the deadline, as command lines."""
        while True:
            found = _members_of_session(self.pid)
            if not found or time.monotonic() > deadline:
                return sorted(found.values())
            time.sleep(0.005)  # Nothing announces the end of a process that is not ours.

    def dismiss(self):
        """Kills whatever is left, and waits for the program itself."""
        found = _members_of_session(self.pid)
        if found:
            # A resource tracker ends by itself when the others have, and unlinks what they cannot any more.
            _kill(pid for pid, words in found.items() if "resource_tracker" not in words)
            self.leftovers(time.monotonic() + TRACKER_SECONDS)
            _kill(_members_of_session(self.pid))
        self._exit_watch.join()
        os.close(self._exit_notice)
        for stream in (self._program.stdin, self._program.stdout, self._program.stderr):
            stream.close()

    def _feed(self, text):
        self._program.stdin.write(text.encode("utf-8"))
        self._program.stdin.flush()

    def _capture(self, name, stream):
        self._open_streams += 1

        def read():
            data = os.read(stream.fileno(), 65536)
            if data:
                self._output[name] += data
            else:
                self._board.unwatch(stream)
                self._open_streams -= 1

        self._board.watch(stream, read)

    def _watch_exit(self):
        # A pidfd would do, on newer Pythons and Linux only; a thread that waits does everywhere.
        self._exit_notice, announce = os.pipe()

        def wait():
            self._program.wait()
            os.close(announce)

        self._exit_watch = threading.Thread(target=wait, daemon=True)
        self._exit_watch.start()
        self._board.watch(self._exit_notice, lambda: self._board.unwatch(self._exit_notice))


def program_environment():
    """The environment of a program: the caller's without what would change Python's own behaviour."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}


def _kill(pids):
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def is_running(pid):
    """False once the process can be reaped, or has been."""
    try:
        # The first thread of a process can be a zombie while others have not ended yet.
        return _state_and_session(pid)[0] not in _ENDED or len(os.listdir("/proc/{}/task".format(pid))) > 1
    except OSError:
        return False


# A zombie has ended: it only waits for its parent, or for an init that does not reap.
_ENDED = (b"Z", b"X")


def _state_and_session(pid):
    with open("/proc/{}/stat".format(pid), "rb") as stat:
        state, _, _, session = stat.read().rpartition(b")")[2].split()[:4]
    return state, int(session)


def _members_of_session(session):
    found = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            state, member_of = _state_and_session(entry)
            if member_of != session or state in _ENDED:
                continue
            with open("/proc/{}/cmdline".format(entry), "rb") as command:
                words = command.read().replace(b"\0", b" ").decode("utf-8", "backslashreplace")
        except OSError:
            continue  # It ended while we looked.
        found[int(entry)] = words.strip()
    return found
