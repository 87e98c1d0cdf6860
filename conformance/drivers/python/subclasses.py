"""Subclasses that do what the documentation allows, or what programs do without asking."""

from library import library


class Joining(library.Process):
    """A subclass whose methods tell that they are called."""

    def join(self, timeout=None):
        print("join of", self.name, flush=True)
        super().join(timeout)

    def terminate(self):
        print("terminate of", self.name, flush=True)
        super().terminate()


class Starting(library.Process):
    """A subclass whose ``start`` does more."""

    def start(self):
        print("start of", self.name, flush=True)
        super().start()
        print("started as", self.name, self.is_alive(), flush=True)


class Early(library.Process):
    """A subclass that sets its name before it calls the constructor, and an attribute of the library's names after."""

    def __init__(self, *args, **kwargs):
        self.name = "early"
        super().__init__(*args, **kwargs)


class Attributes(library.Process):
    """A subclass with attributes of its own whose names a library may be tempted to take."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.result = "mine"
        self._result = "mine, too"
        self._queue = None
        self._started = True
        self._exit_code = 5

    def run(self):
        print(self.result, self._result, self._queue, self._started, self._exit_code, flush=True)
        super().run()


class Stateful(library.Process):
    """A subclass that says itself what of it crosses."""

    def __getstate__(self):
        return dict(self.__dict__, crossed="by __getstate__")

    def __setstate__(self, state):
        self.__dict__.update(state)

    def run(self):
        print(self.crossed, flush=True)
        super().run()


class Returning(library.Process):
    """A subclass whose ``run`` returns what nobody asked for."""

    def run(self):
        return 7


class Exiting(library.Process):
    """A subclass whose ``run`` does not let the target's exit through."""

    def run(self):
        try:
            super().run()
        except SystemExit as exit:
            print("exit", exit.code, "was caught", flush=True)


CLASSES = {c.__name__: c for c in (Joining, Starting, Early, Attributes, Stateful, Returning, Exiting)}
