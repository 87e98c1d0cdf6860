"""What other modules and packages read, write and call of a process beside its public members: as on the original."""

from __future__ import annotations

import copy
import multiprocessing
import multiprocessing.process as mp_process
import pickle
import re
import signal
import threading
import unittest
import weakref
from collections.abc import Callable
from multiprocessing.connection import wait
from typing import Any

import targets
from support import PYBRIDGE, SPAWN, ProcessTestCase, outcome, run_python

PARENT_MEMBERS = (
    "name", "daemon", "pid", "ident", "exitcode", "authkey", "sentinel", "_identity", "_parent_pid", "_parent_name",
    "_closed", "_name", "_popen", "_target", "_args",
)
CALLS = ("join", "is_alive", "terminate", "kill", "start", "close", "is_alive")


class SurfaceTests(ProcessTestCase):
    def compare(self, action: Callable[[Any], Any]) -> None:
        self.assertEqual(_shown(action(PYBRIDGE)), _shown(action(SPAWN)))

    def running(self, context: Any) -> Any:
        process, reader = self.start_sender(context, targets.announce_and_block, name="N")
        reader.recv()
        return process

    def test_popen_of_a_running_process(self) -> None:
        def look(context: Any) -> Any:
            process = self.running(context)
            popen = process._popen
            return (
                process in mp_process._children, popen.poll(), popen.returncode, popen.wait(0), popen.wait(timeout=0.01),
                popen.pid == process.pid, popen.sentinel == process.sentinel, wait([process.sentinel], 0),
            )

        self.compare(look)

    def test_popen_of_an_ended_process(self) -> None:
        def look(context: Any) -> Any:
            process = self.running(context)
            popen = process._popen
            popen._send_signal(signal.SIGTERM)
            ended = popen.wait(), popen.poll(), popen.returncode, process.exitcode, process in mp_process._children
            signals = popen.terminate(), popen.kill(), popen._send_signal(signal.SIGTERM)
            process.join()
            process.close()
            return ended, signals, process._popen

        self.compare(look)

    def test_pickles_and_copies(self) -> None:
        def look(context: Any) -> Any:
            initial, running = context.Process(name="I"), self.running(context)
            ended = self.start(context.Process(target=targets.nothing, name="E"))
            ended.join()
            found = [outcome(lambda: pickle.loads(pickle.dumps(context.Process)) is context.Process)]
            for process in (initial, running, ended):
                found += [
                    outcome(lambda: pickle.dumps(process)),
                    outcome(lambda: copy.deepcopy(process)),
                    outcome(lambda: pickle.dumps(process.authkey)),
                    outcome(lambda: copy.copy(process.authkey)),
                    outcome(lambda: (copy.copy(process).name, type(copy.copy(process)) is type(process))),
                    outcome(context.Process(target=targets.nothing, args=(running,)).start),
                    (process == process, process != initial, hash(process) == hash(process), bool(process)),
                    weakref.ref(process)() is process,
                ]
            return found

        self.compare(look)

    def test_an_initial_process_as_an_argument(self) -> None:
        def look(context: Any) -> Any:
            return self.ask_child(context, describe_argument, context.Process(name="argument", daemon=True))

        self.compare(look)

    def test_configuration(self) -> None:
        def look(context: Any) -> Any:
            process = context.Process()
            process._config["of another package"] = 5
            taken = sorted(process._config), process._config.get("none"), process._config.pop("of another package")
            process._config = {**process._config, "semprefix": "/other"}
            process._config["daemon"] = True
            return taken, process.daemon, process._config["semprefix"], process._config["authkey"] == process.authkey

        self.compare(look)

    def test_a_daemon_by_its_configuration_starts_nothing(self) -> None:
        def look(context: Any) -> Any:
            process = context.Process(target=targets.nothing, daemon=False)
            config = mp_process.current_process()._config
            config["daemon"] = True
            try:
                refused = outcome(process.start), context.Process().daemon
            finally:
                del config["daemon"]
            self.start(process).join()
            return refused, process.exitcode

        self.compare(look)

    def test_after_a_start_that_failed(self) -> None:
        def look(context: Any) -> Any:
            process = context.Process(target=lambda: None, args=(1,), name="N")
            error = outcome(process.start)
            state = process._popen, process.pid, process._args, process in mp_process._children, repr(process)
            process._target = targets.square
            self.start(process).join()
            return error, state, process.exitcode, hasattr(process, "_target"), hasattr(process, "_args")

        self.compare(look)

    def test_cleanup_reaps(self) -> None:
        def look(context: Any) -> Any:
            processes = [self.start(context.Process(target=targets.exit_with, args=(code,))) for code in range(3)]
            for process in processes:
                process.join()
                mp_process._children.add(process)  # as if nobody had joined it
            mp_process._cleanup()
            return mp_process._children, [process.exitcode for process in processes]

        self.compare(look)

    def test_what_the_child_sees_of_itself_and_its_parent(self) -> None:
        def look(context: Any) -> Any:
            return self.ask_child(context, describe_ends, name="N", daemon=True)

        self.compare(look)


