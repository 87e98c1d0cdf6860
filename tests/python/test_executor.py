"""Pools: outcomes, deaths, limits, cancelling, and that nothing is left of them."""

from __future__ import annotations

import asyncio
import concurrent.futures
import functools
import gc
import inspect
import itertools
import os
import signal
import threading
import traceback
import unittest
import weakref
from concurrent.futures.process import BrokenProcessPool
from typing import Any
from unittest import mock

import multiprocessing

import _pool_targets
from acme import method
from pybridge import ProcessPoolExecutor, RemoteError, RemoteTraceback, WorkerDiedError, _pool_frames, _pool_manager, _pool_process
from support import SPAWN, ProcessTestCase, outcome, run_python


CONTEXTS = "pybridge", "spawn", "fork"


class PoolTestCase(ProcessTestCase):
    """A test with pools, which are shut down at its end, and have left nothing then."""

    def pool(self, *args: Any, **options: Any) -> ProcessPoolExecutor:
        pool = ProcessPoolExecutor(*args, **options)
        self.addCleanup(pool.shutdown)
        self.addCleanup(pool.kill_workers)
        return pool

    def announcing_pool(self, workers: int = 1, **options: Any) -> tuple[ProcessPoolExecutor, Any]:
        """Return a pool whose tasks can say that they run, and where they say it."""
        reader, writer = self.pipe()
        return self.pool(workers, initializer=_pool_targets.keep, initargs=(writer,), **options), reader


class OutcomeTests(PoolTestCase):
    def test_results(self) -> None:
        with ProcessPoolExecutor(2) as pool:
            futures = [pool.submit(_pool_targets.add, number, second=2) for number in range(10)]
            self.assertEqual([future.result() for future in futures], list(range(2, 12)))
            self.assertEqual(pool.submit(functools.partial(_pool_targets.add, 5), 6).result(), 11)
            self.assertEqual(pool.submit("a b".split).result(), ["a", "b"])

    def test_a_csharp_method(self) -> None:
        pool = self.pool(1)
        self.assertEqual(pool.submit(method("Answers.Add"), 3, 4).result(), 7)
        self.assertEqual(list(pool.map(method("Answers.Add"), [1, 2], [3, 4])), [4, 6])

    def test_an_exception_comes_with_its_traceback(self) -> None:
        error = self.pool(1).submit(_pool_targets.refuse, "not here").exception()
        self.assertEqual((type(error), error.args), (LookupError, ("not here",)))
        self.assertIsInstance(error.__cause__, RemoteTraceback)
        text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
        self.assertIn('_pool_targets.py", line', text)
        self.assertNotIn("_pool_worker.py", text)

    def test_exits_are_outcomes(self) -> None:
        pool = self.pool(1)
        self.assertEqual(pool.submit(_pool_targets.exit_with, 3).exception().code, 3)
        self.assertEqual(pool.submit(_pool_targets.add, 1).result(), 2)

    def test_what_cannot_be_pickled(self) -> None:
        pool = self.pool(1)
        there = concurrent.futures.ProcessPoolExecutor(1, SPAWN)
        self.addCleanup(there.shutdown)
        for arguments in ((lambda: None,), (_pool_targets.same, threading.Lock()), (_pool_targets.unpicklable,)):
            ours, theirs = (each.submit(*arguments).exception() for each in (pool, there))
            self.assertIs(type(ours), type(theirs))
        self.assertEqual(pool.submit(_pool_targets.add, 1).result(), 2)

    def test_an_exception_that_cannot_be_made_again(self) -> None:
        error = self.pool(1).submit(_pool_targets.raise_awkward).exception()
        self.assertIsInstance(error, RemoteError)
        self.assertEqual((error.type_name, error.message), ("_pool_targets.Awkward", "one and two"))

    def test_large_values(self) -> None:
        content = os.urandom(10 << 20)
        self.assertEqual(self.pool(1).submit(_pool_targets.same, content).result(), content)

    def test_as_completed_and_wait_and_asyncio(self) -> None:
        pool = self.pool(2)
        futures = [pool.submit(_pool_targets.add, number) for number in range(20)]
        self.assertEqual({future.result() for future in concurrent.futures.as_completed(futures)}, set(range(1, 21)))
        self.assertEqual(len(concurrent.futures.wait(futures).done), 20)

        async def ask() -> int:
            return await asyncio.get_running_loop().run_in_executor(pool, _pool_targets.add, 1)

        self.assertEqual(asyncio.run(ask()), 2)

    def test_a_callback_that_fails_harms_nobody(self) -> None:
        pool = self.pool(1)

        def fail(future: Any) -> None:
            raise SystemExit

        with self.assertLogs("concurrent.futures", "ERROR") as logs:
            future = pool.submit(_pool_targets.nap, 0.01)
            future.add_done_callback(fail)
            self.assertEqual(pool.submit(_pool_targets.add, 1).result(), 2)
        self.assertRegex(logs.output[0], r"the result of the task 1, _pool_targets\.nap cannot be told")
        with self.assertLogs("concurrent.futures", "ERROR") as logs:
            future = pool.submit(_pool_targets.refuse, "no")
            future.add_done_callback(fail)
            self.assertEqual(pool.submit(_pool_targets.add, 1).result(), 2)
        self.assertRegex(logs.output[0], r"the failure of the task 3, _pool_targets\.refuse cannot be told")

    def test_outcomes_are_dropped_without_the_garbage_collector(self) -> None:
        pool = self.pool(1)
        gc.disable()
        self.addCleanup(gc.enable)
        future = pool.submit(_pool_targets.add, 1)
        pool.submit(_pool_targets.add, 1).result()
        reference = weakref.ref(future)
        future.result()
        del future
        pool.submit(_pool_targets.add, 1).result()  # the thread has dropped the one before by now
        self.assertIsNone(reference())


