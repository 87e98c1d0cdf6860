"""pythonnet#1445: a loader of data with workers, as PyTorch's, by the context that a library is handed."""

import multiprocessing

import pybridge  # noqa: F401 - makes the start method known


def worker(index, indices, batches, done):
    while (batch := indices.get()) is not None:
        batches.put((index, [number * number for number in batch]))
    done.wait()


def main():
    context = multiprocessing.get_context("pybridge")
    done, batches, workers = context.Event(), context.Queue(), []
    for index in range(2):
        indices = context.Queue()
        indices.cancel_join_thread()
        process = context.Process(target=worker, args=(index, indices, batches, done))
        process.daemon = True
        process.start()
        workers.append((process, indices))
    for number, (_, indices) in enumerate(workers):
        indices.put([number, number + 10])
        indices.put(None)
    loaded = sorted(batches.get() for _ in workers)
    done.set()
    for process, _ in workers:
        process.join()
    return loaded
