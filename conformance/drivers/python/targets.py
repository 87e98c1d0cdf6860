"""What a child runs: a list of steps of its own, or an actor's obedience."""

import json

import actor
import classes
import endings
from operations import Operations


class Boom(Exception):
    """The program's own exception, where the program is not one of Python."""


def play(behaviour, board, label, *args, **kwargs):
    """The same for a program of another language, which names a function and sends text."""
    classes.EXCEPTIONS["Boom"] = Boom
    return Target(json.loads(behaviour), board, label)(*args, **kwargs)


class Target:
    """A picklable callable that behaves as a scenario's ``target`` says."""

    def __init__(self, behaviour, board, label):
        self._behaviour = behaviour
        self._board = board
        self._label = label

    def __call__(self, *args, **kwargs):
        actor.forget_connections()
        if self._behaviour == "obey":
            return actor.serve(self._board, self._label, (args, kwargs))
        operations = Operations(self._board, (args, kwargs))
        for step in self._behaviour:
            if endings.is_ending(step):
                return endings.end(step)
            operations.perform(step)
        return None