class MapTests(PoolTestCase):
    def test_order_and_chunks(self) -> None:
        pool = self.pool(2)
        for size, ahead in itertools.product((1, 3, 100), (None, 1, 4)):
            with self.subTest(chunksize=size, buffersize=ahead):
                found = pool.map(_pool_targets.add, range(20), itertools.count(), chunksize=size, buffersize=ahead)
                self.assertEqual(list(found), [2 * number for number in range(20)])

    def test_the_input_is_read_as_far_ahead_as_said(self) -> None:
        taken: list[int] = []
        numbers = (taken.append(number) or number for number in itertools.count())
        results = self.pool(2).map(_pool_targets.add, numbers, buffersize=3)
        self.assertEqual(taken, [0, 1, 2])
        self.assertEqual([next(results), next(results)], [1, 2])
        self.assertEqual(taken, [0, 1, 2, 3, 4])
        results.close()

    def test_what_is_not_asked_for_is_cancelled(self) -> None:
        pool, reader = self.announcing_pool()
        results = pool.map(_pool_targets.same, [1, 2])
        self.assertEqual(next(results), 1)
        blocked = pool.submit(_pool_targets.announce_and_block)
        later = pool.map(_pool_targets.same, [1], timeout=0.01)
        reader.recv()
        with self.assertRaises(concurrent.futures.TimeoutError):
            next(later)
        self.assertEqual(list(results), [2])
        blocked.kill()

    def test_refusals(self) -> None:
        pool = self.pool(1)
        cases: list[tuple[dict[str, Any], type[Exception], str]] = [
            ({"chunksize": 0}, ValueError, "chunksize must be >= 1."),
            ({"buffersize": 0}, ValueError, "buffersize must be None or > 0"),
            ({"buffersize": 1.5}, TypeError, "buffersize must be an integer or None"),
        ]
        for options, kind, text in cases:
            with self.assertRaises(kind) as caught:
                pool.map(_pool_targets.add, [1], **options)
            self.assertEqual(str(caught.exception), text)


