# Runs in the embedded interpreter: what a child gets, as multiprocessing pickles it for one of its own.

import builtins
import io
import os
import pickle
from multiprocessing import context, popen_spawn_posix, spawn
from multiprocessing.pool import RemoteTraceback
from multiprocessing.reduction import ForkingPickler


bytearray = builtins.bytearray  # C# fills it


class _Spawning:
    """What reducers find while they pickle for a child: descriptors are handed to it."""

    DupFd = popen_spawn_posix.Popen.DupFd

    def __init__(self):
        self.descriptors = []

    def duplicate_for_child(self, descriptor):
        """Let the child have a descriptor, whatever becomes of this one until then."""
        self.descriptors.append(os.dup(descriptor))
        return self.descriptors[-1]


def dump(objects):
    """Return the pickle of a tuple, and the descriptors that come with it, which are the caller's."""
    spawning, file = _Spawning(), io.BytesIO()
    try:
        context.set_spawning_popen(spawning)
        ForkingPickler(file).dump(objects)
    except BaseException:
        for descriptor in spawning.descriptors:
            os.close(descriptor)
        raise
    finally:
        context.set_spawning_popen(None)
    return file.getvalue(), spawning.descriptors


def preparation(runtime_folder):
    """Return, pickled, what a child is to be like. C# has the name and the key."""
    data = spawn.get_preparation_data("")
    del data["name"], data["authkey"]
    # pythonnet adds the folder of .NET's own assemblies, which means nothing to a child.
    data["sys_path"] = [folder for folder in data["sys_path"] if folder.rstrip("/") != runtime_folder.rstrip("/")]
    return pickle.dumps(data, 4)


def load(pickled):
    """Return an object."""
    return pickle.loads(pickled)


def load_failure(original, built_in, message, trace):
    """Return what a child raised: itself, else the nearest built-in exception; None where there is none."""
    error = None
    try:
        error = pickle.loads(original) if original is not None else None
    except Exception:  # code of anybody's; what the exception tells must not be lost
        pass
    if not isinstance(error, BaseException):
        error = next((kind(message) for kind in _kinds(built_in)), None)
    if error is not None:
        error.__cause__ = RemoteTraceback(trace)
    return error


def _kinds(names):
    for name in names:
        kind = getattr(builtins, name, None)
        if isinstance(kind, type) and issubclass(kind, BaseException):
            yield kind
