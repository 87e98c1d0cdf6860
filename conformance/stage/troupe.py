"""The processes of one scenario: the program, what it and its children print, and what they leave behind."""

import os
import time

import processes

TRACKER_SECONDS = 10  # how long a resource tracker has to unlink what killed processes left

OUTPUT_BYTES = 1 << 20  # of each stream; no scenario prints a hundredth of it


class Troupe:
    """Runs the program; whatever comes of it can be found, for orphans are adopted by this process."""

    def __init__(self, programs, arguments, board, directory, stdin_text):
        self._board = board
        self._programs = programs
        self._output = {"stdout": bytearray(), "stderr": bytearray()}
        self._dropped = {"stdout": 0, "stderr": 0}
        self._open_streams = 0
        self._survivors = None
        stdin, self._stdin = os.pipe()
        self._streams = []
        ours, theirs = zip(os.pipe(), os.pipe())
        try:
            self._program = programs.start(arguments, directory, (stdin, *theirs))
        finally:
            for descriptor in (stdin, *theirs):
                os.close(descriptor)
            self._streams.extend(ours)
        os.write(self._stdin, stdin_text.encode("utf-8"))
        self._capture("stdout", ours[0])
        self._capture("stderr", ours[1])
        self._board.watch(self._program.notice, self._note_exit)

    @property
    def exited(self):
        return self._program.exit_code is not None

    @property
    def exit_code(self):
        return self._program.exit_code

    @property
    def silent(self):
        """True once nobody holds the output pipes any more."""
        return self._open_streams == 0

    def lines(self, stream):
        """What was written to ``stdout`` or ``stderr``, line by line; an unfinished last line is marked."""
        text = self._output[stream].decode("utf-8", "backslashreplace")
        *complete, rest = text.split("\n")
        if self._dropped[stream]:
            return complete + [rest + "<{} more bytes>".format(self._dropped[stream])]
        return complete + ([rest + "<no newline>"] if rest else [])

    def has_reaped(self, pid):
        """Whether nothing is left of a process, not even a zombie; its own parent may have left it to us."""
        if pid != self._program.pid:
            processes.reap_one(pid)
        return not os.path.exists("/proc/%d" % pid)

    def leftovers(self, deadline):
        """What has not ended by the deadline, as command lines."""
        while True:
            self._survivors = processes.survivors(self._programs.pids, self._program.pid)
            found = list(filter(None, map(processes.command_line, self._survivors)))
            if not found or time.monotonic() > deadline:
                return sorted(found)
            time.sleep(0.005)  # Nothing announces the end of a process that is not ours.

    def dismiss(self):
        """Kills whatever is left, and waits for the program itself."""
        if self._survivors is None:
            self.leftovers(deadline=0)
        if self._survivors:
            # A resource tracker ends by itself when the others have, and unlinks what they cannot any more.
            processes.kill(pid for pid in self._survivors if "resource_tracker" not in (processes.command_line(pid) or ""))
            self.leftovers(time.monotonic() + TRACKER_SECONDS)
            processes.kill(self._survivors)
            self.leftovers(time.monotonic() + TRACKER_SECONDS)
        self._program.close()
        for descriptor in (self._stdin, *self._streams):
            os.close(descriptor)

    def _note_exit(self):
        self._board.unwatch(self._program.notice)
        self._program.take_notice()

    def _capture(self, name, stream):
        self._open_streams += 1
        output = self._output[name]

        def read():
            data = os.read(stream, 65536)
            if not data:
                self._board.unwatch(stream)
                self._open_streams -= 1
                return
            room = OUTPUT_BYTES - len(output)
            output.extend(data[:room])
            self._dropped[name] += max(0, len(data) - room)

        self._board.watch(stream, read)
