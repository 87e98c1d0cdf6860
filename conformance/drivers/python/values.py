"""Values of scenarios: from JSON and back. ``conformance/README.md`` lists the forms."""

import builtins
import json
import sys
import threading

from objects import HELD, OBJECTS


class UnknownStep(Exception):
    """The scenario uses a word this program does not know."""


class Unreadable:
    """Pickles well and fails to unpickle, with the exception it is given."""

    def __init__(self, kind, argument):
        self.failure = (kind, argument)

    def __reduce__(self):
        return _fail, self.failure


def decode(document):
    """The Python value that a scenario's value stands for."""
    if isinstance(document, list):
        return [decode(item) for item in document]
    if not isinstance(document, dict):
        return document
    (form, content), *more = document.items()
    if more or form not in _FORMS:
        raise UnknownStep("value {!r}".format(document))
    return _FORMS[form](content)


def encode(value):
    """The document of a value that a step gave."""
    if value is None or isinstance(value, (bool, int, str)) and type(value) in (bool, int, str):
        return value
    if isinstance(value, (bytes, bytearray)):
        return {"bytes": value.hex()}
    if isinstance(value, float):
        return {"float": repr(value)}
    if type(value).__name__ == "Decimal":  # without loading its module
        return {"decimal": str(value)}
    if isinstance(value, list):
        return [encode(item) for item in value]
    if isinstance(value, tuple):
        return {"tuple": [encode(item) for item in value]}
    if isinstance(value, (set, frozenset)):
        return {"set": sorted(map(encode, value), key=json.dumps)}
    if isinstance(value, dict):
        return {"map": [[encode(key), encode(item)] for key, item in value.items()]}
    return {"object": type(value).__name__}


def _fail(kind, argument):
    raise SystemExit(argument) if kind == "SystemExit" else ValueError(argument)


# Imported when needed: these two modules take as long to load as all the others of a child together.
def _decimal(text):
    from decimal import Decimal

    return Decimal(text)


def _fraction(text):
    from fractions import Fraction

    return Fraction(text)


def _unpicklable(kind):
    if kind == "lock":
        return threading.Lock()
    if kind == "lambda":
        return lambda: None
    if kind == "main-function":
        # Found by name in the child's main module, where only a script's own functions are.
        return sys.modules["__main__"].local_function

    class Local:
        pass

    return Local()


def _abstract(name):
    """A name in the abstract namespace, which all programs of the machine share: only this scenario has this folder."""
    import os

    return "\0{}/{}".format(os.getcwd(), name)


_FORMS = {
    "abstract": _abstract,
    "bytes": bytes.fromhex,
    "bytearray": bytearray.fromhex,
    "float": float,
    "decimal": _decimal,
    "fraction": _fraction,
    "tuple": lambda items: tuple(map(decode, items)),
    "set": lambda items: set(map(decode, items)),
    "iterator": lambda items: (decode(item) for item in items),
    "map": lambda pairs: {decode(key): decode(item) for key, item in pairs},
    "builtin": lambda name: getattr(builtins, name),
    "process": OBJECTS.__getitem__,
    "held": lambda label: HELD[label] if label in HELD else OBJECTS[label],
    "repeat": lambda of: of["text"] * of["times"],
    "unpicklable": _unpicklable,
    "unreadable": lambda of: Unreadable(of["kind"], of["argument"]),
}
