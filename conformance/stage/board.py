"""Where the actors meet: a socket that every process and thread of a scenario connects to."""

import os
import selectors
import socket
import time

from lines import Garbled, Lines, encode_line
from pace import TICK_SECONDS

_ANSWER = {"id", "value", "error", "elapsed", "ending", "unsupported"}


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
        self._lines = Lines()

    def lines(self, data):
        """Takes received bytes and returns the complete lines among them as documents."""
        try:
            return self._lines.feed(data)
        except Garbled as error:
            raise GarbledActor(str(error)) from None

    def send(self, document):
        """Sends one line; an actor that has just ended cannot take it, which the reader will notice."""
        try:
            self.connection.sendall(encode_line(document))
        except (BrokenPipeError, ConnectionResetError):
            pass


class Board:
    """
    Accepts actors and collects their answers; everything waits in one selector, up to a deadline.

    With a ``pace``, it waits in short pauses, which are measured.
    """

    def __init__(self, directory, pace=None):
        self._pace = pace
        self.path = os.path.join(directory, "board")
        self.actors = {}
        self.answers = {}
        self.begun = set()
        self._expected = {}
        self._selector = selectors.DefaultSelector()
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(self.path)
        self._listener.listen(64)
        self.watch(self._listener, self._accept)

    def expect(self, actor, request, begins):
        """Says that ``actor`` was asked ``request``; one that ``begins`` is answered twice."""
        self._expected[request] = (actor, begins)

    def watch(self, source, on_ready):
        """Calls ``on_ready()`` whenever ``source`` is readable while somebody waits."""
        self._selector.register(source, selectors.EVENT_READ, on_ready)

    def unwatch(self, source):
        self._selector.unregister(source)

    def until(self, condition, deadline):
        """Handles what happens until ``condition()`` holds; False if ``deadline`` comes first."""
        while not condition():
            now = time.monotonic()
            if now >= deadline:
                return False
            for key, _ in self._wait(now, deadline):
                key.data()
        return True

    def _wait(self, now, deadline):
        """What has happened since; nothing at the end of a pause in which nothing has."""
        if self._pace is None:
            return self._selector.select(deadline - now)
        pause = min(TICK_SECONDS, deadline - now)
        ready = self._selector.select(pause)
        if not ready:
            self._pace.note(time.monotonic() - now - pause)
        return ready

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
            self._leave(actor)
            return
        try:
            for document in actor.lines(data):
                self._note(actor, document)
        except GarbledActor:
            # Once is enough: nothing that this actor says can be believed any more.
            self._leave(actor)
            raise

    def _leave(self, actor):
        actor.gone = True
        self.unwatch(actor.connection)
        actor.connection.close()

    def _note(self, actor, document):
        if actor.label is None:
            self._welcome(actor, document)
            return
        request = document.get("id")
        asked, begins = self._expected.get(request if type(request) is int else None, (None, False))
        if asked is not actor:
            raise GarbledActor("{!r} answers nothing that {!r} was asked".format(document, actor.label))
        if request in self.answers:
            raise GarbledActor("a second answer to one request: {!r}".format(document))
        if document == {"id": request, "begun": True} and begins and request not in self.begun:
            self.begun.add(request)
        elif set(document) <= _ANSWER and len(document) > 1:
            self.answers[request] = document
        else:
            raise GarbledActor("no answer is like this: {!r}".format(document))

    def _welcome(self, actor, hello):
        label, pid, in_thread = hello.get("hello"), hello.get("pid"), hello.get("thread", False)
        if type(label) is not str or type(pid) is not int or type(in_thread) is not bool:
            raise GarbledActor("the first line of an actor is its hello, not {!r}".format(hello))
        actor.label, actor.pid, actor.is_main_thread = label, pid, not in_thread
        self.actors[label] = actor
