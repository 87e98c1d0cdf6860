"""What messages go through: pipes, listeners and their clients, queues. Made by ``multiprocessing`` in every lane."""

import multiprocessing

from values import decode


def pipe(step):
    """The two ends of a new pipe."""
    return multiprocessing.Pipe(step.get("duplex", True))


def listener(step):
    """A listener; an address that is not given is chosen by the library."""
    from multiprocessing.connection import Listener

    return Listener(**_options(step, "address", "family", "backlog", "authkey"))


def client(step):
    """A connection with a listener, when that has accepted it."""
    from multiprocessing.connection import Client

    return Client(**_options(step, "address", "family", "authkey"))


def queue(step):
    """A queue of the start method in use, which its children can be given."""
    context = multiprocessing.get_context(step.get("method"))
    if step["class"] == "SimpleQueue":
        return context.SimpleQueue()
    return getattr(context, step["class"])(**_options(step, "maxsize"))


def connection(step):
    """A connection over a descriptor of any number, open or not."""
    from multiprocessing.connection import Connection

    return Connection(decode(step["handle"]), **_options(step, "readable", "writable"))


def send_handle(connection, other):
    """Sends the descriptor of another connection."""
    from multiprocessing.reduction import send_handle

    send_handle(connection, other.fileno(), None)


def recv_handle(connection, step):
    """The connection whose descriptor comes."""
    from multiprocessing.connection import Connection
    from multiprocessing.reduction import recv_handle

    return Connection(recv_handle(connection), **_options(step, "readable", "writable"))


def _options(step, *names):
    return {name: decode(step[name]) for name in names if name in step}
