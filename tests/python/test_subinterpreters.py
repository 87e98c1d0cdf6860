"""Each interpreter of a program has a current process of its own: its key, its name, its daemon flag."""

from __future__ import annotations

import unittest

from support import only_if, run_python

try:
    from concurrent import interpreters
except ImportError:
    interpreters = None

TALK = '''
import multiprocessing, sys
from concurrent import interpreters
from multiprocessing.connection import Client, Listener
import pybridge

CODE = """
import math, multiprocessing, sys
sys.path[:] = PATH
import pybridge
current = multiprocessing.current_process()
current.name = "Sub"
current._config["daemon"] = IS_DAEMON
try:
    p = pybridge.Process(target=math.sqrt, args=(4,), daemon=False)
    p.start()
    p.join()
    print(p.name, p._parent_name, p.exitcode, pybridge.active_children(), pybridge.parent_process(), flush=True)
except AssertionError as error:
    print(error, flush=True)
"""

def speak(address):
    with Client(address, authkey=multiprocessing.current_process().authkey) as connection:
        connection.send(multiprocessing.parent_process().name)

def talk():
    with Listener(family="AF_UNIX", authkey=multiprocessing.current_process().authkey) as listener:
        process = pybridge.Process(target=speak, args=(listener.address,))
        process.start()
        with listener.accept() as connection:
            print(connection.recv(), end=" ")
        process.join()
        print(process.name, process.exitcode, flush=True)

if __name__ == "__main__":
    talk()
    for is_daemon in (False, True):
        other = interpreters.create()
        other.exec(CODE.replace("PATH", repr(sys.path)).replace("IS_DAEMON", repr(is_daemon)))
        talk()
        other.close()
    talk()
'''

THREADS = '''
import sys, threading
from concurrent import interpreters

CODE = """
import math, multiprocessing, sys
sys.path[:] = PATH
import pybridge
multiprocessing.current_process().name = NAME
for number in range(5):
    p = pybridge.Process(target=math.sqrt, args=(number,))
    p.start()
    p.join()
    assert p._parent_name == NAME and p.exitcode == 0, (p, p._parent_name)
    assert p.authkey == multiprocessing.current_process().authkey
"""

def run(name):
    other = interpreters.create()
    try:
        other.exec(CODE.replace("PATH", repr(sys.path)).replace("NAME", repr(name)))
        done.append(name)
    finally:
        other.close()

if __name__ == "__main__":
    done = []
    threads = [threading.Thread(target=run, args=(f"I{number}",)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(sorted(done))
'''

CLR = '''
import sys
from concurrent import interpreters
import pybridge

CODE = """
import sys
sys.path[:] = PATH
import pybridge
try:
    import clr
except ImportError as error:
    print(error, flush=True)
"""

if __name__ == "__main__":
    other = interpreters.create()
    other.exec(CODE.replace("PATH", repr(sys.path)))
    other.close()
    import clr
    from System import String
    print(String.__name__)
'''


@only_if(interpreters is not None)
class SubinterpreterTests(unittest.TestCase):
    def test_children_take_after_the_process_of_their_own_interpreter(self) -> None:
        for binding in ("native", "pythonnet"):
            with self.subTest(binding=binding):
                result = run_python(TALK, environment={"PYBRIDGE_BINDING": binding})
                self.assertEqual(
                    result.stdout.splitlines(),
                    [
                        "MainProcess Process-1 0",
                        "Process-1 Sub 0 [] None",
                        "MainProcess Process-2 0",
                        "daemonic processes are not allowed to have children",
                        "MainProcess Process-3 0",
                        "MainProcess Process-4 0",
                    ],
                    result.stderr,
                )

    def test_threads_of_several_interpreters_do_not_mix(self) -> None:
        result = run_python(THREADS)
        self.assertEqual(result.stdout, "['I0', 'I1', 'I2']\n", result.stderr)

    def test_only_the_main_interpreter_has_the_clr(self) -> None:
        result = run_python(CLR)
        self.assertEqual(
            result.stdout, "pythonnet serves the main interpreter of a program alone, and this is another one.\nString\n", result.stderr
        )


if __name__ == "__main__":
    unittest.main()
