"""The names of the start methods."""

import multiprocessing.context as _context


class StartMethod(str):
    """The start method's name. To unpickle it is to import this package.

    A process of another context tells its child the default start method by name; the child has to know the name
    then, and would not.
    """

    __slots__ = ()

    def __reduce__(self) -> str:
        return "STANDBY_METHOD" if self == STANDBY_METHOD else "START_METHOD"


START_METHOD = StartMethod("pybridge")
STANDBY_METHOD = StartMethod("pybridge-standby")


def default_method() -> "str | None":
    """Return the start method of this program; None as long as none is set."""
    context = _context._default_context._actual_context
    return context and context._name
