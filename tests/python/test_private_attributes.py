"""Every attribute that CPython's process objects and their ``_popen`` have, read, written and deleted in each state."""

from __future__ import annotations

import contextlib
import copy
import os
import re
import unittest
from collections.abc import Callable, Iterator
from typing import Any

import targets
from support import PYBRIDGE, SPAWN, StateTestCase, captured_stderr, outcome

import multiprocessing
from multiprocessing import popen_spawn_posix

import pybridge

# What docs/python.md says is different: where the child is told from others, C# goes by the child itself.
DIFFERENT = {("sentinel", "deleted"), ("pid", "deleted"), ("returncode", "= None")}
_NO_VALUE = type("NoValue", (), {})


class FakePopen:
    """What a test of somebody's puts in the place of a process."""

    pid, sentinel, returncode = 4, 5, None

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float | None = None) -> int | None:
        return 7

    def close(self) -> None:
        pass


WRITTEN: dict[str, tuple[Any, ...]] = {
    "_identity": ((9,), "text", ()),
    "_config": ({}, {"authkey": b"k", "daemon": 1}),
    "_parent_pid": (1, None),
    "_parent_name": ("somebody", None),
    "_popen": (None, FakePopen()),
    "_closed": (True, False, "yes"),
    "_target": (None, targets.nothing),
    "_args": ((), (1,)),
    "_kwargs": ({}, {"number": 1}),
    "_name": ("renamed", 5),
    "_sentinel": (99,),
    "_start_method": ("spawn",),
    "returncode": (7, None),
    "finalizer": (None,),
    "_fds": ([],),
    "method": ("other",),
    "DupFd": (None,),
    "pid": (999_999_999,),
    "sentinel": (99,),
}

LOOKS: dict[str, Callable[[Any], Any]] = {
    "exitcode": lambda process: process.exitcode,
    "is_alive": lambda process: process.is_alive(),
    "join": lambda process: process.join(0),
    "pid": lambda process: type(process.pid).__name__,
    "ident": lambda process: process.ident == process.pid,
    "name": lambda process: process.name,
    "daemon": lambda process: process.daemon,
    "set daemon": lambda process: setattr(process, "daemon", process.daemon),
    "authkey": lambda process: bytes(process.authkey) == bytes(multiprocessing.current_process().authkey),
    "sentinel": lambda process: type(process.sentinel).__name__,
    "poll": lambda process: process._popen.poll(),
    "wait": lambda process: process._popen.wait(0),
    "returncode": lambda process: process._popen.returncode,
    "popen's pid": lambda process: process._popen.pid == process.pid,
    "repr": lambda process: _masked(repr(process)),
}


class WalkTests(StateTestCase):
    def walk(self, prepare: Callable[[Any], Any]) -> None:
        """Change one attribute after the other in a state, look, and put it right again: on both the same is seen."""
        self.compare(*(list(_walked(prepare(context), LOOKS)) for context in (SPAWN, PYBRIDGE)))

    def compare(self, theirs: list[Any], ours: list[Any]) -> None:
        self.assertGreaterEqual(len(theirs), 90)
        seen = {step[:3]: step[3] for step in ours}
        for *step, expected in theirs:
            with self.subTest(step=step):
                self.assertEqual(seen.get(tuple(step)), expected)

    def test_initial(self) -> None:
        self.walk(self.initial)

    def test_running(self) -> None:
        self.walk(self.running)

    def test_ended(self) -> None:
        self.walk(self.ended)

    def test_closed(self) -> None:
        self.walk(self.closed)

    def test_in_the_child(self) -> None:
        theirs, ours = (self.ask_child(context, tell_of_oneself, name="N") for context in (SPAWN, PYBRIDGE))
        self.assertEqual(ours.pop(), theirs.pop())
        self.compare(theirs, ours)

    def test_the_main_process(self) -> None:
        mains = multiprocessing.current_process(), pybridge.current_process()
        theirs, ours = (list(_walked(process, LOOKS)) for process in mains)
        self.compare(theirs, ours)

    def test_starts_with_another_attribute(self) -> None:
        for name in vars(self.initial(SPAWN)):
            for value in (*WRITTEN[name], _NO_VALUE):
                with self.subTest(attribute=name, value=repr(value)):
                    theirs, ours = (self.started_with(context, name, value) for context in (SPAWN, PYBRIDGE))
                    self.assertEqual(ours, theirs)

    def started_with(self, context: Any, name: str, value: Any) -> Any:
        process = self.initial(context)
        if value is _NO_VALUE:
            delattr(process, name)
        else:
            setattr(process, name, value)
        with captured_stderr() as errors:
            started = outcome(lambda: self.start(process) and None)
            joined = outcome(process.join)
        last = errors().splitlines()[-1:]
        return _masked(repr((started, joined, outcome(lambda: process.exitcode), last)))


