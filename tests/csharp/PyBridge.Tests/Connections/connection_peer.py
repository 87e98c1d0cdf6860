"""One end of a connection, for the tests of the other end. The words on the command line say what it does.

    connection_peer.py listen FAMILY KEY          accepts one client, prints its address first
    connection_peer.py connect FAMILY ADDRESS KEY [python]
    connection_peer.py fd NUMBER                  speaks over a descriptor that it has inherited

Whoever listens echoes: each message as it is, as bytes or as a value, until the other end closes. Whoever connects sends
every size and every value, and compares what comes back, where ``python`` says that a Python echoes. A last line says
``ok``.
"""
import datetime
import decimal
import sys
import uuid
from multiprocessing.connection import Client, Connection, Listener

SIZES = [0, 1, 64, 16383, 16384, 16385, 70000, 1 << 20, (3 << 20) + 1]

UTC = datetime.timezone.utc
VALUES = [
    None, True, False, 0, -1, 255, 1 << 40, -(1 << 70), 0.5, float("inf"), "", "text", "\u00e9\u20ac\U0001f40d",
    b"", b"\0\xff", bytearray(b"ab"), (), (1,), (1, "a", None), [], [1, [2, [3]]], {}, {"a": 1, 2: [3]}, {1, 2},
    frozenset({"x"}), 1 + 2j, decimal.Decimal("1.50"), uuid.UUID(int=7), datetime.date(2024, 2, 29),
    datetime.datetime(2024, 2, 29, 12, 30, 1, 5), datetime.datetime(2024, 2, 29, tzinfo=UTC), datetime.time(1, 2, 3),
    datetime.timedelta(days=-1, microseconds=5), list(range(1000)), {str(i): i for i in range(1000)},
]

# What C# has no type of its own for comes back as its next of kin.
KIN = {bytearray: bytes, frozenset: set}


def pattern(size):
    return bytes(i * 7 % 251 for i in range(min(size, 251))) * (size // 251 + 1)


def expected(value, kins):
    kin = kins.get(type(value))
    return kin(value) if kin else value


def echo(connection):
    try:
        while True:
            if connection.recv() == "bytes":
                connection.send_bytes(connection.recv_bytes())
            else:
                connection.send(connection.recv())
    except EOFError:
        pass


def exercise(connection, kins):
    for size in SIZES:
        message = pattern(size)[:size]
        connection.send("bytes")
        connection.send_bytes(message)
        assert connection.recv_bytes() == message, size
    for value in VALUES:
        connection.send("value")
        connection.send(value)
        answer = connection.recv()
        kin = expected(value, kins)
        assert answer == kin and type(answer) is type(kin), (value, answer)


def address_of(family, text):
    host, _, port = text.rpartition(":")
    return text if family == "AF_UNIX" else (host, int(port))


def main(what, *rest):
    if what == "listen":
        family, key = rest
        with Listener(family=family, authkey=key.encode() or None) as listener:
            address = listener.address
            print(address if family == "AF_UNIX" else "%s:%d" % address, flush=True)
            with listener.accept() as connection:
                echo(connection)
    elif what == "connect":
        family, address, key = rest[:3]
        with Client(address_of(family, address), authkey=key.encode() or None) as connection:
            exercise(connection, {} if rest[3:] == ("python",) else KIN)
    elif what == "fd":
        with Connection(int(rest[0])) as connection:
            echo(connection)
    print("ok")


if __name__ == "__main__":
    main(*sys.argv[1:])
