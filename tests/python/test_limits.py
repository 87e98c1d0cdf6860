"""Limits of a program: reached, they end a start with an error that names them, and never the program."""

from __future__ import annotations

import errno
import os
import random
import unittest

from support import run_python

import pybridge

SCRIPT = """
    import ctypes, errno, os, resource, struct, sys
    import pybridge, targets

    def report(target, argument, capture):
        try:
            process = pybridge.Process(target=target, args=(argument,), result=True, capture_stderr=capture)
            process.start()
            process.join()
            print("ended", process.result())
        except pybridge.ProcessDiedError as error:
            print("died", str(error).splitlines()[0])
        except OSError as error:
            print(errno.errorcode[error.errno], error)

    def become(user):
        # Root is under no limit of processes. What it may read, such as a Python in its home, is still to be read, and by
        # the programs that are started, too: hence the one capability, which they inherit.
        prctl, capset = ctypes.CDLL(None).prctl, ctypes.CDLL(None).capset
        keep, ambient, raised, override = 8, 47, 2, 1  # PR_SET_KEEPCAPS, PR_CAP_AMBIENT and its RAISE, CAP_DAC_OVERRIDE
        done = prctl(keep, 1, 0, 0, 0)
        os.setgid(user)
        os.setuid(user)
        sets = [1 << override] * 3
        done |= capset(struct.pack("Ii", 0x20080522, 0), struct.pack("6I", *sets, 0, 0, 0))
        done |= prctl(ambient, raised, override, 0, 0)
        if done != 0:
            sys.exit("the capability cannot be kept")

    if __name__ == "__main__":
        user, limit, value, used, capture = map(int, sys.argv[1:])
        if user:
            become(user)
        if used:
            report(targets.square, 1, False)
        resource.setrlimit(limit, (value, resource.getrlimit(limit)[1]))
        report(targets.square, 3, capture)
"""

REFUSING = """
    import ctypes, struct, sys
    import multiprocessing
    import pybridge, targets

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]

    def refuse(system_call, number):
        # Load the call's number; where it is this one, return the error, else allow.
        steps = [(0x20, 0, 0, 0), (0x15, 0, 1, system_call), (0x06, 0, 0, 0x00050000 | number), (0x06, 0, 0, 0x7FFF0000)]
        code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
        program = Program(len(steps), ctypes.addressof(code))
        prctl = ctypes.CDLL(None, use_errno=True).prctl
        return prctl(38, 1, 0, 0, 0) == 0 and prctl(22, 2, ctypes.byref(program)) == 0

    if __name__ == "__main__":
        if not refuse(int(sys.argv[1]), int(sys.argv[2])):
            print("no seccomp")
            sys.exit()
        process = pybridge.Process(target=targets.nothing)
        try:
            process.start()
        except OSError as error:
            print(error)
        print(process.pid, multiprocessing.active_children())
"""

FILE_SIZE, DATA, PROCESSES, DESCRIPTORS, MEMORY = 1, 2, 6, 7, 9  # RLIMIT_FSIZE, _DATA, _NPROC, _NOFILE, _AS
PIDFD_OPEN = 434
MEMORY_TEXT = (
    r"(\(pybridge's library cannot be loaded: there is not enough memory; |\(a process cannot be started: there is not enough memory; "
    r"|There is not enough memory (to start a process|for another thread) \()"
)
LIMITS = (1, 5, 9, 11, 16, 24) if pybridge.binding == "pythonnet" else range(1, 9)  # a CLR has more threads


def unused_user() -> int:
    """A user that nobody else has: the kernel counts over all containers, and a tracker outlives its program a little."""
    return 20_000 + random.randrange(40_000)  # within the 65,536 that a container has