class ParentExitTests(unittest.TestCase):
    SCRIPT = """
        import multiprocessing, sys, targets
        import pybridge
        if __name__ == "__main__":
            multiprocessing.log_to_stderr("DEBUG")
            context = multiprocessing.get_context(sys.argv[1])
            reader, writer = context.Pipe(duplex=False)
            daemon = context.Process(target=targets.announce_and_block, args=(writer,), name="D", daemon=True)
            daemon.start()
            reader.recv()
            other = context.Process(target=targets.nothing, name="O")
            other.start()
            sys.exit(int(sys.argv[2]))
        """

    def test_the_log_of_an_exit(self) -> None:
        for code in ("0", "5"):
            with self.subTest(code=code):
                told = {}
                for name in ("spawn", "pybridge"):
                    result = run_python(self.SCRIPT, name, code)
                    # Those that have ended by then are not joined: which ones is a matter of time.
                    told[name] = result.returncode, sorted(
                        line for line in result.stderr.splitlines() if "calling join() for" not in line
                    )
                self.assertEqual(told["pybridge"], told["spawn"])
                self.assertIn("[INFO/MainProcess] calling terminate() for daemon D", told["spawn"][1])


def describe_argument(writer: Any, process: Any) -> None:
    calls = [outcome(lambda: getattr(process, name)()) for name in ("start", "join", "is_alive")]
    writer.send((repr(process), process.name, process.daemon, process.pid, process.exitcode, calls))


def describe_ends(writer: Any) -> None:
    """Send every member of the parent's object and one's own, those that change something last."""
    found = []
    for process in (multiprocessing.parent_process(), multiprocessing.current_process()):
        for name in PARENT_MEMBERS:
            value = outcome(lambda: getattr(process, name))
            found.append((name, type(value).__name__ if isinstance(value, int) and value > 1 else repr(value)))
        found.append(repr(process))
        found += [(name, outcome(lambda: getattr(process, name)(*([0] if name == "join" else [])))) for name in CALLS]
        found.append(repr(process))
    found += [
        multiprocessing.active_children(), mp_process._children, [thread.name for thread in threading.enumerate()],
        mp_process.ORIGINAL_DIR, hasattr(multiprocessing.current_process(), "_inheriting"),
        multiprocessing.Process().name, multiprocessing.get_start_method(),
    ]
    writer.send(found)


def _shown(value: Any) -> str:
    text = repr(value).replace("SpawnProcess", "Process").replace("pybridge.process.", "").replace("'pybridge'", "'spawn'")
    text = text.replace("multiprocessing.context.", "")
    text = re.sub(r"\b(pid|parent)=\d+", r"\1=N", text)
    return re.sub(r"0x[0-9a-f]+|Process-[\d:]+|\(\d+,\)", "…", text)


if __name__ == "__main__":
    unittest.main()
