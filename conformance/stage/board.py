"""Where the actors meet: a socket that every process and thread of a scenario connects to."""

import json
import os
import selectors
import socket
import time


class GarbledActor(Exception):
    """An actor sent something that is not a line of the actor protocol."""


class Actor:
    """One process or thread of the scenario, as the stage sees it."""

    def __init__(self, connection):
        self.connection = connection
        self.label = None
        self.pid = None
        self.is_main_thread = True
        self.gone = False
        self.ending = False
        self._unread = b""

    def lines(self, data):
        """Takes received bytes and returns the complete lines among them as documents."""
        self._unread += data
        *complete, self._unread = self._unread.split(b"\n")
        try:
            return [json.loads(line.decode("utf-8")) for line in complete]
        except ValueError as error:
            raise GarbledActor("not a JSON line: {!r} ({})".format(complete, error)) from None

    def send(self, document):
        """Sends one line; an actor that has just ended cannot take it, which the reader will notice."""
        try:
            self.connection.sendall(json.dumps(document).encode("utf-8") + b"\n")
        except (BrokenPipeError, ConnectionResetError):
            pass


class Board:
    """Accepts actors and collects their answers; everything waits in one selector, up to a deadline."""

    def __init__(self, directory):
        self.path = os.path.join(directory, "board")
        self.actors = {}
        self.answers = {}
        self.begun = set()
        self._selector = selectors.DefaultSelector()
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(self.path)
        self._listener.listen(64)
        self.watch(self._listener, self._accept)

    def watch(self, source, on_ready):
        """Calls ``on_ready()`` whenever ``source`` is readable while somebody waits."""
        self._selector.register(source, selectors.EVENT_READ, on_ready)

    def unwatch(self, source):
        self._selector.unregister(source)

    def until(self, condition, deadline):
        """Handles what happens until ``condition()`` holds; False if ``deadline`` comes first."""
        while not condition():
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            for key, _ in self._selector.select(left):
                key.data()
        return True

    def catch_up(self):
        """Handles what has already happened, without waiting."""
        for key, _ in self._selector.select(0):
            key.data()

    def close(self):
        for actor in self.actors.values():
            actor.connection.close()
        self._selector.close()
        self._listener.close()

    def _accept(self):
        connection, _ = self._listener.accept()
        actor = Actor(connection)
        self.watch(connection, lambda: self._receive(actor))

    def _receive(self, actor):
        try:
            data = actor.connection.recv(65536)
        except ConnectionResetError:
            data = b""
        if not data:
            actor.gone = True
            self.unwatch(actor.connection)
            actor.connection.close()
            return
        for document in actor.lines(data):
            self._note(actor, document)

    def _note(self, actor, document):
        if actor.label is None:
            if "hello" not in document:
                raise GarbledActor("the first line of an actor is its hello, not {!r}".format(document))
            actor.label, actor.pid = document["hello"], document["pid"]
            actor.is_main_thread = not document.get("thread", False)
            self.actors[actor.label] = actor
        elif document.get("begun"):
            self.begun.add(document.get("id"))
        elif document.get("id") in self.answers:
            raise GarbledActor("a second answer to one request: {!r}".format(document))
        else:
            self.answers[document.get("id")] = document
