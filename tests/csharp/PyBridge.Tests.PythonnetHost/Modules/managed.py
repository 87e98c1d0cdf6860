"""A manager that nobody shuts down, and a queue whose last item is still on its way."""

import pybridge


def main():
    global manager, queue
    manager, queue = pybridge.Manager(), pybridge.Queue()
    pybridge.Process(target=print_item, args=(queue,)).start()
    queue.put(manager.list(["kept", "x" * (1 << 17)])[0])
    return "left"


def print_item(queue):
    print("got", queue.get(), flush=True)
