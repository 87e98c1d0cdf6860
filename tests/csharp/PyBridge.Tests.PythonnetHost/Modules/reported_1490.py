"""pythonnet#1490: a script that starts one process and joins it was called in an infinite loop."""

import multiprocessing

import pybridge


def serve(ready):
    ready.set()
    multiprocessing.parent_process().join()


def main():
    print("Hello 1", flush=True)
    ready = pybridge.Event()
    worker = pybridge.Process(target=serve, args=(ready,))
    worker.start()
    ready.wait()
    worker.terminate()
    worker.join()
    return ("Hello 2", worker.exitcode)
