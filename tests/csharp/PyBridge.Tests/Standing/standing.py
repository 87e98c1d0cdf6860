"""What the tests of waiting interpreters run in children, Python >= 3.8."""

import gc
import os
import resource
import signal
import sys
import threading
from multiprocessing import process

AT_IMPORT = os.environ.get("STANDBY_TEST_VARIABLE")


def tell(path, lines):
    with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write("\n".join(map(str, lines)))


def moment(path):
    """Tell what a child can see of itself, but for its number and what it has used."""
    umask = os.umask(0)
    os.umask(umask)
    lines = [oct(umask), os.getcwd(), os.getpgrp() == os.getpgid(os.getppid()), os.getsid(0), os.getgroups()]
    lines += ["%a=%a" % pair for pair in os.environ.items()]  # in their order
    lines += [sys.argv, sys.path, sys.flags, sys.executable, sys.prefix, process.ORIGINAL_DIR, getattr(sys, "orig_argv", None)]
    lines += [sys.getfilesystemencoding(), sys.getrecursionlimit(), os.sched_getaffinity(0), os.getpriority(os.PRIO_PROCESS, 0)]
    lines += [(name, resource.getrlimit(getattr(resource, name))) for name in sorted(dir(resource)) if name.startswith("RLIMIT_")]
    lines += [sorted(signal.pthread_sigmask(signal.SIG_BLOCK, ())), [signal.getsignal(n) for n in sorted(signal.valid_signals())]]
    for name in "stdin", "stdout", "stderr":
        stream = getattr(sys, name)
        lines += [stream is getattr(sys, "__%s__" % name) or name, stream.name, stream.mode, stream.encoding, stream.errors]
        lines += [stream.line_buffering, stream.write_through, type(stream.buffer).__name__, os.readlink("/proc/self/fd/%d" % stream.fileno())]
    with open("/proc/thread-self/status") as status:
        lines += [line.strip() for line in status if line.startswith(("SigBlk", "SigIgn", "SigCgt", "Cap", "Uid", "Gid", "NoNew", "Seccomp:", "Threads"))]
    lines += sorted(descriptors(path))
    main = sys.modules["__main__"]
    lines += [sorted(vars(main)), threading.active_count(), gc.isenabled(), sys.gettrace(), [n for n in sys.modules if "pybridge" in n]]
    tell(path, lines)


def descriptors(path):
    for name in os.listdir("/proc/self/fd"):
        try:
            link = os.readlink("/proc/self/fd/" + name)
        except OSError:  # the one that reads the folder
            continue
        yield "%s %s %s" % (name, link.split("[")[0].split(":")[0], os.get_inheritable(int(name)))


def at_import(path):
    tell(path, [AT_IMPORT])


def leave(code):
    sys.exit(code)


def add(*numbers):
    return sum(numbers)


def size(*contents):
    return [len(content) for content in contents]


def put(queue, text):
    queue.put(text)
