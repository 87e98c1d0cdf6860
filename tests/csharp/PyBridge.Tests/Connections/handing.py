"""What Python children do with what they were handed."""

import multiprocessing.connection
import os
from multiprocessing import reduction


def answer(connection):
    kind = type(connection)
    number = connection.recv()
    connection.send("%s.%s" % (kind.__module__, kind.__qualname__))
    connection.send(number * 2)


def serve(work, results):
    for number in iter(work.get, None):
        results.put(number * number)


def finish(work, results):
    for number in iter(work.get, None):
        results.put(number * number)
        work.task_done()
    work.task_done()


def fill_and_join(work):
    for number in range(5):
        work.put(number)
    work.join()


def answer_over(over):
    _, connection = over.recv()
    connection.send(connection.recv() * 2)


def send_an_end(over):
    ours, theirs = multiprocessing.Pipe()
    over.send(("one", theirs))
    theirs.close()
    ours.send(ours.recv() * 2)


def exchange_handles(over):
    reader, writer = multiprocessing.Pipe(duplex=False)
    reduction.send_handle(over, writer.fileno(), os.getppid())
    writer.close()
    over.send("heard " + reader.recv())
    with multiprocessing.connection.Connection(reduction.recv_handle(over), readable=False) as given:
        given.send("from Python")
