"""The child's side of a result: what the target returns or raises goes into the result file.

This text also travels to interpreters that have nothing of PyBridge, with C#'s start message: it needs CPython >= 3.8
and the standard library alone. ``docs/protocol.md`` describes the file.
"""

import functools
import io
import itertools
import os
import pickle
import struct
import sys
import types
from multiprocessing import reduction, util

HEADER = struct.Struct("<8sIIq")  # letters, version, kind, length of what follows
MAGIC, VERSION = b"PYRESULT", 2
PLACE, NUMBER = struct.Struct("<qq"), struct.Struct("<q")  # of buffers: where each begins and its size, and how many
ALIGNMENT = 64
LARGE = 1 << 16
PYTHON_VALUE, PYTHON_FAILURE, UNSENDABLE, BUFFERED_VALUE = 1, 3, 5, 6  # the others are those of a C# child

_ATOMS = (type(None), bool, int, float, str)
_FIRST = 1 << 30  # the result is safe before any other finalizer, of whatever priority, runs


class Report:
    """Writes one result. The header comes last: without one, the child died before it was done."""

    def __init__(self, descriptor, is_mapped=False, forms=None):
        """Create one for the parent's file.

        ``is_mapped``: the parent is one of Python, which maps large arrays where they lie in the file. ``forms``: it is one
        of C#; the text that pickles values for it, run only where there is something to do.
        """
        os.set_inheritable(descriptor, False)
        self._descriptor = descriptor
        self._is_mapped = is_mapped
        self._forms = forms
        self._written = False

    def watch(self, call):
        """Return a callable that does what ``call()`` does and reports it.

        The traceback on stderr is to be that of a process without a result, so no frame of this file may stand in it.
        From 3.11 on a frame can take itself out of the traceback of what it raises again. Before, an exception is not
        caught on its way at all, but looked at by a finalizer, which runs while ``BaseProcess._bootstrap`` handles it;
        from 3.13 on finalizers run later.
        """
        if sys.version_info >= (3, 11):
            return functools.partial(self._call, call)
        return functools.partial(next, map(self.returned, itertools.starmap(call, self._armed())))

    def failed(self, error, trace=None):
        """Report an exception, unless there is a report."""
        if not self._written:
            self._write_record(PYTHON_FAILURE, error, trace or error.__traceback__, self._original(error))

    def _call(self, call):
        try:
            self.returned(call())
        except BaseException as error:
            trace = error.__traceback__
            error.__traceback__ = trace and trace.tb_next
            self.failed(error, _from_bootstrap(error.__traceback__, sys._getframe(1)))
            raise

    def _armed(self):
        util.Finalize(None, self._ending, exitpriority=_FIRST)
        yield ()

    def returned(self, value):
        """Report what was returned; of a coroutine, what it returns."""
        if isinstance(value, types.CoroutineType):
            import asyncio

            value = asyncio.run(value)
        try:
            self._write(PYTHON_VALUE, self._dumper(value))
        except Exception as error:  # noqa: BLE001 - pickling runs code of anybody's; the process ends as if without it
            self._write_record(UNSENDABLE, error, error.__traceback__, None)

    def _dumper(self, value):
        """What writes the pickle of a value to a file, and returns the contents that are to follow, if there are any."""
        if type(value) not in _ATOMS and _is_own_pickler():
            if self._forms is not None:
                program = types.ModuleType("forms")
                exec(self._forms, vars(program))
                return functools.partial(program.dump, value)
            array = getattr(sys.modules.get("numpy"), "ndarray", None) if self._is_mapped else None
            if array is not None:
                return _Arrays(array, value).dump
        return lambda file: reduction.dump(value, file, pickle.HIGHEST_PROTOCOL)

    def _ending(self):
        error = sys.exc_info()[1]
        if error is not None:
            self.failed(error)

    def _original(self, error):
        try:
            return bytes(reduction.ForkingPickler.dumps(error, pickle.HIGHEST_PROTOCOL))
        except Exception:  # noqa: BLE001 - see above; the text has to do
            return None

    def _write_record(self, kind, error, trace, original):
        try:
            record = _record(error, trace, original)
            self._write(kind, lambda file: pickle.dump(record, file, pickle.HIGHEST_PROTOCOL))
        except OSError as refusal:
            # There is no room even for this. The parent finds the reason, and says it: in the permissions of the file,
            # which mean nothing else, for nobody opens it by a name.
            os.fchmod(self._descriptor, refusal.errno or 0)

    def _write(self, kind, dump):
        os.ftruncate(self._descriptor, 0)
        with open(self._descriptor, "r+b", closefd=False) as file:
            header = _fill(file, kind, dump)
        os.pwrite(self._descriptor, header, 0)
        self._written = True


