"""What is under the messages of a connection: bytes as they are on their way."""

import os


def write(connection, data):
    """Writes bytes past the connection; a reader takes them for a part of its messages."""
    while data:
        data = data[os.write(connection.fileno(), data) :]


def read(connection, count):
    """So many bytes as they came, fewer where the end comes before them."""
    data = b""
    while len(data) < count:
        more = os.read(connection.fileno(), count - len(data))
        if not more:
            break
        data += more
    return data
