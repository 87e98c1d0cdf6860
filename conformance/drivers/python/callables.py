"""What else than a function a target can be."""

import functools


class Owner:
    """Has methods of each kind, which do what a target does."""

    target = None

    def __init__(self, target):
        self._target = target

    def method(self, *args, **kwargs):
        return self._target(*args, **kwargs)

    @classmethod
    def class_method(cls, target, *args, **kwargs):
        return target(*args, **kwargs)

    @staticmethod
    def static_method(target, *args, **kwargs):
        return target(*args, **kwargs)


class Constructed:
    """A class whose construction does what a target does."""

    def __init__(self, target, *args, **kwargs):
        target(*args, **kwargs)


def make(kind, target, args, kwargs):
    """A callable of the kind that calls ``target`` with these arguments before those of the call."""
    return functools.partial(_KINDS[kind](target), *args, **kwargs)


_KINDS = {
    "partial": lambda target: target,
    "nested_partial": lambda target: functools.partial(functools.partial(target, "inner")),
    "method": lambda target: Owner(target).method,
    "class_method": lambda target: functools.partial(Owner.class_method, target),
    "static_method": lambda target: functools.partial(Owner.static_method, target),
    "constructor": lambda target: functools.partial(Constructed, target),
}
