"""How a program is started for a scenario: anew, or as a fork of one that is prepared."""

import array
import json
import os
import socket
import subprocess
import threading


class Fresh:
    """Starts the command anew for each scenario."""

    def __init__(self, command):
        self._command = command

    # Processes of the lane that belong to no scenario.
    pids = frozenset()

    def describe(self):
        """What the program says of itself."""
        described = subprocess.run(
            [*self._command, "--describe"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env=_environment(),
            check=True,
        )
        return json.loads(described.stdout.decode("utf-8"))

    def start(self, arguments, directory, streams):
        """Starts the program with the three standard streams, in a session of its own."""
        stdin, stdout, stderr = streams
        return _FreshProgram(
            subprocess.Popen(
                [*self._command, *arguments],
                stdin=stdin,
                stdout=stdout,
                stderr=stderr,
                cwd=directory,
                env=_environment(),
                start_new_session=True,
            )
        )

    def close(self):
        """There is nothing to end."""


class _FreshProgram:
    def __init__(self, process):
        self._process = process
        self.pid = process.pid
        self.exit_code = None
        # A pidfd would do, on newer Pythons and Linux only; a thread that waits does everywhere.
        self.notice, self._announce = os.pipe()
        self._watch = threading.Thread(target=self._wait, daemon=True)
        self._watch.start()

    def take_notice(self):
        """Called when ``notice`` can be read: the program has ended."""
        self.exit_code = self._process.returncode

    def close(self):
        self._watch.join()
        os.close(self.notice)

    def _wait(self):
        self._process.wait()
        os.close(self._announce)


class Prepared:
    """Keeps one process that has done all a program does before its first step, and is forked for each scenario."""

    def __init__(self, command):
        self._command = command
        self._process = None
        self._control = None
        self._description = None

    @property
    def pids(self):
        return frozenset() if self._process is None else frozenset([self._process.pid])

    def describe(self):
        """What the program says of itself."""
        self._prepare()
        return dict(self._description)

    def start(self, arguments, directory, streams):
        """Has the prepared process become the program, with the three standard streams, in a session of its own."""
        self._prepare()
        request = json.dumps({"arguments": arguments, "directory": directory}).encode("utf-8") + b"\n"
        self._control.sendmsg([request], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", streams))])
        return _ForkedProgram(self._answer()["pid"], self._control, self._answer)

    def close(self):
        """Lets the prepared process end, which it does when nobody can ask it any more."""
        if self._process is not None:
            self._control.close()
            self._process.wait()

    def _prepare(self):
        if self._process is not None and self._process.poll() is None:
            return
        self._control, other = socket.socketpair()
        with other:
            self._process = subprocess.Popen(
                [*self._command, "--prepare", str(other.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=_environment(),
                pass_fds=[other.fileno()],
                start_new_session=True,
            )
        self._description = self._answer()

    def _answer(self):
        line = b""
        while not line.endswith(b"\n"):
            # Not a byte of the next answer: whoever waits for that one looks whether the socket can be read.
            waiting = self._control.recv(4096, socket.MSG_PEEK)
            if not waiting:
                raise RuntimeError("the prepared program has ended, with exit code {}".format(self._process.wait()))
            line += self._control.recv(waiting.find(b"\n") + 1 or len(waiting))
        return json.loads(line.decode("utf-8"))


class _ForkedProgram:
    def __init__(self, pid, control, answer):
        self.pid = pid
        self.exit_code = None
        self.notice = control
        self._answer = answer

    def take_notice(self):
        """Called when ``notice`` can be read: the program has ended, and its parent says how."""
        self.exit_code = self._answer()["exit"]

    def close(self):
        if self.exit_code is None:
            self.take_notice()


def _environment():
    """The environment of a program: the caller's without what would change Python's own behaviour."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
