"""``pybridge.Process`` is a ``BaseProcess``: its methods are called, where others put wrappers, and nothing else of it."""

from __future__ import annotations

import unittest

from support import run_python

import multiprocessing

import pybridge

WRAPPED = {"start", "run", "join", "terminate", "kill", "is_alive", "close", "_bootstrap"}
CHECKS = {"_check_closed"}  # C# has said the same before


class DelegationTests(unittest.TestCase):
    def test_every_public_member_is_overridden(self) -> None:
        base = multiprocessing.process.BaseProcess
        public = {name for name in vars(base) if not name.startswith("_")} | {"__init__", "__repr__"}
        self.assertEqual({name for name in public if name not in vars(pybridge.Process)}, set())

    def test_methods_are_called_and_all_else_may_be_broken(self) -> None:
        result = run_python(
            f"""
            import multiprocessing, signal
            import pybridge, targets
            from multiprocessing.process import BaseProcess
            called = []
            def wrapped(name, member):
                def used(self, *arguments, **options):
                    if isinstance(self, pybridge.Process):
                        called.append(name)
                    return member(self, *arguments, **options)
                return used
            def broken(name, member):
                def used(self, *arguments, **options):
                    if isinstance(self, pybridge.Process):
                        raise SystemError("inherited: " + name)
                    # The standard library's own objects, such as that of the main process, go on.
                    return member(self, *arguments, **options)
                return used
            def break_base():
                for name, member in list(vars(BaseProcess).items()):
                    if name in {CHECKS!r} or not (callable(member) or isinstance(member, property)):
                        continue
                    if name.startswith("__") and name not in ("__init__", "__repr__"):
                        continue
                    if isinstance(member, property):
                        new = property(*(broken(name, part) if part else None for part in (member.fget, member.fset)))
                    else:
                        new = (wrapped if name in {WRAPPED!r} else broken)(name, member)
                    setattr(BaseProcess, name, new)
            break_base()
            def work(connection):
                current = pybridge.current_process()
                connection.send([current.name, current.daemon, current.pid > 0, current.is_alive(), current.exitcode,
                                 bytes(current.authkey), repr(current)[:8], pybridge.parent_process().is_alive(),
                                 pybridge.active_children(), called])
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
                print(*sorted(set(called)))
            """
        )
        self.assertEqual(
            result.stdout,
            "['V', False, True, True, None, b'a', '<Process', True, [], ['_bootstrap', 'run']]\n"
            "0 False <class 'int'> True True <Process []\n-15\n-9\nrun\nclose is_alive join kill run start terminate\n",
            result.stderr,
        )


if __name__ == "__main__":
    unittest.main()