class Answer(Report):
    """A result that is sent as a message: what would be the content of the file."""

    def __init__(self, forms):
        """Create one for a parent of C#; see there."""
        self._forms = forms
        self._is_mapped = self._written = False
        self.content = b""

    def _write(self, kind, dump):
        file = io.BytesIO()
        header = _fill(file, kind, dump)
        file.seek(0)
        file.write(header)
        self.content = file.getbuffer()
        self._written = True


def _fill(file, kind, dump):
    """Write what ``dump`` writes behind the place of the header, and the contents that are to follow; return the header."""
    file.seek(HEADER.size)
    buffers = dump(file)
    if buffers:
        kind = BUFFERED_VALUE
        places = _places(file.tell(), buffers)
        file.write(b"".join(itertools.starmap(PLACE.pack, places)) + NUMBER.pack(len(places)))
    length = file.tell() - HEADER.size
    for place, buffer in zip(places, buffers) if buffers else ():
        file.seek(place[0])
        file.write(buffer)
    return HEADER.pack(MAGIC, VERSION, kind, length)


class _Arrays:
    """Pickles a value without its large arrays. Only an ``ndarray`` is left out: others may count on ``bytes``."""

    def __init__(self, kind, value):
        self._kind, self._value = kind, value
        self._own = []
        self._taken = []

    def dump(self, file):
        """Write the pickle to a file; return the contents that are to follow, if there are any."""
        pickler = reduction.ForkingPickler(file, pickle.HIGHEST_PROTOCOL, True, self._take)
        pickler.dispatch_table.setdefault(self._kind, self._reduce)
        pickler.dump(self._value)
        return self._taken

    def _reduce(self, array):
        reduced = array.__reduce_ex__(pickle.HIGHEST_PROTOCOL)
        if array.nbytes >= LARGE and isinstance(reduced, tuple) and isinstance(reduced[1], tuple):
            self._own += [part for part in reduced[1] if type(part) is pickle.PickleBuffer]
        return reduced

    def _take(self, buffer):
        if not any(buffer is own for own in self._own):
            return True  # the pickle is to hold it
        self._taken.append(buffer.raw())
        return False


def _is_own_pickler():
    """Whether the program has put no function or pickler of its own in the place of those of ``multiprocessing``."""
    own = "multiprocessing.reduction"
    return (getattr(reduction.dump, "__module__", None), reduction.ForkingPickler.__module__) == (own, own)


def _places(end, buffers):
    """Where buffers lie, and how large they are, after a pickle and the table of them."""
    places, place = [], end + PLACE.size * len(buffers) + NUMBER.size
    for buffer in buffers:
        place += -place % ALIGNMENT
        places.append((place, buffer.nbytes))
        place += buffer.nbytes
    return places


def _from_bootstrap(trace, frame):
    """Put the frames above before a traceback, as it will be when ``BaseProcess._bootstrap`` prints it."""
    while frame is not None:
        trace = types.TracebackType(trace, frame, frame.f_lasti, frame.f_lineno)
        if frame.f_code.co_name == "_bootstrap":
            break
        frame = frame.f_back
    return trace


def _record(error, trace, original):
    """What every parent understands of an exception: plain values."""
    import traceback  # here, for most targets return

    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else kind.__module__ + "." + kind.__qualname__
    built_in = tuple(
        base.__name__ for base in kind.__mro__ if base.__module__ == "builtins" and issubclass(base, BaseException)
    )
    code = error.code if isinstance(error, SystemExit) else None
    if isinstance(code, int) and not isinstance(code, bool):
        code = int.__index__(code)  # of a class derived from int, the number alone
    elif not (code is None or isinstance(code, bool)):
        code = _text(code)
    text = "".join(traceback.format_exception(kind, error, trace))
    return name, built_in, _text(error), text, code, original


def _text(value):
    try:
        return str.__str__(str(value))  # which may be of a class derived from str
    except Exception:  # noqa: BLE001 - see above
        return "<exception str() failed>"
