"""What a target returns, which ``BaseProcess.run`` drops."""

import functools
import itertools

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from typing import Any


class Returned:
    """Catches what the target of a process returns, while ``run()`` calls it.

    No frame of this file may stand in the traceback of what the target raises: it is to be that of a process without a
    result. So what is called instead of the target is none of Python's functions.
    """

    def __init__(self, process: "Any") -> None:
        self._process, self._values = process, []
        self._given = process._target, process._args, process._kwargs
        if process._target:
            call = functools.partial(process._target, *process._args, **process._kwargs)
            process._target = functools.partial(next, map(self._values.append, itertools.starmap(call, [()])))
            process._args, process._kwargs = (), {}

    def take(self) -> "Any":
        """Give the process its target back, and return what that returned; None where it has not."""
        self._process._target, self._process._args, self._process._kwargs = self._given
        return self._values.pop() if self._values else None