class DeathTests(PoolTestCase):
    def assert_died(self, error: BaseException | None, *texts: str) -> None:
        self.assertIs(type(error), WorkerDiedError)
        for text in (r"worker \S*Process-[\d:]+ \(pid \d+\) ", *texts):
            self.assertRegex(str(error), text)

    def test_a_death_costs_one_task(self) -> None:
        pool = self.pool(2)
        futures = [pool.submit(_pool_targets.add, number) for number in range(10)]
        killed, left = pool.submit(_pool_targets.die, signal.SIGKILL), pool.submit(_pool_targets.leave, 3)
        futures += [pool.submit(_pool_targets.add, number) for number in range(10)]
        self.assertEqual([future.result() for future in futures], [*range(1, 11), *range(1, 11)])
        self.assert_died(killed.exception(), r"was killed by SIGKILL while it ran the task 11, _pool_targets\.die$")
        self.assert_died(left.exception(), r"ended with exit code 3 while it ran the task 12, _pool_targets\.leave$")

    def test_the_task_of_a_map_is_named(self) -> None:
        with self.assertRaises(WorkerDiedError) as caught:
            list(self.pool(1).map(_pool_targets.leave, [3], chunksize=2))
        self.assertRegex(str(caught.exception), r"_pool_targets\.leave$")

    def test_one_that_dies_idle_costs_none(self) -> None:
        pool = self.pool(1)
        for _ in range(20):
            worker = pool.submit(_pool_targets.pid).result()
            os.kill(worker, signal.SIGKILL)
            self.assertNotEqual(pool.submit(_pool_targets.pid).result(), worker)

    def test_one_that_closes_its_socket(self) -> None:
        pool = self.pool(1)
        self.assert_died(pool.submit(_pool_targets.close_everything).exception())
        self.assertEqual(pool.submit(_pool_targets.add, 1).result(), 2)

    def test_one_that_dies_before_it_is_ready(self) -> None:
        pool = self.pool(1, initializer=_pool_targets.leave, initargs=(4,))
        for _ in range(2):
            ended = "exit code 4 before it was ready for a task, as others did before it; its stderr may say why"
            self.assert_died(pool.submit(_pool_targets.add, 1).exception(), ended)

    def test_one_that_cannot_be_started(self) -> None:
        future = self.pool(1, initializer=lambda: None).submit(_pool_targets.add, 1)
        self.assertIn(type(future.exception()).__name__, ("PicklingError", "AttributeError"))

    def test_how_a_worker_ended(self) -> None:
        self.assertEqual(_pool_process._ended(None), "ended, and its exit code is unknown")
        self.assertEqual(_pool_process._ended(-signal.SIGRTMIN - 5), f"was killed by signal {signal.SIGRTMIN + 5}")  # it has no name

    def test_one_that_sends_something_else(self) -> None:
        ours, theirs = self.pipe()
        os.write(theirs.fileno(), (1).to_bytes(8, "little") + b"more")
        with self.assertRaisesRegex(OSError, "^something else than a frame came through the socket of a worker$"):
            _pool_frames.Frames(ours).receive()

    def test_a_fault_of_the_pool_itself(self) -> None:
        """Nobody waits for ever."""
        pool = self.pool(1)
        with mock.patch.object(_pool_manager.Manager, "_look", side_effect=ArithmeticError("wrong")):
            error = pool.submit(_pool_targets.add, 1).exception()
        self.assertIs(type(error), BrokenProcessPool)
        self.assertEqual(str(error), "the thread of the ProcessPoolExecutor has failed: ArithmeticError: wrong")

    def test_a_time_limit(self) -> None:
        late = self.pool(1, task_timeout=0.5).submit(_pool_targets.nap, 100)
        self.assertIs(type(late.exception()), TimeoutError)
        self.assertRegex(str(late.exception()), r"\(pid \d+\).* task 1, _pool_targets\.nap took longer than task_timeout=0\.5 seconds")

    def test_an_interrupted_worker_goes_on(self) -> None:
        pool, reader = self.announcing_pool()
        worker = pool.submit(_pool_targets.pid).result()
        running = pool.submit(_pool_targets.announce_and_block)
        reader.recv()
        os.kill(worker, signal.SIGINT)
        self.assertIsInstance(running.exception(), KeyboardInterrupt)
        os.kill(worker, signal.SIGINT)
        self.assertEqual(pool.submit(_pool_targets.pid).result(), worker)


class CancellingTests(PoolTestCase):
    def test_kill(self) -> None:
        pool, reader = self.announcing_pool()
        running, waiting = pool.submit(_pool_targets.announce_and_block), pool.submit(_pool_targets.add, 1)
        last = pool.submit(_pool_targets.add, 2)
        worker = reader.recv()
        self.assertTrue(waiting.kill())
        self.assertTrue(waiting.cancelled())
        self.assertFalse(running.cancel())
        self.assertTrue(running.kill())
        self.assertRegex(str(running.exception()), rf"\(pid {worker}\) was killed by SIGKILL .*it was killed by Future\.kill\(\)")
        self.assertEqual(last.result(), 3)
        self.assertFalse(last.kill())
        self.assertFalse(last.cancel())

    def test_what_is_cancelled_is_told_at_once(self) -> None:
        pool, reader = self.announcing_pool()
        running, waiting = pool.submit(_pool_targets.announce_and_block), pool.submit(_pool_targets.add, 1)
        reader.recv()
        self.assertTrue(waiting.cancel())
        self.assertTrue(waiting.cancel())
        self.assertEqual(concurrent.futures.wait([waiting]).done, {waiting})
        self.assertEqual(list(concurrent.futures.as_completed([waiting])), [waiting])
        running.kill()

    def test_kill_workers(self) -> None:
        pool, reader = self.announcing_pool()
        running, waiting = pool.submit(_pool_targets.announce_and_block), pool.submit(_pool_targets.add, 1)
        reader.recv()
        pool.kill_workers()
        self.assertTrue(waiting.cancelled())
        self.assertIsInstance(running.exception(), WorkerDiedError)
        self.assertRegex(str(running.exception()), r"it was killed by kill_workers\(\)")


