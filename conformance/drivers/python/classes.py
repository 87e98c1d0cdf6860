"""The process and exception classes that a scenario can name."""

import builtins
import multiprocessing

from library import library

EXCEPTIONS = {}


class Worker(library.Process):
    """A subclass that changes nothing but its name."""


class Overriding(library.Process):
    """A subclass with a ``run`` of its own, and state that crosses to the child."""

    def __init__(self, *args, **kwargs):
        self.text = "from the subclass"
        super().__init__(*args, **kwargs)

    def run(self):
        print("run() of a subclass", self.text, "same object:", self is library.current_process())
        return super().run()


class Uninitialized(library.Process):
    """A subclass that does not call the base class's constructor."""

    def __init__(self, *args, **kwargs):
        pass


class NeverDaemon(library.Process):
    """The way around "daemonic processes are not allowed to have children" that many programs take."""

    @property
    def daemon(self):
        return False

    @daemon.setter
    def daemon(self, value):
        pass


class Outer:
    """What has classes of its own."""

    class Nested(library.Process):
        """A process class whose name has more than one part."""

    class Boom(Exception):
        """An exception whose name has more than one part."""


class Unprintable(Exception):
    """An exception that cannot say what it is."""

    def __str__(self):
        raise ValueError("no text")


EXCEPTIONS.update({"Outer.Boom": Outer.Boom, "Unprintable": Unprintable})


def process_class(name):
    """The class a scenario means: ``Process``, ``context`` for the start method's own, or one of the above."""
    if name == "Process":
        return library.Process
    if name == "context":
        return multiprocessing.get_context(multiprocessing.get_start_method()).Process
    if name in _METHODS:
        return multiprocessing.get_context(_METHODS[name]).Process
    if name in _OWN:
        return _OWN[name]
    import subclasses

    return subclasses.CLASSES[name]


_OWN = {c.__name__: c for c in (Worker, Overriding, Uninitialized, NeverDaemon, Outer.Nested)}

# The process classes of multiprocessing's own start methods, whatever that of the program is.
_METHODS = {"SpawnProcess": "spawn", "ForkProcess": "fork", "ForkServerProcess": "forkserver"}


def exception(name):
    """The exception class a scenario means: the program's own or a built-in one."""
    return EXCEPTIONS[name] if name in EXCEPTIONS else getattr(builtins, name)
