"""Exceptions with all that Python can hang on them: made for a target, and told of where they arrive."""

import classes
from values import decode, encode


def make(step):
    """The exception that a step names, with arguments, attributes, notes, members, a cause and a context."""
    text = step.get("text")
    arguments = [decode(argument) for argument in step["args"]] if "args" in step else [] if text is None else [text]
    if "members" in step:
        arguments.append([make(member) for member in step["members"]])
    error = classes.exception(step["kind"])(*arguments)
    for name, value in step.get("attributes", {}).items():
        setattr(error, name, decode(value))
    for note in step.get("notes", ()):
        error.add_note(note)
    if "context" in step:
        error.__context__ = make(step["context"])
    if "cause" in step:
        error.__cause__ = None if step["cause"] is None else make(step["cause"])
    return error


def tell(error):
    """What came of it: type, arguments, attributes, and the types of those it goes back to."""
    return {
        "type": type(error).__qualname__,
        "text": str(error),
        "args": [_tell_argument(argument) for argument in error.args],
        "attributes": {name: encode(value) for name, value in sorted(vars(error).items())},
        "cause": None if error.__cause__ is None else type(error.__cause__).__qualname__.lstrip("_"),
        "suppressed": error.__suppress_context__,
    }


def _tell_argument(argument):
    if isinstance(argument, (list, tuple)) and any(isinstance(item, BaseException) for item in argument):
        return [tell(item) for item in argument]
    return encode(argument)