class WorkerTests(PoolTestCase):
    def test_they_start_when_there_is_work(self) -> None:
        pool = self.pool(5)
        self.assertEqual(multiprocessing.active_children(), [])
        pool.submit(_pool_targets.add, 1).result()
        self.assertEqual(len(multiprocessing.active_children()), 1)

    def test_recycling(self) -> None:
        pids = list(self.pool(1, max_tasks_per_child=2).map(_pool_targets.nap, [0] * 6))
        self.assertEqual(pids[::2], pids[1::2])
        self.assertEqual(len(set(pids)), 3)

    def test_an_initializer(self) -> None:
        pool = self.pool(2, initializer=_pool_targets.keep, initargs=("something",))
        self.assertEqual({pool.submit(_pool_targets.kept).result() for _ in range(5)}, {"something"})

    def test_an_initializer_that_fails_breaks_the_pool(self) -> None:
        pool = self.pool(1, initializer=_pool_targets.refuse, initargs=("no licence",))
        futures = [pool.submit(_pool_targets.add, number) for number in range(3)]
        for future in futures:
            error = future.exception()
            self.assertIs(type(error), BrokenProcessPool)
            self.assertIn("an initializer of the ProcessPoolExecutor has failed", str(error))
            self.assertIn("LookupError: 'no licence'" if "'" in str(error) else "LookupError: no licence", str(error))
            self.assertIsInstance(error.__cause__, LookupError)
            self.assertIsInstance(error.__cause__.__cause__, RemoteTraceback)
        self.assertRaises(BrokenProcessPool, pool.submit, _pool_targets.add, 1)

    def test_constructor(self) -> None:
        fork, recycling = multiprocessing.get_context("fork"), "max_tasks_per_child"  # which the original has since CPython 3.11
        forks = "max_tasks_per_child is incompatible with the 'fork' multiprocessing start method; supply a different mp_context."
        cases: list[tuple[tuple[Any, ...], dict[str, Any], str]] = [
            ((0,), {}, "max_workers must be greater than 0"),
            ((-1,), {}, "max_workers must be greater than 0"),
            ((1, None, 3), {}, "initializer must be a callable"),
            ((1,), {recycling: 1.5}, "max_tasks_per_child must be an integer"),
            ((1, SPAWN), {recycling: 0}, "max_tasks_per_child must be >= 1"),
            ((1, fork), {recycling: 1}, forks),
            ((1,), {"task_timeout": 0}, "task_timeout must be greater than 0 seconds, or None, not 0"),
        ]
        with self.assertRaisesRegex(
            TypeError, r"^mp_context must be a context, such as pybridge.get_context\('pybridge-standby'\), not 'spawn'$"
        ):
            ProcessPoolExecutor(1, "spawn")  # type: ignore[arg-type]
        with self.assertRaisesRegex(TypeError, "^task_timeout must be a number of seconds, or None, not 'a'$"):
            ProcessPoolExecutor(1, task_timeout="a")  # type: ignore[arg-type]
        there = inspect.signature(concurrent.futures.ProcessPoolExecutor).parameters
        for args, options, text in cases:
            with self.subTest(args=args, options=options):
                ours = outcome(lambda: ProcessPoolExecutor(*args, **options))
                self.assertEqual(ours[1], text)
                if options.keys() <= there.keys():
                    self.assertEqual(ours, outcome(lambda: concurrent.futures.ProcessPoolExecutor(*args, **options)))
        self.assertRaises(ValueError, ProcessPoolExecutor, task_timeout=float("nan"))


