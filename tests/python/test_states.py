"""Every member in every state, on real multiprocessing and on pybridge: the same value, or the same error."""

from __future__ import annotations

import os
import unittest
from collections.abc import Callable
from typing import Any

from support import PYBRIDGE, SPAWN, StateTestCase, captured_stderr, outcome, run_python

import multiprocessing

import pybridge

MEMBERS: dict[str, Callable[[Any], Any]] = {
    "join": lambda process: process.join(0),
    "join with a text": lambda process: process.join("1"),
    "join with two timeouts": lambda process: outcome(lambda: process.join(0, 0))[0],
    "is_alive": lambda process: process.is_alive(),
    "name": lambda process: process.name,
    "name=5": lambda process: setattr(process, "name", 5),
    "name=''": lambda process: (setattr(process, "name", ""), process.name, setattr(process, "name", "N")),
    "daemon": lambda process: process.daemon,
    "daemon=": lambda process: (setattr(process, "daemon", process.daemon), process.daemon),
    "pid": lambda process: type(process.pid),
    "ident": lambda process: type(process.ident),
    "exitcode": lambda process: process.exitcode,
    "authkey": lambda process: (type(process.authkey).__name__, bytes(process.authkey)),
    "authkey=str": lambda process: setattr(process, "authkey", "text"),
    "authkey=None": lambda process: setattr(process, "authkey", None),
    "authkey=bytearray": lambda process: (setattr(process, "authkey", bytearray(b"k")), process.authkey),
    "sentinel": lambda process: type(process.sentinel),
    "pid=": lambda process: _type_of_error(lambda: setattr(process, "pid", 1)),
    "exitcode=": lambda process: _type_of_error(lambda: setattr(process, "exitcode", 1)),
    "sentinel=": lambda process: _type_of_error(lambda: setattr(process, "sentinel", 1)),
    "with": lambda process: _type_of_error(lambda: process.__enter__()),
    "truth": bool,
    "_identity": lambda process: type(process._identity),
    "_closed": lambda process: process._closed,
    "_parent_pid": lambda process: process._parent_pid == os.getpid(),
    "_parent_name": lambda process: process._parent_name,
}

SIGNALS: dict[str, Callable[[Any], Any]] = {
    "terminate": lambda process: process.terminate(),
    "kill": lambda process: process.kill(),
}


def _type_of_error(action: Callable[[], Any]) -> Any:
    return outcome(action)[0]


class StateTests(StateTestCase):
    def compare(self, prepare: Callable[[Any], Any], members: dict[str, Callable[[Any], Any]]) -> None:
        theirs, ours = prepare(SPAWN), prepare(PYBRIDGE)
        for name, member in members.items():
            with self.subTest(member=name):
                expected = outcome(lambda: member(theirs))
                if isinstance(expected, tuple):
                    expected = tuple(
                        part.replace("SpawnProcess", "Process") if isinstance(part, str) else part for part in expected
                    )
                self.assertEqual(outcome(lambda: member(ours)), expected)

    def closed_unstarted(self, context: Any) -> Any:
        process = self.initial(context)
        process.close()
        return process

    def test_initial(self) -> None:
        self.compare(self.initial, {**MEMBERS, **SIGNALS})

    def test_running(self) -> None:
        self.compare(self.running, {**MEMBERS, "start": lambda process: process.start(), **_CLOSE})

    def test_ended(self) -> None:
        self.compare(self.ended, {**MEMBERS, **SIGNALS, "start": lambda process: process.start(), **_RUN})

    def test_closed(self) -> None:
        self.compare(self.closed, {**MEMBERS, **SIGNALS, **_CLOSE, "start": lambda process: process.start()})

    def test_closed_unstarted(self) -> None:
        members = {**MEMBERS, **SIGNALS, **_CLOSE, **_RUN, "start": lambda process: process.start()}
        self.compare(self.closed_unstarted, members)

    def test_main(self) -> None:
        theirs, ours = multiprocessing.current_process(), pybridge.current_process()
        for name, member in {**MEMBERS, **SIGNALS, **_CLOSE, **_RUN, "repr": repr}.items():
            if name in ("name=''", "authkey=bytearray"):
                continue  # they would change the process that runs the tests
            with self.subTest(member=name):
                self.assertEqual(outcome(lambda: member(ours)), outcome(lambda: member(theirs)))

    def test_interrupt(self) -> None:
        process = self.initial(PYBRIDGE)
        self.assertEqual(
            outcome(process.interrupt), ("AttributeError", "'NoneType' object has no attribute 'interrupt'")
        )
        with captured_stderr() as text:
            process = self.running(PYBRIDGE)
            process.interrupt()
            process.join()
        self.assertEqual(process.exitcode, 1)
        self.assertRegex(text(), r"^Process N:\n(?s:.*)KeyboardInterrupt\n$")

    def test_without_init(self) -> None:
        for name in ("start", "join", "pid", "exitcode", "name", "daemon", "authkey", "close", "is_alive", "sentinel"):
            with self.subTest(member=name):
                self.assertEqual(
                    outcome(lambda: _call(_Uninitialized(), name)),
                    outcome(lambda: _call(_UninitializedOfTheirs(), name)),
                )

    def test_repr(self) -> None:
        for prepare in (self.initial, self.running, self.ended, self.closed, self.closed_unstarted):
            with self.subTest(state=prepare.__name__):
                self.assertEqual(_shown(prepare(PYBRIDGE)), _shown(prepare(SPAWN)))


class OptimizedTests(unittest.TestCase):
    """``python -O`` takes the checks out of CPython, which then starts twice what it can; those in C# stay."""

    SCRIPT = """
        if __name__ == "__main__":  # a child that is killed shall have nothing to clean up
            import unittest
            import test_states
            from support import PYBRIDGE, multiprocessing, outcome

            class Told(test_states.StateTests):
                def compare(self, prepare, members):
                    process = prepare(PYBRIDGE)
                    for name, member in members.items():
                        print(self.id(), name, outcome(lambda: member(process)))

                test_main = test_interrupt = test_without_init = test_repr = None

            multiprocessing.current_process().authkey = b"the same in both runs"
            unittest.main()
        """

    def test_the_same_outcomes(self) -> None:
        told = {flags: run_python(self.SCRIPT, flags=flags) for flags in ((), ("-O",))}
        for result in told.values():
            self.assertEqual(result.returncode, 0, result.stderr)
        plain, optimized = (result.stdout for result in told.values())
        self.assertIn("test_closed start ('ValueError', 'process object is closed')", plain)
        self.assertIn("test_ended start ('AssertionError', 'cannot start a process twice')", plain)
        self.assertEqual(optimized, plain)


_CLOSE = {"close": lambda process: process.close()}
_RUN = {"run": lambda process: process.run()}


class _Uninitialized(pybridge.Process):
    def __init__(self) -> None:
        pass


class _UninitializedOfTheirs(SPAWN.Process):
    def __init__(self) -> None:
        pass


_UninitializedOfTheirs.__name__ = _Uninitialized.__name__


def _call(process: Any, name: str) -> Any:
    member = getattr(process, name)
    return member() if callable(member) else member


def _shown(process: Any) -> str:
    text = repr(process).replace("SpawnProcess", "Process")
    pid = process._popen and process._popen.pid
    return text.replace(f"pid={pid} ", "pid=PID ")


if __name__ == "__main__":
    unittest.main()
