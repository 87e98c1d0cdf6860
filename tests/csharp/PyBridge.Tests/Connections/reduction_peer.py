"""The other end of a test that passes descriptors, by CPython's own ``multiprocessing.reduction``.

    reduction_peer.py ADDRESS KEY

Receives one end of a socket and speaks over it, sends one end of another, and then two descriptors in one message,
which nobody may keep. A last line says ``ok``.
"""
import os
import socket
import sys
from multiprocessing.connection import Client, Connection, Pipe
from multiprocessing.reduction import recv_handle, send_handle, sendfds


def receive(connection):
    handle = recv_handle(connection)
    with Connection(handle) as given:
        given.send("from Python")
        assert given.recv() == "from C#"


def send(connection):
    ours, theirs = Pipe()
    with ours:
        with theirs:
            send_handle(connection, theirs.fileno(), os.getppid())
        assert ours.recv() == "over Python's"
        ours.send("heard")
        try:
            ours.recv()
        except EOFError:
            return
        raise AssertionError("more has come")


def send_two(connection):
    readers = []
    writers = []
    for _ in range(2):
        reader, writer = os.pipe()
        readers.append(reader)
        writers.append(writer)
    with socket.fromfd(connection.fileno(), socket.AF_UNIX, socket.SOCK_STREAM) as channel:
        sendfds(channel, writers)
    for writer in writers:
        os.close(writer)
    assert connection.recv() == "refused"
    for reader in readers:
        assert os.read(reader, 1) == b"", "somebody has kept the other end"
        os.close(reader)


def main(address, key):
    with Client(address, authkey=key.encode()) as connection:
        receive(connection)
        send(connection)
        send_two(connection)
    print("ok")


if __name__ == "__main__":
    main(*sys.argv[1:])
