"""Children that are left to the end of the program."""

import multiprocessing
import os

import pybridge


def start(fifo):
    pybridge.Process(target=hold_open, args=(fifo,), daemon=True).start()
    pybridge.Process(target=read_to_end, args=(fifo,)).start()


def hold_open(fifo):
    with open(fifo, "w"):
        say("daemon of Python")
        multiprocessing.parent_process().join()


def read_to_end(fifo):
    with open(fifo) as reader:
        say("child of Python")
        reader.read()
    alive = multiprocessing.parent_process().is_alive()
    say("ended, Python: " + ("joined" if alive else "left behind"))


def say(line):
    """Print a line in one piece: others print, too."""
    os.write(1, f"{line}\n".encode())
