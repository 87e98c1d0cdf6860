"""What the children of the tests run: a module of its own, so that every child can import it."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from typing import Any


def nothing() -> None:
    pass


def exit_with(code: Any) -> None:
    sys.exit(code)


def raise_error(text: str) -> None:
    raise ValueError(text)


def kill_self(number: int) -> None:
    os.kill(os.getpid(), number)


def wait_for_end_of(reader: Any) -> None:
    """Block until every writing end of the pipe is closed, or something comes."""
    try:
        reader.recv()
    except EOFError:
        pass


def announce_and_block(writer: Any) -> None:
    """Say that the target runs, then block until a signal comes."""
    writer.send(os.getpid())
    while True:
        signal.pause()


def ignore_terminate(writer: Any) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    announce_and_block(writer)


def send(writer: Any, *values: Any) -> None:
    writer.send(values)


def tell_identities(writer: Any, *values: Any) -> None:
    """Send, for each of the values and of the items of lists among them, the place of the first that is the same object."""
    flat = [item for value in values for item in (value if isinstance(value, list) else [value])]
    send(writer, *[[other is value for other in flat].index(True) for value in flat])


def change_first(writer: Any, buffer: Any) -> None:
    buffer[0] = 255
    send(writer, int(buffer[0]))


def describe_child(writer: Any) -> None:
    """Send what a child can tell of itself and its surroundings."""
    import multiprocessing

    import pybridge

    current, parent = multiprocessing.current_process(), multiprocessing.parent_process()
    writer.send(
        {
            "name": current.name,
            "identity": tuple(current._identity),
            "daemon": current.daemon,
            "authkey": bytes(current.authkey),
            "pid": current.pid == os.getpid(),
            "alive": current.is_alive(),
            "exitcode": current.exitcode,
            "repr": repr(current).replace(str(os.getppid()), "PARENT"),
            "same": pybridge.current_process() is current if isinstance(current, pybridge.Process) else True,
            "parent": (parent.name, parent.pid == os.getppid(), parent.is_alive(), repr(parent)),
            "children": multiprocessing.active_children(),
            "argv": sys.argv,
            "path": sys.path,
            "cwd": os.getcwd(),
            "variable": os.environ.get("PYBRIDGE_TEST"),
            "stdin": sys.stdin.read(),
            "threads": [thread.name for thread in threading.enumerate()],
            "flags": (sys.flags.optimize, sys.flags.dont_write_bytecode, sys.warnoptions),
            "umask": _umask(),
            "mask": signal.pthread_sigmask(signal.SIG_BLOCK, ()),
            "ignored": signal.getsignal(signal.SIGUSR1) is signal.SIG_IGN,
        }
    )


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask


def open_descriptors(writer: Any, *_: Any) -> None:
    """Send what is open beside the standard streams and the connection itself."""
    links = []
    for descriptor in map(int, os.listdir("/proc/self/fd")):
        if descriptor > 2 and descriptor != writer.fileno():
            try:
                links.append(os.readlink(f"/proc/self/fd/{descriptor}"))
            except FileNotFoundError:  # the descriptor of the listing itself
                pass
    writer.send(sorted(link.partition(":")[0] if link.startswith("pipe:") else link for link in links))


def start_child(writer: Any, context_name: str) -> None:
    """Start a grandchild and send what its parent, and it, are called."""
    import multiprocessing

    context = multiprocessing.get_context(context_name)
    reader, grandchild_writer = context.Pipe(duplex=False)
    process = context.Process(target=describe_child, args=(grandchild_writer,))
    process.start()
    grandchild_writer.close()
    writer.send((process._identity, reader.recv()["parent"][0]))
    process.join()


def watch_parent(writer: Any) -> None:
    """Send what is seen of the parent before and after its death."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    writer.send((os.getpid(), parent.is_alive()))
    parent.join()
    writer.send((parent.is_alive(), parent.exitcode))


def start_watcher_and_block(writer: Any, context_name: str) -> None:
    import multiprocessing

    multiprocessing.get_context(context_name).Process(target=watch_parent, args=(writer,)).start()
    while True:
        signal.pause()


def outlive_with_thread(writer: Any) -> None:
    """Return at once, leaving a thread that ends later and one that never would."""
    def last() -> None:
        threading.main_thread().join()
        writer.send("thread ended")

    threading.Thread(target=last).start()
    threading.Thread(target=time.sleep, args=(10_000,), daemon=True).start()


def finish_in_order(writer: Any) -> None:
    """Send the names of what runs at the end of a child, in the order in which it runs."""
    import atexit
    from multiprocessing import util

    atexit.register(writer.send, "atexit")
    util.Finalize(None, writer.send, args=("finalizer 10",), exitpriority=10)
    util.Finalize(None, writer.send, args=("finalizer -10",), exitpriority=-10)

    def thread() -> None:
        threading.main_thread().join()
        writer.send("thread")

    threading.Thread(target=thread).start()


def square(number: int) -> int:
    return number * number


class Unpicklable:
    """An argument that cannot be unpickled in the child."""

    def __reduce__(self) -> tuple:
        return exit_with, (5,)


def where(_: Any = None) -> tuple[str, str, str]:
    """Return which interpreter runs this."""
    return sys.executable, sys.prefix, "%d.%d" % sys.version_info[:2]


def tell_where(queue: Any, lock: Any) -> None:
    with lock:
        queue.put(where())


def set_under_lock(writer: Any, lock: Any, event: Any, value: Any) -> None:
    with lock:
        event.set()
    writer.send(value)


def take(lock: Any) -> None:
    with lock:
        pass


def block() -> None:
    """Run until it is killed."""
    signal.pause()


def send_signals(writer: Any) -> None:
    """Send what this process blocks and ignores, as the kernel lists it."""
    with open("/proc/self/status", encoding="ascii") as file:
        lines = dict(line.split(":\t") for line in file)
    writer.send({name: lines[name].strip() for name in ("SigBlk", "SigIgn")})


class Asking:
    """Asks for the result of its process while that is read."""

    process: Any = None
    said: Any = None

    def __setstate__(self, state: object) -> None:
        try:
            Asking.process.result()
        except RuntimeError as error:
            Asking.said = type(error).__name__, str(error)

    @staticmethod
    def make() -> Asking:
        asking = Asking()
        asking.something = 1
        return asking


def write_and_die(text: str) -> None:
    os.write(2, text.encode())
    os._exit(3)


def call_and_tell(reference: Any, ask: Any, number: int) -> tuple[int, int, float]:
    """Call C# methods from a process of a pool: which that is, which worker it has, what is returned."""
    return os.getpid(), ask(), reference(number)


def send_files(writer: Any, connections: list[Any]) -> None:
    """Send which files the connections are, and which numbers from 900 up are open."""
    numbers = sorted(map(int, os.listdir("/proc/self/fd")))
    files = {connection.fileno(): os.fstat(connection.fileno()).st_ino for connection in connections}
    writer.send((files, [number for number in numbers if number >= 900]))
