"""``pybridge.Process`` is a ``BaseProcess``, and uses nothing of its public members and checks."""

from __future__ import annotations

import unittest

from support import run_python

import multiprocessing

import pybridge

# Private, and part of running a Python target in its child: what CPython's own modules call.
RUNS_IN_THE_CHILD = {"_bootstrap"}


class DelegationTests(unittest.TestCase):
    def test_every_public_member_is_overridden(self) -> None:
        base = multiprocessing.process.BaseProcess
        public = {name for name in vars(base) if not name.startswith("_")} | {"__init__", "__repr__"}
        self.assertEqual({name for name in public if name not in vars(pybridge.Process)}, set())

    def test_all_works_with_the_inherited_members_broken(self) -> None:
        result = run_python(
            f"""
            import multiprocessing, signal
            import pybridge, targets
            from multiprocessing.process import BaseProcess
            def broken(name, member):
                def used(self, *arguments, **options):
                    if isinstance(self, pybridge.Process):
                        raise SystemError("inherited: " + name)
                    # The standard library's own objects, such as that of the main process, go on.
                    return member(self, *arguments, **options)
                return used
            def break_base():
                for name, member in list(vars(BaseProcess).items()):
                    if name in {RUNS_IN_THE_CHILD!r} or not (callable(member) or isinstance(member, property)):
                        continue
                    if name.startswith("__") and name not in ("__init__", "__repr__"):
                        continue
                    if isinstance(member, property):
                        new = property(*(broken(name, part) if part else None for part in (member.fget, member.fset)))
                    else:
                        new = broken(name, member)
                    setattr(BaseProcess, name, new)
            break_base()
            def work(connection):
                current = pybridge.current_process()
                connection.send([current.name, current.daemon, current.pid > 0, current.is_alive(), current.exitcode,
                                 bytes(current.authkey), repr(current)[:8], pybridge.parent_process().is_alive(),
                                 pybridge.active_children()])
                current.name = "new"; current.authkey = b"k"; current.daemon = True; current.close()
            if __name__ == "__main__":
                reader, writer = multiprocessing.Pipe(duplex=False)
                process = pybridge.Process(target=work, args=(writer,), name="W", daemon=True)
                process.name = "V"; process.daemon = False; process.authkey = b"a"
                process.start()
                print(reader.recv())
                process.join()
                print(process.exitcode, process.is_alive(), type(process.pid), process.sentinel > 2,
                      process.ident == process.pid, repr(process)[:8], pybridge.active_children())
                process.close()
                blocked = pybridge.Process(target=targets.announce_and_block, args=(writer,))
                blocked.start(); reader.recv()
                blocked.terminate(); blocked.join(10); print(blocked.exitcode)
                blocked = pybridge.Process(target=targets.announce_and_block, args=(writer,))
                blocked.start(); reader.recv()
                blocked.kill(); blocked.join(); print(blocked.exitcode)
                pybridge.Process(target=print, args=("run",)).run()
            """
        )
        self.assertEqual(
            result.stdout,
            "['V', False, True, True, None, b'a', '<Process', True, []]\n"
            "0 False <class 'int'> True True <Process []\n-15\n-9\nrun\n",
            result.stderr,
        )


if __name__ == "__main__":
    unittest.main()
