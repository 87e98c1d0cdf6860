"""Children by processes that were started ahead: the start method "pybridge-standby"."""

from __future__ import annotations

import os
import select
import signal
import socket
import tempfile
import unittest
from typing import Any
from unittest import mock

import pybridge
from acme import LIBRARY
from pybridge import _handed
from support import ProcessTestCase, run_python


class StandbyTests(unittest.TestCase):
    """Each in a program of its own, which ends, and its reserve with it."""

    maxDiff = None

    def output(self, source: str, *arguments: str, **options: Any) -> str:
        result = run_python(source, *arguments, **options)
        self.assertEqual(result.stderr, "", result.stdout)
        self.assertEqual(result.returncode, 0, result.stdout)
        return result.stdout

    def test_a_child_sees_the_moment_of_its_start(self) -> None:
        self.output(
            """
            import os, resource, signal, sys
            import pybridge
            from filling import description, fill, warm
            def tell(connection):
                connection.send(description())
            def ask(context):
                reader, writer = context.Pipe(duplex=False)
                process = context.Process(target=tell, args=(writer,))
                process.start(); writer.close()
                told = reader.recv()
                process.join(); reader.close()
                assert process.exitcode == 0, process
                return told
            if __name__ == "__main__":
                fill(2)
                os.environ["ADDED"] = "\\udcff"; os.environ.pop("HOSTNAME", None)
                os.mkdir("folder"); os.chdir("folder")
                os.umask(0o27); os.nice(1)
                os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
                soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
                resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 512), hard))
                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR2, signal.SIGTERM})
                signal.signal(signal.SIGHUP, signal.SIG_IGN)
                signal.signal(signal.SIGUSR1, lambda *_: None)
                sys.argv.append("more"); sys.path.append("/nowhere")
                os.dup2(os.open("/dev/null", os.O_RDONLY), 0)
                cold = ask(pybridge.get_context())
                warmly = ask(pybridge.get_context("pybridge-standby"))
                assert print(pybridge.standby.stats()) or warm() == 1
                different = [(name, cold[name], warmly[name]) for name in cold if cold[name] != warmly[name]]
                print(*different, sep="\\n")
                sys.exit(bool(different))
            """,
            cwd=self.folder(),
        )

    def test_a_child_whose_streams_are_closed_has_none(self) -> None:
        self.output(
            """
            import os, sys
            import pybridge
            from filling import fill, warm
            def tell(connection):
                connection.send((sys.stdin and 1, sys.stdout and 1, [os.path.exists(f"/proc/self/fd/{number}") for number in range(3)]))
            if __name__ == "__main__":
                fill(1)
                methods, told = ("pybridge", "pybridge-standby"), []
                pipes = [pybridge.Pipe() for _ in methods]
                os.close(0); os.close(1)
                for method, (reader, writer) in zip(methods, pipes):
                    context = pybridge.get_context(method)
                    process = context.Process(target=tell, args=(writer,))
                    process.start(); writer.close()
                    told.append(reader.recv())
                    process.join()
                assert warm() == 1 and told[0] == told[1], told
            """
        )

    def test_a_child_ends_as_a_new_process_does(self) -> None:
        self.output(
            """
            import atexit, os, sys, threading, weakref
            from multiprocessing import resource_tracker, util
            import pybridge
            from filling import fill, refill, warm
            class Last:
                def __del__(self): os.write(1, b"del ")
            def ends(how):
                global kept, _kept
                atexit.register(os.write, 1, b"first ")
                atexit.register(os.write, 1, b"second ")
                util.Finalize(None, os.write, (1, b"finalizer "), exitpriority=1)
                gate = threading.Event()
                thread = threading.Thread(target=lambda: (gate.wait(), os.write(1, b"thread ")))
                if how == "thread":
                    thread.start()
                if how == "del":
                    kept = Last()
                if how == "file":
                    kept = open("unflushed", "w"); kept.write("text ")
                if how == "generator":
                    def generate():
                        try: yield
                        finally: os.write(1, b"generator ")
                    kept = generate(); next(kept)
                if how == "reference":
                    _kept = type("Object", (), {})()
                    kept = weakref.ref(_kept, lambda _: os.write(1, b"reference "))
                print("printed", end=" ")
                gate.set()
                if how == "exit": sys.exit(300)
                if how == "raise": raise SystemExit(-1)
            def outcome(method, how):
                refill(1)
                read, write = os.pipe()
                own = os.dup(1)
                os.dup2(write, 1); os.close(write)
                process = pybridge.get_context(method).Process(target=ends, args=(how,))
                process.start(); process.join()
                os.dup2(own, 1); os.close(own)
                text = open(read).read()
                if how == "file": text += open("unflushed").read()
                if how == "thread": text = sorted(text.split())  # it may end before or after the finalizers
                return process.exitcode, text
            if __name__ == "__main__":
                resource_tracker.ensure_running()  # it keeps the streams that there are then
                fill(1)
                cases = ("", "thread", "del", "file", "generator", "reference", "exit", "raise")
                for how in cases:
                    cold = outcome("pybridge", how)
                    assert outcome("pybridge-standby", how) == cold, (how, cold)
                    assert how not in ("thread", "file") or {"file": "text"}.get(how, how) in cold[1], cold
                assert warm() == len(cases), pybridge.standby.stats()
            """,
            cwd=self.folder(),
        )

    def test_a_signal_that_the_program_blocks_waits_for_it(self) -> None:
        for reserve in ("fill(1)", "fill_csharp(1)"):  # before anything else asks for the library
            with self.subTest(reserve=reserve):
                self.output(
                    f"""
                    import os, signal
                    from filling import fill, fill_csharp
                    if __name__ == "__main__":
                        {reserve}
                        blocked = {{signal.SIGUSR1, signal.SIGTERM, signal.SIGINT}}
                        signal.pthread_sigmask(signal.SIG_BLOCK, blocked)
                        for number in blocked:
                            os.kill(os.getpid(), number)
                        assert signal.sigpending() == blocked, signal.sigpending()
                    """
                )

    def test_a_start_that_no_process_fits_is_a_cold_one(self) -> None:
        self.output(
            """
            import os, resource, signal, sys, pybridge
            from filling import fill, refill
            def nothing(): pass
            def reasons(): return {n: c for n, c in pybridge.standby.stats().items() if n.startswith("cold")}
            def start():
                process = pybridge.get_context("pybridge-standby").Process(target=nothing)
                process.start(); process.join()
                assert process.exitcode == 0
            if __name__ == "__main__":
                pybridge.set_standby(0)
                start()
                assert reasons() == {"cold: no worker was idle": 1}, reasons()
                fill(1)
                os.environ["LANG"] = "C.UTF-8" if os.environ.get("LANG") != "C.UTF-8" else "C"
                start()
                other = "cold: the workers were started with what a process cannot be given later"
                assert reasons()[other] == 1, reasons()
                refill(1)  # by others, which fit now
                start()
                assert pybridge.standby.stats()["warm"] == 1
                os.setpgid(0, 0)
                refill(1)
                start()
                assert reasons()[other] == 2, reasons()
                refill(1)
                soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
                resource.setrlimit(resource.RLIMIT_STACK, (4 << 20, hard))
                start()
                assert reasons()[other] == 3, reasons()
                signal.signal(signal.SIGRTMIN, signal.SIG_IGN)
                start()
                assert reasons()["cold: the program ignores SIGRTMIN"] == 1, reasons()
                pybridge.set_standby(0, interpreter=sys.executable + "-of-another-kind")
                start()
                assert reasons()["cold: it runs in another interpreter"] == 1, reasons()
            """
        )

    def test_a_start_whose_worker_dies_or_may_not_have_it_is_a_cold_one(self) -> None:
        self.output(
            """
            import ctypes, os, signal, threading, pybridge
            from filling import fill, refill
            def nothing(): pass
            def count(reason): return pybridge.standby.stats().get(f"cold: {reason}", 0)
            def start():
                process = pybridge.get_context("pybridge-standby").Process(target=nothing)
                process.start(); process.join()
                assert process.exitcode == 0
            def workers():
                children = [name for task in os.listdir("/proc/self/task")
                            for name in open(f"/proc/self/task/{task}/children").read().split()]
                return [int(child) for child in children if b"_standby_child" in open(f"/proc/{child}/cmdline", "rb").read()]
            def forbid(capability):
                # For this thread and those that it starts, which start the processes.
                words = (ctypes.c_uint32 * 6)()
                header = (ctypes.c_uint32 * 2)(0x20080522, 0)
                libc = ctypes.CDLL(None, use_errno=True)
                assert libc.capget(header, words) == 0
                words[0] &= ~(1 << capability)
                assert libc.capset(header, words) == 0
            if __name__ == "__main__":
                forbid(23)  # CAP_SYS_NICE
                fill(1)
                (worker,) = workers()
                os.kill(worker, signal.SIGSTOP)
                starting = threading.Thread(target=start)
                starting.start()
                while pybridge.standby.stats()["idle"]:
                    pass
                os.kill(worker, signal.SIGKILL)
                starting.join()
                assert count("the worker ended while it was handed over") == 1, pybridge.standby.stats()
                refill(1)
                (worker,) = workers()
                os.setpriority(os.PRIO_PROCESS, worker, 19)  # from which only that capability leads back
                start()
                refused = count("its limits, nice value or processors cannot be given to a running process")
                assert refused == 1 or os.getpriority(os.PRIO_PROCESS, 0) == 19, pybridge.standby.stats()
            """
        )

    def test_a_start_with_a_variable_twice_is_a_cold_one(self) -> None:
        """As some programs pass on; neither Python nor .NET can make such an environment."""
        self.output(
            """
            import ctypes, os, sys, pybridge
            from filling import fill
            def nothing(): pass
            def again():
                words = lambda texts: (ctypes.c_char_p * (len(texts) + 1))(*map(os.fsencode, texts), None)
                variables = [f"{name}={value}" for name, value in os.environ.items()]
                ctypes.CDLL(None).execve(
                    os.fsencode(sys.executable), words([sys.executable, *sys.argv, "again"]), words([*variables, "TWICE=1", "TWICE=2"]))
            if __name__ == "__main__":
                if sys.argv[-1] != "again":
                    again()
                fill(1)
                process = pybridge.get_context("pybridge-standby").Process(target=nothing)
                process.start(); process.join()
                assert process.exitcode == 0
                stats = pybridge.standby.stats()
                assert stats.get("cold: its environment has a variable without a name, or one twice") == 1, stats
            """
        )

    def test_what_a_worker_cannot_take_over(self) -> None:
        with self.assertRaisesRegex(ValueError, "^the hand-over to a waiting worker is of another version: the program and its worker"):
            _handed._length(bytes(16))
        with tempfile.TemporaryFile() as file:
            start = mock.Mock(_given={file.fileno(): 0})
            with (
                socket.socket() as channel,
                self.assertRaisesRegex(
                    OSError,
                    f"^descriptor {file.fileno()} is to be handed over, and belongs to a module that was imported ahead: "
                    "take the module out of preload$",
                ),
            ):
                _handed.Handed._set_descriptors(start, channel, 0)

    def test_modules_are_imported_ahead(self) -> None:
        told = self.output(
            """
            import sys, pybridge
            from filling import fill, warm
            print("imported as", __name__, flush=True)
            def tell():
                print("colorsys" in sys.modules, __name__, sys.argv[1:], flush=True)
            if __name__ == "__main__":
                sys.argv.append("later")
                fill(1, preload=["__main__", "colorsys"])
                process = pybridge.get_context("pybridge-standby").Process(target=tell)
                process.start(); process.join()
                assert warm() == 1 and process.exitcode == 0
            """
        )
        self.assertEqual(told, "imported as __main__\nTrue __mp_main__ ['later']\n")

    def test_the_main_module_is_that_of_the_start(self) -> None:
        result = run_python(
            """
            from filling import fill, warm
            VALUE = "before"
            def tell():
                print(VALUE, VALUE is "before", flush=True)
            if __name__ == "__main__":
                import pybridge
                fill(1)
                with open(__file__, encoding="utf-8") as file:
                    text = file.read()
                with open(__file__, "w", encoding="utf-8") as file:
                    file.write(text.replace("before", "afterwards", 1))
                process = pybridge.get_context("pybridge-standby").Process(target=tell)
                process.start(); process.join()
                assert warm() == 1 and process.exitcode == 0
            """
        )
        self.assertEqual(result.stdout, "afterwards False\n", result.stderr)
        self.assertEqual(result.stderr.count("SyntaxWarning"), 2, result.stderr)  # the program's, and the child's

    def test_what_was_imported_ahead_ends_with_the_child(self) -> None:
        for kept in ("Last()", "open(str(os.getpid()), 'w', opener=out_of_the_way)", "weakref.proxy(Last, print)"):
            with self.subTest(kept=kept):
                self.output(
                    """
                    import fcntl, os, weakref
                    from multiprocessing import resource_tracker
                    import pybridge
                    from filling import fill, warm
                    class Last:
                        def __del__(self, write=os.write, name=__name__):  # all but these may be gone by then
                            if name == "__mp_main__": write(1, b"del ")
                    def out_of_the_way(path, flags):
                        low = os.open(path, flags, 0o600)
                        try: return fcntl.fcntl(low, fcntl.F_DUPFD_CLOEXEC, 100)
                        finally: os.close(low)
                    kept = {kept}
                    def write():
                        if hasattr(kept, "write"): kept.write("text ")
                    def outcome(method):
                        read, write_end = os.pipe()
                        own = os.dup(1)
                        os.dup2(write_end, 1); os.close(write_end)
                        process = pybridge.get_context(method).Process(target=write)
                        process.start(); process.join()
                        os.dup2(own, 1); os.close(own)
                        with open(read) as end: text = end.read()
                        if os.path.exists(name := str(process.pid)): text += open(name).read()
                        return process.exitcode, text
                    if __name__ == "__main__":
                        resource_tracker.ensure_running()  # it keeps the streams that there are then
                        fill(1, preload=["__main__"])
                        told = [outcome(method) for method in ("pybridge", "pybridge-standby")]
                        assert warm() == 1 and told[0] == told[1] and (told[0][1] or "proxy" in {kept!r}), told
                    """.replace("{kept!r}", repr(kept)).replace("{kept}", kept),
                    cwd=self.folder(),
                )

    def test_a_folder_of_modules_that_was_not_there_yet(self) -> None:
        self.output(
            """
            import os, sys, pybridge
            from filling import fill, warm
            def load():
                import late
                sys.exit(late.CODE)
            if __name__ == "__main__":
                sys.path.append(os.path.abspath("later"))
                fill(1, preload=["__main__", "no_such_package"])
                os.mkdir("later")
                with open("later/late.py", "w") as file: file.write("CODE = 7")
                process = pybridge.get_context("pybridge-standby").Process(target=load)
                process.start(); process.join()
                assert warm() == 1 and process.exitcode == 7, process
            """,
            cwd=self.folder(),
            flags=("-W", "ignore::RuntimeWarning"),
        )

    def test_what_cannot_be_imported_ahead_is_said_once(self) -> None:
        result = run_python(
            """
            import pybridge
            from filling import fill
            if __name__ == "__main__":
                fill(2, preload=["no_such_module"])
            """
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(result.stderr.count("RuntimeWarning: pybridge: a reserve worker could not import ahead "
                                             "'no_such_module': ModuleNotFoundError"), 1, result.stderr)

    def test_results_come_back(self) -> None:
        self.output(
            """
            import os, pybridge
            from filling import fill, refill, warm
            def double(x): return 2 * x
            def fail(): raise KeyError("text")
            if __name__ == "__main__":
                fill(1)
                log = os.memfd_create("stderr")
                os.dup2(log, 2)
                Process = pybridge.get_context("pybridge-standby").Process
                process = Process(target=double, args=(b"x" * 200_000,), result=True)
                process.start()
                assert process.result() == b"x" * 400_000
                refill(1)
                process = Process(target=fail, result=True, capture_stderr=True)
                process.start()
                try: process.result()
                except KeyError as error: failure = error
                assert failure.args == ("text",) and b"KeyError" in os.pread(log, 100_000, 0)
                assert warm() == 2
            """
        )

    def test_pools_and_executors_use_it(self) -> None:
        self.output(
            """
            import concurrent.futures, multiprocessing, pybridge
            from filling import fill, warm
            def double(x): return 2 * x
            if __name__ == "__main__":
                multiprocessing.set_start_method("pybridge-standby")
                fill(4)
                with multiprocessing.Pool(2) as pool:
                    assert pool.map(double, range(5)) == [0, 2, 4, 6, 8]
                with concurrent.futures.ProcessPoolExecutor(1) as executor:
                    assert executor.submit(double, 4).result() == 8
                assert warm() >= 2, pybridge.standby.stats()
                process = pybridge.Process(target=double, args=(1,))
                assert process._start_method == "pybridge-standby"
            """
        )

    def test_many_threads_start_from_one_reserve(self) -> None:
        self.output(
            """
            import sys, threading, pybridge
            from filling import fill, warm
            def end(code): sys.exit(code)
            def start(number):
                for turn in range(2):
                    process = Process(target=end, args=(number + turn,))
                    process.start(); process.join()
                    if process.exitcode != number + turn: wrong.append(process)
                    # Not closed: in CPython 3.10 a start in another thread may ask it after that, and fails.
            if __name__ == "__main__":
                Process, wrong = pybridge.get_context("pybridge-standby").Process, []
                fill(4)
                threads = [threading.Thread(target=start, args=(number,)) for number in range(64)]
                for thread in threads: thread.start()
                for thread in threads: thread.join()
                assert not wrong and warm() >= 4, (wrong, pybridge.standby.stats())
            """
        )

    def test_processes_that_are_killed_lose_no_start(self) -> None:
        self.output(
            """
            import os, random, signal, sys, threading, warnings, pybridge
            from filling import fill
            def seven(): sys.exit(7)
            def waiting():
                for task in os.listdir("/proc/self/task"):
                    for pid in map(int, open(f"/proc/self/task/{task}/children").read().split()):
                        try:
                            with open(f"/proc/{pid}/cmdline", "rb") as line:
                                if b"_standby_child" in line.read(): yield pid
                        except OSError:
                            pass
            def kill():
                while not done.wait(random.random() / 20):
                    for pid in waiting():
                        killed.add(pid)
                        os.kill(pid, signal.SIGKILL)
                        break
            if __name__ == "__main__":
                warnings.simplefilter("ignore")
                fill(3)
                done, killed = threading.Event(), set()
                killer = threading.Thread(target=kill)
                killer.start()
                try:
                    for _ in range(40):
                        process = pybridge.get_context("pybridge-standby").Process(target=seven)
                        process.start(); process.join()
                        # One that is killed after its start was a child already.
                        assert process.exitcode == 7 or process.exitcode == -9 and process.pid in killed, process
                finally:
                    done.set(); killer.join()
                assert killed
            """
        )

    def test_a_process_that_dies_is_replaced_and_told_of_once(self) -> None:
        result = run_python(
            """
            import os, signal, pybridge
            from filling import fill
            import time
            def waiting():
                return [int(pid) for task in os.listdir("/proc/self/task")
                        for pid in open(f"/proc/self/task/{task}/children").read().split()]
            if __name__ == "__main__":
                fill(1)
                for _ in range(2):
                    fill(1)
                    died = pybridge.standby.stats()["died"]
                    os.kill(*waiting(), signal.SIGKILL)
                    while pybridge.standby.stats()["died"] == died: time.sleep(0.001)
                fill(1)
            """
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(result.stderr.count("RuntimeWarning: pybridge: a reserve worker ended before it was needed"), 1,
                         result.stderr)

    def test_what_waits_ends_with_the_program(self) -> None:
        for way in ("exit", "_exit", "kill"):
            with self.subTest(way=way):
                result = run_python(
                    """
                    import os, signal, sys, pybridge
                    from filling import fill
                    if __name__ == "__main__":
                        fill(2)
                        for task in os.listdir("/proc/self/task"):
                            print(open(f"/proc/self/task/{task}/children").read(), end="", flush=True)
                        if sys.argv[1] == "_exit": os._exit(0)
                        if sys.argv[1] == "kill": os.kill(os.getpid(), signal.SIGKILL)
                    """,
                    way,
                )
                pids = list(map(int, result.stdout.split()))
                self.assertEqual(len(pids), 2, result.stderr)
                for pid in pids:
                    wait_for_end(pid)

    def test_a_fork_leaves_the_reserve_alone(self) -> None:
        self.output(
            """
            import os, sys, pybridge
            from filling import fill, warm
            def nothing(): pass
            if __name__ == "__main__":
                fill(1)
                Process = pybridge.get_context("pybridge-standby").Process
                pid = os.fork()
                if pid == 0:
                    try: Process(target=nothing).start()
                    except RuntimeError: sys.exit(5)
                    sys.exit(6)
                assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 5
                process = Process(target=nothing)
                process.start(); process.join()
                assert process.exitcode == 0 and warm() == 1, pybridge.standby.stats()
            """,
            flags=("-W", "ignore::DeprecationWarning"),  # 3.12 and newer warn of any fork of a threaded process
        )

    def test_csharp_methods_have_a_reserve_of_their_own(self) -> None:
        self.output(
            """
            import os, sys, tempfile, pybridge
            from filling import fill_csharp, refill_csharp
            def run(context, method, *args, **options):
                process = context.Process(target=pybridge.csharp(sys.argv[1], method), args=args, **options)
                process.start(); process.join()
                return process
            if __name__ == "__main__":
                cold, warm = map(pybridge.get_context, ("pybridge", "pybridge-standby"))
                fill_csharp(1)
                os.environ["ADDED"] = "value"
                os.mkdir("folder"); os.chdir("folder")
                os.umask(0o27)
                for method, args in (("Surroundings", ()), ("Describe", ()), ("Sum", (1, 2, 3))):
                    reports = []
                    for context in (cold, warm):
                        refill_csharp(1)
                        report = tempfile.mktemp()
                        process = run(context, f"Acme.Workers.{method}", report, *args, name="one")
                        assert process.exitcode == 0, process
                        with open(report) as file: reports.append(file.read().replace(str(process.pid), "pid"))
                        reports[-1] = [line for line in reports[-1].splitlines() if "--multiprocessing" not in line]
                        os.unlink(report)
                    assert reports[0] == reports[1], reports
                for method, args, code in (("Exit", (7,), 7), ("SetExitCode", (8,), 8), ("Nothing", (), 0)):
                    refill_csharp(1)
                    process = run(warm, f"Acme.Workers.{method}", *args)
                    assert process.exitcode == code, process
                stats = pybridge.standby.stats("csharp")
                assert stats["warm"] == 6 and not any(name.startswith("cold") for name in stats), stats
                assert pybridge.standby.stats()["warm"] == 0
            """,
            str(LIBRARY),
            cwd=self.folder(),
        )

    def test_csharp_workers_end_with_the_program(self) -> None:
        pids = self.output(
            """
            import os, pybridge
            from filling import fill_csharp
            if __name__ == "__main__":
                fill_csharp(2)
                for task in os.listdir("/proc/self/task"):
                    print(open(f"/proc/self/task/{task}/children").read(), end="", flush=True)
                os._exit(0)
            """
        )
        for pid in map(int, pids.split()):
            wait_for_end(pid)

    def test_what_has_waited_long_enough_is_ended(self) -> None:
        self.output(
            """
            import os, time, pybridge
            from filling import fill
            if __name__ == "__main__":
                fill(1, idle_timeout=0.2)
                while pybridge.standby.stats()["idle"]: time.sleep(0.001)
                pybridge.set_standby(0)
            """
        )

    def folder(self) -> str:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        return folder.name


class ArgumentTests(ProcessTestCase):
    def test_what_is_asked_for_is_checked(self) -> None:
        for error, text, options in (
            (ValueError, "python is how many workers wait, 0 to 1000: -1", {"python": -1}),
            (ValueError, "python is how many workers wait, 0 to 1000: 1001", {"python": 1001}),
            (ValueError, "csharp is how many workers wait, 0 to 1000: -1", {"csharp": -1}),
            (ValueError, "csharp is how many workers wait, 0 to 1000: 1001", {"csharp": 1001}),
            (ValueError, "idle_timeout is a number of seconds above 0, or None: 0", {"idle_timeout": 0}),
            (TypeError, "preload is one name, 'module'; it has to be a list of names", {"preload": "module"}),
            (TypeError, r"preload names modules, each a str: \(1,\)", {"preload": [1]}),
        ):
            with self.subTest(**options), self.assertRaisesRegex(error, text):
                pybridge.set_standby(**options)
        with self.assertRaisesRegex(ValueError, "the target is 'python' or 'csharp': 'c#'"):
            pybridge.standby.stats("c#")


def wait_for_end(pid: int) -> None:
    """Wait for the end of a process that is no child of this one."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        if not select.select([descriptor], [], [], 60)[0]:
            os.kill(pid, signal.SIGKILL)
            raise AssertionError(f"process {pid} still waits")
    finally:
        os.close(descriptor)


if __name__ == "__main__":
    unittest.main()
