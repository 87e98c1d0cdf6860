"""What the tests run in Python children, Python >= 3.8. Most of it writes what it saw to a file."""

import atexit
import functools
import multiprocessing
import os
import subprocess
import sys
import threading
import time
from multiprocessing import util


class Holder:
    class Inner:
        @staticmethod
        def nested(path, *args, **kwargs):
            tell(path, *args, **kwargs)


def tell(path, *args, **kwargs):
    with open(path, "w", encoding="utf-8", errors="surrogatepass") as file:
        file.write("\n".join([ascii(arg) for arg in args] + ["%s=%a" % pair for pair in sorted(kwargs.items())]))


async def tell_later(path, *args):
    import asyncio

    await asyncio.sleep(0)
    tell(path, *args)


class Asynchronous:
    async def tell(self, path, *args):
        await tell_later(path, *args)

    async def __call__(self, path, *args):
        await tell_later(path, *args)


tell_by_object = Asynchronous()
tell_by_method = tell_by_object.tell
tell_by_partial = functools.partial(tell_later)


async def fail_later():
    raise ValueError("late")


def measure(path, data, again):
    tell(path, type(data).__name__, len(data), data[:4], data is again)


def look_at(path, *args):
    """Tell what arguments are, whether one is there twice, and what memory files of arguments are still open."""
    open_files = [link for link in map(_link, os.listdir("/proc/self/fd")) if "pybridge-buffer" in link]
    seen = ["%s %d %s %s" % (type(arg).__name__, len(arg), arg[-1], sum(arg is other for other in args) > 1) for arg in args]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join([*seen, str(open_files)]))


def _link(number):
    try:
        return os.readlink("/proc/self/fd/" + number)
    except OSError:  # the folder itself
        return ""


def change(path, *arrays):
    """Tell what arrays of numpy are, then change them."""
    lines = []
    for array in arrays:
        base = array
        while getattr(base, "base", None) is not None:
            base = base.base
        last = array.ravel()[-1]
        array[...] = 8
        lines.append("%s %s %s %s %s %s" % (
            array.dtype, array.shape, last, array.flags.writeable, type(base).__name__, array.ravel()[-1]))
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


def describe(path):
    current, parent = multiprocessing.current_process(), multiprocessing.parent_process()
    tell(
        path,
        type(current).__module__ + "." + type(current).__name__,
        current.name,
        current._identity,
        current.daemon,
        bytes(current.authkey),
        type(current.authkey).__name__,
        current.pid == os.getpid(),
        parent.name,
        parent.pid == os.getppid(),
        parent.is_alive(),
        multiprocessing.active_children(),
        multiprocessing.get_start_method(),
        threading.active_count(),
    )


def places(path):
    tell(path, sys.prefix, os.getcwd(), sys.path, sys.argv, dict(os.environ))


def standard_input(path):
    tell(path, sys.stdin.read(), os.readlink("/proc/self/fd/0"))


def descriptors(path):
    found = {}
    for name in os.listdir("/proc/self/fd"):
        try:
            found[int(name)] = os.readlink("/proc/self/fd/" + name), os.get_inheritable(int(name))
        except OSError:  # the one that reads the folder
            pass
    tell(path, *sorted(found.items()))


def itself(path, holder, key):
    tell(path, holder[0] is multiprocessing.current_process(), type(key).__name__)


def block(running, end, secret=None):
    """Say that it runs, and go on until told to end."""
    with open(running, "r+b", 0) as file:
        file.write(b"\0")
    with open(end, "rb", 0) as file:
        file.read(1)


def outlive_parent(running, path):
    parent = multiprocessing.parent_process()
    with open(running, "r+b", 0) as file:
        file.write(b"\0")
    parent.join()
    tell(path + ".new", parent.is_alive(), parent.exitcode)
    os.rename(path + ".new", path)


def have_children(path):
    lines = multiprocessing.Queue()
    child = multiprocessing.Process(target=grandchild, args=(lines,))
    child.start()
    seen = lines.get()
    child.join()
    tracker = multiprocessing.resource_tracker._resource_tracker._pid
    tell(path, child.name, seen, child.exitcode, tracker)


def grandchild(lines):
    lines.put((multiprocessing.current_process().name, multiprocessing.parent_process().name))


def have_child_as_daemon(path):
    try:
        multiprocessing.Process(target=time.sleep, args=(0,)).start()
    except AssertionError as error:
        tell(path, str(error))


not_callable = 5


def leave(how):
    """End in one of the ways there are."""
    if how == "return":
        return 17
    if how == "lines":
        print("out", flush=True)
        print("err", file=sys.stderr)
    elif how == "order":
        end_in_order()
    elif how == "raise":
        raise ValueError("two\nlines")
    elif how == "interrupt":
        raise KeyboardInterrupt
    elif how == "base":
        raise BaseException("base")
    elif how == "abrupt":
        sys.stdout.write("lost")
        os._exit(9)
    elif how == "abort":
        os.kill(os.getpid(), 6)
    elif how == "thread":
        threading.Thread(target=fail).start()
    elif how.startswith("exit"):
        raise SystemExit(*eval(how[4:]))
    return None


def fail():
    sys.stderr = None  # the thread's traceback differs by a name that counts threads
    raise ValueError("in a thread")


def end_in_order():
    say = sys.stderr.write
    atexit.register(say, "atexit\n")
    util.Finalize(None, say, args=("finalizer\n",), exitpriority=0)
    sys.stderr = Watched(sys.stderr, "ValueError: last")
    threading.Thread(target=lambda: (sys.stderr.seen.wait(), say("thread\n"))).start()
    raise ValueError("last")


class Watched:
    """A stream that tells when a text has been written."""

    def __init__(self, stream, text):
        self.stream, self.text, self.seen = stream, text, threading.Event()

    def write(self, text):
        self.stream.write(text)
        if self.text in text:
            self.seen.set()

    def flush(self):
        self.stream.flush()


def run_by_stdlib(how):
    """The same, by CPython's own class: its exit code, after what the child wrote."""
    process = multiprocessing.get_context("spawn").Process(target=leave, args=(how,), name="a name")
    process.start()
    process.join()
    return process.exitcode


def start_by_hand(path):
    """Another program, which inherits what may be inherited."""
    output = subprocess.check_output(["ls", "/proc/self/fd"], close_fds=False)
    tell(path, sorted(map(int, output.split()))[:-1])
