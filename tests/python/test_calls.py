"""Calls of C# methods: the worker that runs them, what crosses, and what ends it."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import ctypes
import multiprocessing
import os
import pickle
import re
import select
import shutil
import signal
import socket
import threading
import unittest
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pybridge
import targets
from acme import LIBRARY, CSharpTestCase, method, replaced_variables
from pybridge import _call_process, _calls
from support import descriptors, run_python

HELD = f"""
    import os, sys, threading
    import pybridge

    def method(name):
        return pybridge.csharp({str(LIBRARY)!r}, "Acme." + name)

    worker = method("Calls.ProcessId")()
"""
ENDINGS = {
    "the end of its main module": "",
    "exit": "sys.exit(3)",
    "an end without a word": "os._exit(0)",
    "a signal": "os.kill(os.getpid(), 9)",
    "an exception": "raise KeyError",
    "a call that goes on": """
    os.mkfifo(sys.argv[1])
    name = sys.argv[1] + ".started"
    threading.Thread(target=method("Calls.WaitFor"), args=(name, sys.argv[1]), daemon=True).start()
    while not os.path.exists(name):
        threading.Event().wait(0.001)
    worker = int(open(name).read())
    print(worker, flush=True)
    input()
    os.kill(os.getpid(), 9)
    """,
    "a forked child that lives on": """
    child = os.fork()
    if not child:
        print(worker, flush=True)
        input()
        os.kill(os.getppid(), 9)
        input()
        os._exit(0)
    os.wait()
    """,
}


class RefusedError(TypeError):
    """An error of a class's own, made of more than a text."""

    def __init__(self, first: int, second: int) -> None:
        super().__init__(first, second)


class Refusing:
    """Cannot be pickled, and says so in its own way."""

    def __reduce__(self) -> tuple[object, ...]:
        raise RefusedError(1, 2)