class EndTests(PoolTestCase):
    def test_shutdown(self) -> None:
        pool, reader = self.announcing_pool()
        done = pool.submit(_pool_targets.add, 1)
        running, waiting = pool.submit(_pool_targets.announce_and_block), pool.submit(_pool_targets.add, 1)
        reader.recv()
        pool.shutdown(wait=False, cancel_futures=True)
        self.assertTrue(waiting.cancelled())
        self.assertRaisesRegex(RuntimeError, "cannot schedule new futures after shutdown", pool.submit, _pool_targets.add, 1)
        running.kill()
        pool.shutdown()
        pool.shutdown()
        self.assertEqual(done.result(), 2)
        self.assertEqual(multiprocessing.active_children(), [])

    def test_shutdown_lets_tasks_end(self) -> None:
        pool = self.pool(2)
        futures = [pool.submit(_pool_targets.add, number) for number in range(50)]
        pool.shutdown()
        self.assertEqual([future.result() for future in futures], list(range(1, 51)))

    def test_one_that_has_done_nothing(self) -> None:
        with ProcessPoolExecutor(2):
            pass

    def test_one_that_is_dropped(self) -> None:
        pool = ProcessPoolExecutor(2)
        results = pool.map(_pool_targets.add, range(10))
        thread = pool._manager._thread
        del pool
        thread.join()
        self.assertEqual(list(results), list(range(1, 11)))

    def test_a_fork(self) -> None:
        pool = self.pool(1)
        worker = pool.submit(_pool_targets.pid).result()
        text = "this ProcessPoolExecutor belongs to the process from which this one was forked: make a new one here"
        child = os.fork()
        if not child:
            found = outcome(lambda: pool.submit(_pool_targets.add, 1))
            pool.shutdown()
            pool.kill_workers()
            del pool
            os._exit(0 if found[0] == "RuntimeError" and found[1] == text else 1)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)
        self.assertEqual(pool.submit(_pool_targets.pid).result(), worker)


class ProgramTests(unittest.TestCase):
    """How programs end: none of their workers holds the pipe of their stdout, on whose end ``run_python`` waits."""

    PROGRAM = """
        import _pool_targets, os, signal, sys, threading, multiprocessing
        import pybridge
        if __name__ == "__main__":
            context = pybridge.get_context(sys.argv[1])
            reader, writer = context.Pipe(duplex=False)
            pool = pybridge.ProcessPoolExecutor(2, context, _pool_targets.keep, (writer,))
            {end}
        """

    def check(self, end: str, code: int, output: list[str], error: str = "", contexts: tuple[str, ...] = CONTEXTS) -> None:
        """Run the program with each context; what it prints may come in any order."""
        for context in contexts:
            with self.subTest(context=context):
                result = run_python(self.PROGRAM.format(end=end), context, start_new_session=True, flags=("-W", "ignore"))
                self.assertEqual((result.returncode, sorted(result.stdout.splitlines())), (code, output), result.stderr)
                self.assertRegex(result.stderr, error or r"\A\Z")

    def test_contexts(self) -> None:
        end = """
            with pool:
                print(*pool.map(_pool_targets.add, range(10)))
                print(type(pool.submit(_pool_targets.leave, 1).exception()).__name__)
                print(pool.submit(_pool_targets.add, 1).result())
        """.strip()
        self.check(end, 0, ["1 2 3 4 5 6 7 8 9 10", "2", "WorkerDiedError"], contexts=(*CONTEXTS, "pybridge-standby", "forkserver"))

    def test_without_shutdown(self) -> None:
        end = "futures = [pool.submit(_pool_targets.say, str(number)) for number in range(5)]"
        self.check(end, 0, list("01234"), contexts=(*CONTEXTS, "forkserver"))

    def test_a_program_that_is_killed(self) -> None:
        end = "print(pool.submit(_pool_targets.add, 1).result(), flush=True); os.kill(os.getpid(), signal.SIGKILL)"
        self.check(end, -signal.SIGKILL, ["2"])

    def test_ctrl_c(self) -> None:
        end = """
            with pool:
                futures = [pool.submit(_pool_targets.announce_and_block) for _ in range(5)]
                reader.recv(), reader.recv()
                os.killpg(0, signal.SIGINT)
                futures[0].result()
        """.strip()
        self.check(end, -signal.SIGINT, [], r"\nKeyboardInterrupt\n\Z")

    def test_ctrl_c_without_shutdown(self) -> None:
        end = """
            pool.submit(_pool_targets.add, 1).result()
            os.killpg(0, signal.SIGINT)
            signal.pause()
        """.strip()
        self.check(end, -signal.SIGINT, [], r"\nKeyboardInterrupt(: )?\n\Z")

    def test_importing_the_package_does_not_import_executors(self) -> None:
        result = run_python("import pybridge, sys; print('concurrent.futures' in sys.modules, pybridge.ProcessPoolExecutor.__name__)")
        self.assertEqual(result.stdout, "False ProcessPoolExecutor\n", result.stderr)


if __name__ == "__main__":
    unittest.main()