class WalkedBeforeInitTests(unittest.TestCase):
    def test_written_before_init(self) -> None:
        for name, values in WRITTEN.items():
            if isinstance(getattr(SPAWN.Process, name, None), property):
                continue
            with self.subTest(attribute=name):
                seen = []
                for context in (SPAWN, PYBRIDGE):
                    process = context.Process.__new__(context.Process)
                    setattr(process, name, values[0])
                    before = getattr(process, name)
                    context.Process.__init__(process, name="N")
                    seen.append((before, getattr(process, name, None) == values[0], _masked(repr(process))))
                self.assertEqual(seen[1], seen[0])


def _walked(process: Any, looks: dict[str, Callable[[Any], Any]]) -> Iterator[tuple[str, str, str, Any]]:
    """Yield what is seen of a process with each attribute changed: whose, which, how and what."""
    for owner, obj, theirs in (("process", process, SPAWN.Process), ("popen", process._popen, popen_spawn_posix.Popen)):
        for name in _walked_names(obj, theirs):
            yield owner, name, "read", outcome(lambda: _kind(getattr(obj, name)))
            for given in (*WRITTEN.get(name, (None, seven)), _NO_VALUE):
                value = copy.copy(given)  # looking may change it
                how = "deleted" if value is _NO_VALUE else f"= {value!r}"
                with _kept(process), _kept(obj):
                    changed = outcome(lambda: delattr(obj, name) if value is _NO_VALUE else setattr(obj, name, value))
                    if value is _NO_VALUE:
                        seen: list[Any] = [outcome(lambda: _kind(getattr(obj, name)))]
                    else:
                        seen = [outcome(lambda: getattr(obj, name) is value)]
                    if (name, how) not in DIFFERENT:
                        seen += [(look, outcome(lambda: looks[look](process))) for look in looks]
                yield owner, name, _masked(how), _masked(repr((changed, seen)))


def _walked_names(obj: Any, theirs: Any) -> list[str]:
    """Return all names that CPython's object has, those of its class included; of ours those that it has of these."""
    names = (name for name in dir(obj) if not name.startswith("__")) if obj is not None else ()
    is_ours = type(obj).__module__.startswith("pybridge")
    return [name for name in names if not is_ours or name in WRITTEN or hasattr(theirs, name)]


def _kind(value: Any) -> str:
    return "callable" if callable(value) else type(value).__name__


def seven(*arguments: Any) -> int:
    """Stand in for a method."""
    return 7


@contextlib.contextmanager
def _kept(obj: Any) -> Iterator[None]:
    """Put the attributes of an object right again, and those in its configuration."""
    attributes, configuration = dict(vars(obj)), dict(getattr(obj, "_config", {}))
    try:
        yield
    finally:
        vars(obj).clear()
        vars(obj).update(attributes)
        if "_config" in attributes:
            attributes["_config"].clear()
            attributes["_config"].update(configuration)


def tell_of_oneself(writer: Any) -> None:
    current = multiprocessing.current_process()
    looks = {name: look for name, look in LOOKS.items() if "popen" not in name}
    writer.send([*_walked(current, looks), sorted(vars(current))])


def _masked(text: str) -> str:
    for pid in sorted({str(os.getpid()), str(os.getppid())}, key=len, reverse=True):
        text = text.replace(f"parent={pid}", "parent=PARENT")
    text = text.replace("SpawnProcess", "Process").replace("popen_spawn_posix", "_popen").replace("multiprocessing.", "pybridge.")
    return re.sub(r"pid=\d+", "pid=PID", re.sub(r" at 0x[0-9a-f]+", "", text))


if __name__ == "__main__":
    unittest.main()