class CallTestCase(CSharpTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.addCleanup(end_workers)

    def fifo(self) -> tuple[str, str]:
        """Return the names of a fifo and of a file that tells that somebody waits for it."""
        number = len(list(self.folder.iterdir()))
        names = str(self.folder / f"started-{number}"), str(self.folder / f"fifo-{number}")
        os.mkfifo(names[1])
        return names

    def started(self, name: str) -> int:
        """Wait until a method has told which process it runs in."""
        while not os.path.exists(name):
            threading.Event().wait(0.001)
        return int(Path(name).read_text())

    @contextlib.contextmanager
    def blocked(self) -> Iterator[tuple[int, concurrent.futures.Future[int]]]:
        """Have a call that goes on; its worker and its outcome."""
        started, fifo = self.fifo()
        with concurrent.futures.ThreadPoolExecutor(1) as threads:
            future = threads.submit(method("Calls.WaitFor"), started, fifo)
            try:
                yield self.started(started), future
            finally:
                release(fifo, future)


def end_workers() -> None:
    if _calls._workers is not None:
        _calls._workers.end_all()


def release(fifo: str, future: concurrent.futures.Future[int]) -> None:
    """Let a method go on that waits for a fifo, or is about to, unless its call is over."""
    while not future.done():
        with contextlib.suppress(OSError):  # it has not opened its end yet
            os.close(os.open(fifo, os.O_WRONLY | os.O_NONBLOCK))
            return
        threading.Event().wait(0.001)


def ended(descriptor: int, seconds: float) -> bool:
    """Whether a process ends in time, given its pidfd."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(seconds * 1000))


class OutcomeTests(CallTestCase):
    def test_arguments_and_results(self) -> None:
        self.assertEqual(method("Answers.Add")(1, second=2), 3)
        self.assertEqual(method("Calls.Scale")(1.5), 3.0)
        self.assertEqual(method("Calls.Scale")(by=0.5, number=4), 2.0)
        self.assertEqual(method("Calls.LaterAsync")(5), 5)
        self.assertIsNone(method("Workers.Nothing")())
        self.assertEqual(method("Answers.Describe")()["list"], [1.5])
        self.assertEqual([method("Calls.Kind")(value) for value in (1, "a", b"abc")], ["int 1", "string a", "3 bytes"])

    def test_what_it_throws_is_raised(self) -> None:
        with self.assertRaises(ZeroDivisionError):
            method("Answers.Divide")(1, 0)
        with self.assertRaisesRegex(pybridge.RemoteError, "InvalidOperationException: no") as caught:
            method("Answers.Fail")("no")
        self.assertIn("Acme.Answers.Fail", str(caught.exception.__cause__))
        with self.assertRaises(pickle.PicklingError):
            method("Answers.Method")()

    def test_what_does_not_fit_is_raised(self) -> None:
        for _ in range(2):  # the second time the method is known
            with self.assertRaisesRegex(TypeError, "Add"):
                method("Answers.Add")(1)
            with self.assertRaises(TypeError):
                method("Answers.Add")(1, "b")
            self.assertEqual(method("Answers.Add")(1, 2), 3)
        with self.assertRaisesRegex(AttributeError, "no method 'Nowhere'"):
            method("Answers.Nowhere")()
        with self.assertRaisesRegex(TypeError, "no overload"):
            method("Calls.Kind")(1.5)
        with self.assertRaisesRegex(TypeError, "pickle"):
            method("Answers.Add")(1, threading.Lock())

    def test_what_cannot_be_pickled_is_named(self) -> None:
        add = method("Answers.Add")
        values = r"C# is given values: numbers, text, lists, dicts, dataclasses, arrays"
        threads = r"it is for the threads of one process; a pybridge\.Queue\(\) or one end of a pybridge\.Pipe\(\) can be given to"
        refused = r"args\[1\] of Acme\.Answers\.Add, of type lock, cannot cross to C#: cannot pickle '_thread\.lock' object \(" + threads
        with self.assertRaisesRegex(TypeError, refused):
            add(1, threading.Lock())
        nested: list[Any] = [1, {"a": (threading.Lock(),)}]
        with self.assertRaisesRegex(TypeError, r"^kwargs\['second'\]\[1\]\['a'\]\[0\] of Acme\.Answers\.Add, of type lock, "):
            add(1, second=nested)
        with self.assertRaisesRegex((AttributeError, pickle.PicklingError), r"^args\[0\] of .*, of type function, cannot cross.*" + values):
            add(lambda: 1, threading.Lock())
        with self.assertRaises(RefusedError) as caught:  # what has a class of its own says it in its own words
            add(Refusing(), 1)
        self.assertEqual(caught.exception.args, (1, 2))
        nested.append(nested)  # nothing is wrong with it but that it has no end
        with self.assertRaisesRegex(TypeError, r"^args\[0\]\[1\]\['a'\]\[0\] of "):
            add(nested, 1)

    def test_a_limit_of_descriptors_is_told(self) -> None:
        completed = run_python(f"""
            import resource
            import pybridge

            resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
            pybridge.csharp({str(LIBRARY)!r}, "Acme.Answers.Add")(1, 2)
        """)
        self.assertIn(
            "Too many open files (a process for calls of C# methods cannot be started: .NET keeps some 48 files open; "
            "`ulimit -n` is 32)", completed.stderr)

    def test_what_is_for_children_alone_is_told_where_it_can_go(self) -> None:
        advice = r"through inheritance \(a call goes to a process that is there already, so give the method to a pybridge\.Process"
        context = pybridge.get_context()
        queue = context.Queue()
        with self.assertRaisesRegex(RuntimeError, rf"^args\[0\] of Acme\.Answers\.Add, of type Queue, .*{advice}"):
            method("Answers.Add")(queue, 1)
        queue.close()
        for end in context.Pipe():
            with end, self.assertRaisesRegex(RuntimeError, advice) as caught:
                method("Answers.Add")(end, 1)
            self.assertIn("Connection objects should only be shared with C# through inheritance (a call goes to", str(caught.exception))
        no_socket = "C# has no counterpart of sockets; give it an address, or an end of a pybridge.Pipe()"
        for end in socket.socketpair():
            with end, self.assertRaisesRegex(RuntimeError, re.escape(f"socket objects should only be shared with C# through inheritance ({no_socket})")):
                method("Answers.Add")(end, 1)
        for end in socket.socketpair():
            with end, self.assertRaisesRegex(TypeError, re.escape(f"cannot convert 'first' from socket.socket to System.Int32 ({no_socket})")):
                pybridge.Process(target=method("Answers.Add"), args=(end, 1)).start()
        no_counterpart = r"\(C# has no counterpart of locks and events; use them in Python alone, or have C# wait for a queue or a connection\)$"
        for shared in (context.Lock(), context.Event(), context.Semaphore()):
            with self.assertRaisesRegex(RuntimeError, no_counterpart):
                method("Answers.Add")(shared, 1)
            with self.assertRaisesRegex(TypeError, rf"cannot convert 'first' from multiprocessing\.synchronize\.\w+ to .*{no_counterpart}"):
                pybridge.Process(target=method("Answers.Add"), args=(shared, 1)).start()
        for value in (ctypes.c_int(3), (ctypes.c_int * 2)(1, 2)):
            # Whether it can be pickled depends on what the program has imported of multiprocessing.
            with self.assertRaisesRegex(
                (RuntimeError, TypeError, pickle.PicklingError),
                r"\(it is memory of C; give its value: \.value of a number, list\(\.\.\.\) of an array\)$",
            ):
                method("Answers.Add")(value, 1)

    def test_missing_file_is_told_with_its_host(self) -> None:
        path = str(self.folder / "Nowhere.dll")
        with self.assertRaises(FileNotFoundError) as caught:
            pybridge.csharp(path, "Acme.Nowhere.Do")()
        self.assertEqual(caught.exception.filename, path)
        self.assertEqual(
            str(caught.exception),
            f"[Errno 2] No such file or directory on {socket.gethostname()}, where Acme.Nowhere.Do was called: {path!r}",
        )

    def test_worker_that_ends_before_it_takes_calls(self) -> None:
        result = run_python(
            """
            import pybridge, sys
            try:
                pybridge.csharp(sys.argv[1], "Acme.Answers.Add")(1, 2)
            except pybridge.ProcessDiedError as error:
                print(error)
            """,
            str(LIBRARY),
            environment={"PYBRIDGE_DOTNET": "/bin/false", "PYBRIDGE_BINDING": "native"},
        )
        self.assertRegex(
            result.stdout,
            r"^the process \d+ that ran Acme\.Answers\.Add on .* exited with code 1 before it took calls; its stderr says more$",
            result.stderr,
        )

    def test_a_dotnet_that_is_not_there(self) -> None:
        with replaced_variables(PYBRIDGE_DOTNET="/nowhere/dotnet", PYBRIDGE_BINDING="native"):
            with self.assertRaisesRegex(FileNotFoundError, "PYBRIDGE_DOTNET names another dotnet.*: '/nowhere/dotnet'"):
                pybridge.csharp(LIBRARY, "Acme.Answers.Add", fresh=True)(1, 2)

    def test_how_a_worker_ended(self) -> None:
        self.assertEqual(_call_process._told(signal.SIGKILL), "was killed by SIGKILL")
        self.assertEqual(_call_process._told(signal.SIGRTMIN + 5), f"was killed by signal {signal.SIGRTMIN + 5}")  # it has no name

    def test_file_that_is_no_assembly_is_an_import_error(self) -> None:
        path = self.folder / "Text.dll"
        path.write_text("text")
        with self.assertRaises(ImportError):
            pybridge.csharp(path, "A.B.C")()

    def test_large_arguments_and_results_go_by_files(self) -> None:
        content = os.urandom(10 << 20)
        same = method("Arrays.Same")
        self.assertEqual(same(content), content)
        self.assertEqual(method("Answers.Fill")(5 << 20), bytes(5 << 20))
        self.assertEqual(method("Calls.Kind")(content), f"{len(content)} bytes")
        self.assertEqual(same(b"small"), b"small")
        text = "x" * (1 << 20)
        self.assertEqual(method("Answers.EchoAsync")(text), text)

    def test_arguments_that_do_not_fit_leave_no_files(self) -> None:
        large = bytes(1 << 17)
        for _ in range(300):  # more than a process may open, were they left
            with self.assertRaises(TypeError):
                method("Calls.Kind")(large, large)
        worker = method("Calls.ProcessId")()
        self.assertLess(len(os.listdir(f"/proc/{worker}/fd")), 200)

    def test_reference_is_an_ordinary_callable(self) -> None:
        add = method("Answers.Add")
        self.assertTrue(callable(add))
        self.assertEqual(add.__name__, "Add")
        self.assertEqual(pickle.loads(pickle.dumps(add))(1, 2), 3)
        fresh = pybridge.csharp(LIBRARY, "Acme.Answers.Add", fresh=True)
        self.assertEqual(eval(repr(fresh)), fresh)
        self.assertTrue(pickle.loads(pickle.dumps(fresh)).fresh)
        self.assertNotEqual(fresh, add)

    def test_process_runs_its_target_here_by_run(self) -> None:
        before = method("Calls.Count")()
        pybridge.Process(target=method("Calls.Count")).run()
        self.assertEqual(method("Calls.Count")(), before + 2)


class WorkerTests(CallTestCase):
    def test_calls_share_a_process_and_its_statics(self) -> None:
        worker = method("Calls.ProcessId")()
        self.assertNotEqual(worker, os.getpid())
        self.assertEqual(method("Calls.ProcessId")(), worker)
        self.assertEqual([method("Calls.Count")() for _ in range(3)], [1, 2, 3])

    def test_fresh_calls_have_a_process_each(self) -> None:
        count = pybridge.csharp(LIBRARY, "Acme.Calls.Count", fresh=True)
        self.assertEqual([count() for _ in range(2)], [1, 1])
        self.assertEqual(method("Calls.Count")(), 1)

    def test_worker_is_no_child_of_multiprocessing_and_costs_one_descriptor(self) -> None:
        before = len(descriptors())
        method("Workers.Nothing")()
        self.assertEqual(len(descriptors()), before + 1)
        self.assertEqual((multiprocessing.active_children(), pybridge.active_children()), ([], []))

    def test_worker_follows_the_current_folder(self) -> None:
        before = os.getcwd()
        self.addCleanup(os.chdir, before)
        self.assertEqual(method("Calls.Folder")(), before)
        os.chdir(self.folder)
        self.assertEqual(method("Calls.Folder")(), str(self.folder))

    def test_worker_has_the_environment_and_reads_no_input(self) -> None:
        with replaced_variables(ACME_SETTING="set"):
            self.assertEqual(method("Calls.Setting")("ACME_SETTING"), "set")
        self.assertEqual(method("Calls.Read")(), "")

    def test_worker_has_only_its_own_descriptors(self) -> None:
        ours, theirs = os.pipe()
        os.set_inheritable(theirs, True)
        worker = method("Calls.ProcessId")()
        os.close(theirs)
        self.assertEqual(os.read(ours, 1), b"")  # nobody else could write to it
        os.close(ours)
        self.assertGreater(worker, 0)

    def test_another_build_has_another_worker(self) -> None:
        for name in ("Workers.dll", "Acme.Imaging.dll"):
            shutil.copy(LIBRARY.parent / name, self.folder)
        count = pybridge.csharp(self.folder / "Workers.dll", "Acme.Calls.Count")
        self.assertEqual([count(), count()], [1, 2])
        shutil.copy(LIBRARY, self.folder / "new")
        os.replace(self.folder / "new", self.folder / "Workers.dll")
        self.assertEqual([count(), count()], [1, 2])
        self.assertEqual(asyncio.run(count.aio()), 3)

    def test_replaced_file_has_no_worker_left_of_its_earlier_build(self) -> None:
        for name in ("Workers.dll", "Acme.Imaging.dll"):
            shutil.copy(LIBRARY.parent / name, self.folder)
        path = self.folder / "Workers.dll"
        process_id = pybridge.csharp(path, "Acme.Calls.ProcessId")
        started, fifo = self.fifo()
        with concurrent.futures.ThreadPoolExecutor(1) as threads:  # two at once, so that both wait then
            future = threads.submit(pybridge.csharp(path, "Acme.Calls.WaitFor"), started, fifo)
            earlier = {self.started(started), process_id()}
            release(fifo, future)
        self.assertEqual(len(earlier), 2)
        ends = [os.pidfd_open(worker) for worker in earlier]
        shutil.copy(LIBRARY, self.folder / "new")
        os.replace(self.folder / "new", path)
        large = pybridge.csharp(path, "Acme.Calls.Kind")(bytes(1 << 20))  # in a file, which goes to the next worker, too
        self.assertEqual(large, pybridge.csharp(LIBRARY, "Acme.Calls.Kind")(bytes(1 << 20)))
        self.assertNotIn(process_id(), earlier)
        for descriptor in ends:
            self.assertTrue(ended(descriptor, 60))
            os.close(descriptor)

    def test_file_that_is_gone_is_missed_though_a_worker_has_loaded_it(self) -> None:
        for name in ("Workers.dll", "Acme.Imaging.dll"):
            shutil.copy(LIBRARY.parent / name, self.folder)
        count = pybridge.csharp(self.folder / "Workers.dll", "Acme.Calls.Count")
        self.assertEqual(count(), 1)
        os.rename(self.folder / "Workers.dll", self.folder / "away")
        for call in (count, lambda: asyncio.run(count.aio())):
            with self.assertRaisesRegex(FileNotFoundError, f"on {socket.gethostname()}, where Acme.Calls.Count was called"):
                call()
        os.rename(self.folder / "away", self.folder / "Workers.dll")
        self.assertEqual(count(), 1)

    def test_worker_that_dies_fails_its_call_only(self) -> None:
        with self.assertRaisesRegex(pybridge.ProcessDiedError, r"process \d+ that ran Acme.Calls.KillMe .* SIGKILL before it returned"):
            method("Calls.KillMe")()
        with self.assertRaisesRegex(pybridge.ProcessDiedError, "exited with code 7 before it returned"):
            method("Answers.Exit")(7)
        self.assertEqual(method("Answers.Add")(1, 2), 3)

    def test_worker_that_died_while_it_waited_is_replaced(self) -> None:
        worker = method("Calls.ProcessId")()
        descriptor = os.pidfd_open(worker)
        os.kill(worker, signal.SIGKILL)
        self.assertTrue(ended(descriptor, 60))
        os.close(descriptor)
        self.assertNotEqual(method("Calls.ProcessId")(), worker)

    def test_worker_that_is_stopped_and_killed_with_a_call_unread_is_replaced(self) -> None:
        worker = method("Calls.ProcessId")()
        os.kill(worker, signal.SIGSTOP)
        with concurrent.futures.ThreadPoolExecutor(1) as threads:
            future = threads.submit(method("Calls.ProcessId"))
            while not _calls._workers._busy:  # type: ignore[union-attr] - it has been sent, or is about to be
                threading.Event().wait(0.001)
            os.kill(worker, signal.SIGKILL)
            self.assertNotEqual(future.result(), worker)

    def test_calls_at_the_same_time_have_a_worker_each(self) -> None:
        with self.blocked() as (first, _), self.blocked() as (second, _):
            self.assertNotEqual(first, second)
            self.assertNotIn(method("Calls.ProcessId")(), (first, second))

    def test_no_more_calls_run_at_once_than_there_are_places(self) -> None:
        places = max(os.cpu_count() or 1, 4)
        with contextlib.ExitStack() as stack:
            busy = {stack.enter_context(self.blocked())[0] for _ in range(places)}
            self.assertEqual(len(busy), places)
            with concurrent.futures.ThreadPoolExecutor(1) as threads:
                waiting = threads.submit(method("Calls.ProcessId"))
                self.assertFalse(waiting.done())
                stack.close()
                self.assertIn(waiting.result(), busy)

    def test_many_threads(self) -> None:
        scale = method("Calls.Scale")
        with concurrent.futures.ThreadPoolExecutor(8) as threads:
            self.assertEqual(list(threads.map(scale, range(400))), [2.0 * number for number in range(400)])

    def test_interrupted_call_ends_its_worker(self) -> None:
        started, fifo = self.fifo()
        thread = threading.Thread(target=lambda: (self.started(started), os.kill(os.getpid(), signal.SIGINT)))
        thread.start()
        with self.assertRaises(KeyboardInterrupt):
            method("Calls.WaitFor")(started, fifo)
        thread.join()
        with self.assertRaises(ProcessLookupError):
            os.kill(self.started(started), 0)
        self.assertEqual(method("Answers.Add")(1, 2), 3)

    def test_worker_ignores_what_the_terminal_sends(self) -> None:
        worker = method("Calls.ProcessId")()
        os.kill(worker, signal.SIGINT)
        self.assertEqual(method("Calls.ProcessId")(), worker)

    def test_worker_blocks_no_signals(self) -> None:
        worker = method("Calls.ProcessId")()
        status = Path(f"/proc/{worker}/task/{worker}/status").read_text()
        blocked = next(line.split()[1] for line in status.splitlines() if line.startswith("SigBlk"))
        self.assertEqual(int(blocked, 16), 0)


class AsynchronousTests(CallTestCase):
    def test_calls_in_an_event_loop(self) -> None:
        async def main() -> list[float]:
            return await asyncio.gather(*(method("Calls.Scale").aio(number) for number in range(50)))

        self.assertEqual(asyncio.run(main()), [2.0 * number for number in range(50)])

    def test_outcomes(self) -> None:
        async def main() -> None:
            content = os.urandom(1 << 20)
            self.assertEqual(await method("Arrays.Same").aio(content), content)
            with self.assertRaises(ZeroDivisionError):
                await method("Answers.Divide").aio(1, 0)
            with self.assertRaises(pybridge.ProcessDiedError):
                await method("Calls.KillMe").aio()

        asyncio.run(main())

    def test_cancelled_call_ends_its_worker(self) -> None:
        started, fifo = self.fifo()

        async def main() -> None:
            call = asyncio.create_task(method("Calls.WaitFor").aio(started, fifo))
            worker = await asyncio.to_thread(self.started, started)
            call.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await call
            with self.assertRaises(ProcessLookupError):
                os.kill(worker, 0)
            self.assertEqual(await method("Answers.Add").aio(1, 2), 3)

        asyncio.run(main())

    def test_call_that_waits_for_a_place_can_be_cancelled(self) -> None:
        async def main() -> None:
            places = max(os.cpu_count() or 1, 4)
            names = [self.fifo() for _ in range(places)]
            calls = [asyncio.create_task(method("Calls.WaitFor").aio(*each)) for each in names]
            for started, _ in names:
                await asyncio.to_thread(self.started, started)
            waiting = asyncio.create_task(method("Calls.ProcessId").aio())
            await asyncio.sleep(0)
            waiting.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await waiting
            for _, fifo in names:
                await asyncio.to_thread(open_and_close, fifo)
            self.assertEqual(len(set(await asyncio.gather(*calls))), places)
            self.assertEqual(await method("Answers.Add").aio(1, 2), 3)

        asyncio.run(main())


def open_and_close(fifo: str) -> None:
    os.close(os.open(fifo, os.O_WRONLY))


class EngineTests(CallTestCase):
    """The runtime is loaded in this process, and forked children do not touch it."""

    def test_pools(self) -> None:
        scale = method("Calls.Scale")
        mine = method("Calls.ProcessId")()
        for name in ("fork", "spawn", "pybridge"):
            with self.subTest(name=name), multiprocessing.get_context(name).Pool(2) as pool:
                self.assertEqual(pool.map(scale, range(20)), [2.0 * number for number in range(20)])
                told = pool.starmap(targets.call_and_tell, [(scale, method("Calls.ProcessId"), number) for number in range(20)])
                self.assertTrue({worker for _, worker, _ in told}.isdisjoint({mine, os.getpid()}))
                self.assertEqual(len({worker for _, worker, _ in told}), len({process for process, _, _ in told}))
                with self.assertRaises(ZeroDivisionError):
                    pool.apply(method("Answers.Divide"), (1, 0))
                pool.close()
                pool.join()

    def test_executors(self) -> None:
        for name in ("fork", "spawn"):
            context = multiprocessing.get_context(name)
            with self.subTest(name=name), concurrent.futures.ProcessPoolExecutor(2, context) as pool:
                self.assertEqual(list(pool.map(method("Calls.Scale"), range(20))), [2.0 * number for number in range(20)])

    def test_forked_child_of_one_that_calls(self) -> None:
        mine = method("Calls.ProcessId")()
        with self.blocked():  # another thread is in a call while this one forks
            reader, writer = multiprocessing.Pipe(duplex=False)
            child = os.fork()
            if not child:
                try:  # nothing may leave this child by another way
                    writer.send((method("Calls.ProcessId")(), method("Calls.Kind")(bytes(1 << 20))))
                except BaseException as error:
                    writer.send((0, repr(error)))
                finally:
                    os._exit(0)
            writer.close()
            worker, kind = reader.recv()
            reader.close()
            os.waitpid(child, 0)
        self.assertNotEqual(worker, mine)
        self.assertEqual(kind, f"{1 << 20} bytes")
        self.assertEqual(method("Calls.Count")(), 1)


class EndTests(CallTestCase):
    def test_worker_ends_with_the_program(self) -> None:
        for name, ending in ENDINGS.items():
            with self.subTest(name=name):
                self.assert_ends(HELD + ("" if "print(worker" in ending else TELL) + "    " + ending)

    def test_worker_ends_in_its_own_way(self) -> None:
        result = run_python(HELD + "\n    method('Calls.TellEnd')(sys.argv[1])\n    method('Calls.LeaveThread')()\n", str(self.report))
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual(self.report.read_text(), "ended")

    def test_program_that_is_interrupted_leaves_nothing(self) -> None:
        result = run_python(HELD + "\n    os.killpg(os.getpid(), 2)\n    threading.Event().wait()\n", start_new_session=True)
        self.assertEqual(result.returncode, -signal.SIGINT)
        self.assertIn("KeyboardInterrupt", result.stderr)
        self.assertNotIn("Traceback", result.stderr.partition("KeyboardInterrupt")[2])

    def assert_ends(self, program: str) -> None:
        """Run a program that tells its worker and waits for a line; then the worker has to end."""
        told: list[int] = []
        script_input, our_end = os.pipe()
        our_output, script_output = os.pipe()
        thread = threading.Thread(
            target=lambda: run_python(program, str(self.folder / f"fifo{len(list(self.folder.iterdir()))}"), stdin=script_input, stdout=script_output))
        thread.start()
        with open(our_output, encoding="utf-8") as lines:
            told.append(int(lines.readline()))
            descriptor = os.pidfd_open(told[0])
            os.write(our_end, b"\n")
            self.assertTrue(ended(descriptor, 60))
            os.close(descriptor)
            os.close(our_end)
            thread.join()
            os.close(script_input)
            os.close(script_output)


TELL = """
    print(worker, flush=True)
    input()
"""

if __name__ == "__main__":
    unittest.main()
