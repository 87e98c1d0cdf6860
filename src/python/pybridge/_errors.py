"""The exceptions that ``multiprocessing`` has no word for."""

from __future__ import annotations


class ProcessDiedError(RuntimeError):
    """A process ended before it could hand back its result: by a signal, or by an exit in the middle.

    The text names the process and how it ended, with the last lines of its stderr where they were captured.
    """

    __module__ = "pybridge"


class WorkerDiedError(ProcessDiedError):
    """A worker of a ``ProcessPoolExecutor`` ended in the middle of a task, which is not done again.

    The text names the worker, its process id, its signal or exit code, and the task.
    """

    __module__ = "pybridge"


class RemoteTraceback(Exception):
    """The cause of an exception that comes from another process: its traceback, or its stack, there."""

    __module__ = "pybridge"

    def __init__(self, traceback: str) -> None:
        """Make one of the text that the other process would have printed; it stands in ``traceback``."""
        super().__init__(traceback)
        self.traceback = traceback

    def __str__(self) -> str:
        return f'\n"""\n{self.traceback}"""'


class RemoteError(Exception):
    """What the target of another process raised, where this one has no exception that says the same."""

    __module__ = "pybridge"

    def __init__(self, type_name: str, message: str, traceback: str, note: str = "") -> None:
        """Make one of what is told of an exception there, each an attribute here.

        ``type_name`` is the full name of its type in its own language, ``message`` and ``traceback`` are its texts, and
        ``note`` says why it is not raised itself.
        """
        super().__init__(type_name, message, traceback, note)
        self.type_name = type_name
        self.message = message
        self.traceback = traceback
        self.note = note

    def __str__(self) -> str:
        text = f"{self.type_name}: {self.message}" if self.message else self.type_name
        return f"{text} ({self.note})" if self.note else text
