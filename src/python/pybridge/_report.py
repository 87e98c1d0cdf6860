"""The child's side of a result: what the target returns or raises goes into the result file.

This text also travels to interpreters that have nothing of PyBridge, with C#'s start message: it needs CPython >= 3.8
and the standard library alone. ``docs/protocol.md`` describes the file.
"""

import functools
import itertools
import os
import pickle
import struct
import sys
import types
from multiprocessing import reduction, util

HEADER = struct.Struct("<8sIIq")  # letters, version, kind, length of what follows
MAGIC, VERSION = b"PYRESULT", 2
PYTHON_VALUE, PYTHON_FAILURE, UNSENDABLE = 1, 3, 5  # the others are those of a C# child

_FIRST = 1 << 30  # the result is safe before any other finalizer, of whatever priority, runs


class Report:
    """Writes one result. The header comes last: without one, the child died before it was done."""

    def __init__(self, descriptor):
        os.set_inheritable(descriptor, False)
        self._descriptor = descriptor
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
        return functools.partial(next, map(self._returned, itertools.starmap(call, self._armed())))

    def failed(self, error, trace=None):
        """Report an exception, unless there is a report."""
        if not self._written:
            self._write_record(PYTHON_FAILURE, error, trace or error.__traceback__, self._original(error))

    def _call(self, call):
        try:
            self._returned(call())
        except BaseException as error:
            trace = error.__traceback__
            error.__traceback__ = trace and trace.tb_next
            self.failed(error, _from_bootstrap(error.__traceback__, sys._getframe(1)))
            raise

    def _armed(self):
        util.Finalize(None, self._ending, exitpriority=_FIRST)
        yield ()

    def _returned(self, value):
        if isinstance(value, types.CoroutineType):
            import asyncio

            value = asyncio.run(value)
        try:
            self._write(PYTHON_VALUE, lambda file: reduction.dump(value, file, pickle.HIGHEST_PROTOCOL))
        except Exception as error:  # noqa: BLE001 - pickling runs code of anybody's; the process ends as if without it
            self._write_record(UNSENDABLE, error, error.__traceback__, None)

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
            file.seek(HEADER.size)
            dump(file)
            file.flush()
            length = file.tell() - HEADER.size
        os.pwrite(self._descriptor, HEADER.pack(MAGIC, VERSION, kind, length), 0)
        self._written = True


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
