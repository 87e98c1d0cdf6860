"""The context: the rest of ``multiprocessing``, on processes that C# starts."""

from __future__ import annotations

import concurrent.futures
import unittest

import targets
from support import PYBRIDGE, ProcessTestCase, run_python

import multiprocessing

import pybridge


class ContextTests(ProcessTestCase):
    def test_objects_of_the_standard_library_cross(self) -> None:
        result = run_python(
            """
            import pybridge
            from multiprocessing import shared_memory
            def work(queue, simple, joinable, lock, event, value, array, connection, barrier, block, items):
                with lock:
                    value.value += 1
                    array[0] = 2.5
                block.buf[0] = 7
                items.append(8)
                event.set()
                barrier.wait()
                queue.put("queue"); simple.put("simple"); connection.send("connection")
                joinable.get(); joinable.task_done()
            if __name__ == "__main__":
                context = pybridge.get_context()
                reader, writer = context.Pipe(duplex=False)
                block = shared_memory.SharedMemory(create=True, size=16)
                with context.Manager() as manager:
                    shared = [context.Queue(), context.SimpleQueue(), context.JoinableQueue(), context.Lock(),
                              context.Event(), context.Value("i", 4), context.Array("d", 1), writer,
                              context.Barrier(2), block, manager.list()]
                    process = pybridge.Process(target=work, args=shared)
                    process.start()
                    shared[8].wait()
                    shared[2].put(0); shared[2].join()
                    print(shared[0].get(), shared[1].get(), reader.recv(), shared[4].is_set())
                    process.join()
                    print(shared[5].value, shared[6][0], block.buf[0], list(shared[10]), process.exitcode)
                block.close(); block.unlink()
            """
        )
        self.assertEqual(result.stdout, "queue simple connection True\n5 2.5 7 [8] 0\n", result.stderr)
        self.assertEqual(result.stderr, "")

    def test_the_parents_resource_tracker_is_the_childs(self) -> None:
        result = run_python(
            """
            import os, sys
            import pybridge
            def work():
                print("multiprocessing.resource_tracker" in sys.modules)
                from multiprocessing import resource_tracker
                tracker = resource_tracker._resource_tracker
                print(os.readlink(f"/proc/self/fd/{tracker.getfd()}"), tracker._pid)  # no other one was started
                print([type(finder).__name__ for finder in sys.meta_path if type(finder).__name__.startswith("_T")])
            if __name__ == "__main__":
                from multiprocessing import resource_tracker
                process = pybridge.Process(target=work)
                process.start()
                process.join()
                print(os.readlink(f"/proc/self/fd/{resource_tracker.getfd()}"))
            """
        )
        loaded, of_child, finders, of_parent = result.stdout.splitlines()
        self.assertEqual((loaded, of_child, finders), ("False", f"{of_parent} None", "[]"), result.stderr)

    def test_a_start_notices_that_the_resource_tracker_is_dead(self) -> None:
        def start(method: str) -> tuple[str, str]:
            result = run_python(
                """
                import multiprocessing, os, signal, sys
                from multiprocessing import resource_tracker
                import pybridge
                def work():
                    from multiprocessing import resource_tracker
                    tracker = resource_tracker._resource_tracker
                    print(tracker.getfd() == tracker._fd, tracker._pid, flush=True)  # the one that was lent lives
                if __name__ == "__main__":
                    resource_tracker.ensure_running()
                    killed = resource_tracker._resource_tracker._pid
                    os.kill(killed, signal.SIGKILL)
                    os.waitid(os.P_PID, killed, os.WEXITED | os.WNOWAIT)
                    process = multiprocessing.get_context(sys.argv[1]).Process(target=work)
                    process.start(); process.join()
                    print(process.exitcode, resource_tracker._resource_tracker._pid != killed)
                """,
                method,
            )
            return result.stdout, result.stderr

        standard = start("spawn")
        self.assertEqual(standard[0], "True None\n0 True\n", standard[1])
        self.assertIn("process died unexpectedly, relaunching", standard[1])
        self.assertEqual(start("pybridge"), standard)

    def test_pool(self) -> None:
        with PYBRIDGE.Pool(2) as pool:
            self.assertEqual(pool.map(targets.square, range(10)), [number * number for number in range(10)])
            names = {process.name.partition("-")[0] for process in multiprocessing.active_children()}
            self.assertEqual(names, {"PoolWorker"})
            pool.close()
            pool.join()

    def test_executor(self) -> None:
        with concurrent.futures.ProcessPoolExecutor(2, mp_context=PYBRIDGE) as executor:
            self.assertEqual(list(executor.map(targets.square, range(5))), [0, 1, 4, 9, 16])

    def test_set_start_method(self) -> None:
        result = run_python(
            """
            import concurrent.futures, multiprocessing
            import pybridge, targets
            def work(queue):
                inner = multiprocessing.Process(target=queue.put, args=(multiprocessing.get_start_method(),))
                inner.start(); inner.join()
                queue.put((type(inner._popen).__module__, inner.name))
            if __name__ == "__main__":
                multiprocessing.set_start_method("pybridge")
                queue = multiprocessing.Queue()
                process = multiprocessing.Process(target=work, args=(queue,))
                process.start()
                print(queue.get(), queue.get(), process in pybridge.active_children())
                process.join()
                print(process.exitcode, pybridge.active_children(), multiprocessing.Pool(1).apply(len, ("abc",)))
                other = multiprocessing.get_context("spawn").Process(target=targets.nothing)
                other.start(); other.join()
                print(other.exitcode)
            """
        )
        expected = "pybridge ('pybridge._popen', 'Process-1:1') True\n0 [] 3\n0\n"
        self.assertEqual((result.stdout, result.stderr), (expected, ""))

    def test_a_daemon_may_have_no_children(self) -> None:
        result = run_python(
            """
            import multiprocessing, pybridge, targets
            def work():
                process = pybridge.Process(target=targets.nothing)
                try:
                    process.start()
                except AssertionError as error:
                    print(error, process.pid, flush=True)
                pybridge.current_process().daemon = False
                process.start(); process.join()
                print(process.exitcode)
            if __name__ == "__main__":
                process = pybridge.Process(target=work, daemon=True)
                process.start(); process.join()
            """
        )
        self.assertEqual(result.stdout, "daemonic processes are not allowed to have children None\n0\n", result.stderr)

    def test_a_subclass_crosses_with_its_attributes(self) -> None:
        result = run_python(
            """
            import pybridge
            class Worker(pybridge.Process):
                def __init__(self, number):
                    super().__init__(name="W")
                    self.number = number
                def __getstate__(self):
                    return {**self.__dict__, "crossed": True}
                def run(self):
                    print(self.number, self.crossed, pybridge.current_process() is self, repr(self.name), self._identity)
            if __name__ == "__main__":
                worker = Worker(5)
                worker.start(); worker.join()
                print(worker.exitcode)
            """
        )
        self.assertEqual(result.stdout, "5 True True 'W' (1,)\n0\n", result.stderr)

    def test_logging_names_the_child(self) -> None:
        result = run_python(
            """
            import logging, multiprocessing, pybridge
            def work():
                multiprocessing.get_logger().info("hello")
            if __name__ == "__main__":
                multiprocessing.log_to_stderr(logging.INFO)
                process = pybridge.Process(target=work, name="L")
                process.start(); process.join()
            """
        )
        self.assertIn("[INFO/L] hello\n", result.stderr)
        self.assertIn("[INFO/L] process exiting with exitcode 0\n", result.stderr)

    def test_private_configuration_is_shared(self) -> None:
        config = pybridge.current_process()._config
        self.assertEqual(config["semprefix"], multiprocessing.current_process()._config["semprefix"])
        process = pybridge.Process()
        process._config["daemon"] = True
        self.assertIs(process.daemon, True)
        process._config = {"semprefix": "/x", "daemon": False}
        self.assertIs(process.daemon, False)
        self.assertEqual(process._config.copy()["semprefix"], "/x")


if __name__ == "__main__":
    unittest.main()
