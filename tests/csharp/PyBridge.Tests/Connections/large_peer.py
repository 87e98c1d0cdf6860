"""Receives one message of any size, tells its length and digest, and sends it back: ``large_peer.py ADDRESS KEY``."""
import hashlib
import sys
from multiprocessing.connection import Client


def main(address, key):
    with Client(address, authkey=key.encode()) as connection:
        message = connection.recv_bytes()
        connection.send(len(message))
        connection.send_bytes(hashlib.sha256(message).digest())
        connection.send_bytes(message)
        assert connection.recv() == "seen"
    print("ok")


if __name__ == "__main__":
    main(*sys.argv[1:])
