"""Print the repr() of processes in every state; process ids are replaced by words."""

import multiprocessing
import os
import signal
import sys
from multiprocessing import Process, current_process


def show(process, parent):
    pid = str(getattr(process._popen, "pid", "")) if process._popen is not None else "no pid"
    print(repr(process).replace(f"pid={pid} ", "pid=PID ").replace(f"parent={parent} ", "parent=PARENT "), flush=True)


def end(code):
    if code < 0:
        os.kill(os.getpid(), -code)
    sys.exit(code)


def block():
    signal.pause()


def child():
    show(current_process(), os.getppid())
    show(multiprocessing.parent_process(), os.getppid())
    current_process().close()
    show(current_process(), os.getppid())
    multiprocessing.parent_process().close()
    show(multiprocessing.parent_process(), os.getppid())


def main():
    here = os.getpid()
    show(Process(name="initial"), here)
    show(Process(name="it's \"both\" \\ \u00fc\u4f60\n", daemon=True), here)
    running = Process(target=block, name="running", daemon=True)
    running.start()
    show(running, here)
    running.kill()
    running.join()
    show(running, here)
    running.close()
    show(running, here)
    for code in 0, 3, -15, -6, -34, -35, -64:
        process = Process(target=end, args=(code,), name=f"ended {code}")
        process.start()
        process.join()
        show(process, here)
    process = Process(target=child, name="child")
    process.start()
    process.join()
    show(current_process(), here)


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    main()
