"""The start method "pybridge-standby": children by processes that were started ahead.

``multiprocessing.set_start_method("pybridge-standby")`` or ``pybridge.get_context("pybridge-standby")``. A child is the same
as with "pybridge", and is there much sooner: a process that has loaded its interpreter, and waits, becomes the child.
"""

from ._methods import STANDBY_METHOD
from .process import Process as _Process

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterable
    from multiprocessing.process import BaseProcess

__all__ = ["Process", "set_standby", "stats"]


class Process(_Process):
    """A process that is started by a worker of the reserve, where one fits; see ``pybridge.Process``."""

    _start_method = str(STANDBY_METHOD)

    @staticmethod
    def _Popen(process_obj: "BaseProcess") -> object:  # noqa: N802 - CPython's name
        return _Process._popen_of(process_obj, standby=True)


def set_standby(
    python: int = 2,
    csharp: int = 0,
    preload: "Iterable[str]" = (),
    interpreter: "str | None" = None,
    *,
    idle_timeout: "float | None" = 300,
) -> None:
    """Say how many processes are to be ready, and start them in the background, one at a time.

    ``python`` is how many wait to run a Python target, ``csharp`` how many to run a C# method, both 0 to 1000. ``preload``
    names modules that those for Python import ahead; ``"__main__"`` is the main module, whose import in the child is
    otherwise most of what a start takes. What a module prints meanwhile goes nowhere, and it sees environment, current
    directory and arguments of that moment. ``interpreter`` is the path of the interpreter, by default that of every child.
    A worker that has waited ``idle_timeout`` seconds is ended; the next start brings it back; None lets it wait without
    end.

    In a process that is still importing its main module as a child, this takes effect with its first start. ValueError for
    numbers out of range, TypeError for a ``preload`` that is one ``str``.
    """
    from . import _reserve

    _reserve.configure(python, csharp, preload, interpreter, idle_timeout)


def stats(target: str = "python") -> "dict[str, int]":
    """Return what has become of the starts of this process, and how its reserve stands.

    ``target`` says for which targets: "python" or "csharp"; anything else is a ValueError.

    ``wanted``, ``idle`` and ``starting`` count workers; ``warm`` counts starts that a worker took over, ``died`` workers that
    ended before they were needed, and ``cold: …`` the other starts, by why no worker took them over.
    """
    from . import _reserve

    return _reserve.stats(target)