class LimitTests(unittest.TestCase):
    def run_limited(self, limit: int, value: int, used: bool, capture: bool, user: int = 0) -> str:
        run = run_python(SCRIPT, *(str(int(argument)) for argument in (user, limit, value, used, capture)))
        self.assertEqual(run.returncode, 0, f"limit {limit} at {value}, used before: {used}: {run.stderr}")
        return run.stdout.removeprefix("ended 1\n" if used else "")

    @unittest.skipUnless(os.geteuid() == 0, "only root can become a user without processes")
    def test_of_processes(self) -> None:
        for used in (False, True):
            for capture in (False, True):
                said = [self.run_limited(PROCESSES, value, used, capture, unused_user()) for value in LIMITS]
                with self.subTest(used=used, capture=capture, said=said):
                    refused = [text for text in said if text != "ended 9\n"]
                    for text in refused:
                        self.assertRegex(
                            text,
                            r"^EAGAIN .*(: the limit of processes and threads is reached; `ulimit -u` is \d+, and a container may have a "
                            r"lower limit|The limit of processes and threads is reached \(`ulimit -u` is \d)",
                        )
                    self.assertEqual(said, refused + ["ended 9\n"] * (len(said) - len(refused)))
                    self.assertTrue(0 < len(refused) < len(said))

    def test_of_memory(self) -> None:
        for used in (False, True):
            has_ended = False
            for megabytes in (40, 60, 100, 180, 1000):  # 64 and 128 MB more make room for an arena of a thread's own
                said = self.run_limited(MEMORY, megabytes << 20, used, capture=True)
                with self.subTest(used=used, megabytes=megabytes, said=said):
                    refusal = rf"(ENOMEM|EAGAIN) .*{MEMORY_TEXT}.*`ulimit -v` is {megabytes << 10}"
                    self.assertRegex(said, "^ended 9" if has_ended else rf"^(ended 9|{refusal})")
                    has_ended = said.startswith("ended")

    def test_of_data(self) -> None:
        for used in (False, True):
            has_ended = False
            for megabytes in (16, 24, 40, 100, 1000):
                said = self.run_limited(DATA, megabytes << 20, used, capture=True)
                with self.subTest(used=used, megabytes=megabytes, said=said):
                    refusal = rf"(ENOMEM|EAGAIN) .*{MEMORY_TEXT}.*`ulimit -d` is {megabytes << 10}"
                    self.assertRegex(said, "^ended 9" if has_ended else rf"^(ended 9|{refusal})")
                    has_ended = said.startswith("ended")
            self.assertTrue(has_ended)

    def test_of_descriptors(self) -> None:
        for used in (False, True):
            for value in (32, 64, 128, 400):
                said = self.run_limited(DESCRIPTORS, value, used, capture=True)
                with self.subTest(used=used, value=value, said=said):
                    may_refuse = pybridge.binding == "pythonnet" and value < 400
                    told = r"This process has reached its limit of open descriptors \(" if used else r": \.NET keeps some \d+ files open; "
                    refusal = rf"|EMFILE .*{told}`ulimit -n` is {value}" if may_refuse else ""
                    self.assertRegex(said, f"^(ended 9{refusal})")

    def test_of_the_size_of_files(self) -> None:
        self.assertRegex(
            self.run_limited(FILE_SIZE, 0, used=True, capture=False),
            r"^died .* ended with exit code 0 and left no result, which it could not write: "
            r".*A file, or a result in memory, may not become so large \(`ulimit -f` is 0\)",
        )

    def test_pidfds_that_are_refused(self) -> None:
        for number in (errno.ENOSYS, errno.EPERM):
            with self.subTest(number=number):
                run = run_python(REFUSING, str(PIDFD_OPEN), str(number))
                if run.stdout == "no seccomp\n":
                    self.skipTest("seccomp is refused")
                self.assertRegex(
                    run.stdout, rf"^\[Errno {number}\] .*pidfd_open.*Linux 5\.4 or newer.*seccomp.*\nNone \[\]\n$")


if __name__ == "__main__":
    unittest.main()
