"""The steps of the vocabulary over ``multiprocessing``, or over a library with its surface.

What only some steps need is imported by them: every child of every scenario loads this module.
"""

import atexit
import gc
import json
import os
import sys
import threading
import time
import weakref

import classes
import reports
import signals
from library import CSHARP, library
from objects import HELD, OBJECTS
from values import UnknownStep, decode, encode

# Members whose values mean something only as "the same as" or "another than".
_HANDLES = {"pid": "pid", "ident": "pid", "sentinel": "handle", "fileno": "handle"}


class Operations:
    """Performs steps on the objects of one process."""

    def __init__(self, board, received=None):
        self._board = board
        self._received = received
        self._descriptors = 0

    def perform(self, step):
        """Does one step and returns its observation."""
        operation = getattr(self, "_do_" + step["op"], None)
        if operation is None:
            raise UnknownStep(step["op"])
        if not step.get("timed"):
            return {"value": operation(step)}
        began = time.monotonic()
        value = operation(step)
        return {"value": value, "elapsed": time.monotonic() - began}

    def _do_create(self, step):
        arguments = {key: decode(step[key]) for key in ("group", "name", "args", "daemon") if key in step}
        if "kwargs" in step:
            arguments["kwargs"] = {key: decode(value) for key, value in step["kwargs"].items()}
        for key in ("args", "kwargs"):
            if key + "_value" in step:
                arguments[key] = decode(step[key + "_value"])
        if "target" in step:
            arguments["target"] = self._target(step["target"], step.get("as"))
            if CSHARP:
                self._in_csharp(step, arguments)
        if step.get("result"):
            import answers

            OBJECTS[step.get("as")] = answers.process(arguments)
            return
        OBJECTS[step.get("as")] = classes.process_class(step.get("class", "Process"))(**arguments)

    def _do_pipe(self, step):
        import channels

        first, second = step["as"]
        OBJECTS[first], OBJECTS[second] = channels.pipe(step)

    def _do_listener(self, step):
        import channels

        OBJECTS[step["as"]] = channels.listener(step)

    def _do_client(self, step):
        import channels

        OBJECTS[step["as"]] = channels.client(step)

    def _do_queue(self, step):
        import channels

        OBJECTS[step["as"]] = channels.queue(step)

    def _do_send_handle(self, step):
        import channels

        channels.send_handle(self._find(step["of"]), self._find(step["handle"]))

    def _do_recv_handle(self, step):
        import channels

        OBJECTS[step["as"]] = channels.recv_handle(self._find(step["of"]), step)

    def _do_take(self, step):
        """Gives a label to an argument of the target."""
        args, _ = self._received
        OBJECTS[step["as"]] = args[step["argument"]]

    def _in_csharp(self, step, arguments):
        """Lets the C# driver do what the target would do."""
        method = "Answer" if step.get("result") else "Play"
        arguments["target"] = library.csharp(CSHARP, "PyBridge.Conformance.Lane.ForeignTarget." + method)
        given = [json.dumps(step["target"]), self._board, step["as"]]
        arguments["args"] = given + list(arguments.get("args", ()))

    def _target(self, target, label):
        from targets import Target

        if target == "obey" or isinstance(target, list):
            return Target(target, self._board, label)
        return decode(target["value"])

    def _do_length(self, step):
        return len(self._find(step["of"]))

    def _do_get(self, step):
        return self._seen(step, step["member"], getattr(self._find(step["of"]), step["member"]))

    def _do_set(self, step):
        setattr(self._find(step["of"]), step["member"], decode(step["value"]))

    def _do_call(self, step):
        method = getattr(self._find(step["of"]), step["method"])
        kwargs = {key: decode(value) for key, value in step.get("kwargs", {}).items()}
        return self._seen(step, step["method"], method(*map(decode, step.get("args", ())), **kwargs))

    def _seen(self, step, member, value):
        """What is told of a value; nothing of one that gets a label."""
        if "as" in step:
            OBJECTS[step["as"]] = value
            return None
        kind = _HANDLES.get(member)
        return {kind: value} if kind and type(value) is int else encode(value)

    def _do_repr(self, step):
        process = self._find(step["of"])
        return {"repr": repr(process), "same_as_str": repr(process) == str(process)}

    def _do_same(self, step):
        return self._find(step["of"]) is self._find(step["and"])

    def _do_exists(self, step):
        return self._find(step["of"]) is not None

    def _do_descriptors(self, step):
        """How many more descriptors are open than at the last mark."""
        count = len(os.listdir("/proc/self/fd"))
        if step.get("mark"):
            self._descriptors = count
            return None
        return count - self._descriptors

    def _do_class(self, step):
        return type(self._find(step["of"])).__name__

    def _do_retarget(self, step):
        process = self._find(step["of"])
        process._target = self._target(step["target"], step["of"])
        process._args = ()

    def _do_hold(self, step):
        HELD[step["as"]] = decode(step["value"])

    def _do_mutate(self, step):
        held = HELD[step["of"]]
        if isinstance(held, dict):
            held.update({key: decode(value) for key, value in step["with"].items()})
        else:
            held.extend(decode(step["with"]))

    def _do_forget(self, step):
        """Drops the only strong reference, and remembers a weak one."""
        OBJECTS["weak " + step["of"]] = weakref.ref(OBJECTS.pop(step["of"]))

    def _do_collected(self, step):
        gc.collect()
        return OBJECTS["weak " + step["of"]]() is None

    def _do_handle(self, step):
        signals.handle(step)

    def _do_at_exit(self, step):
        atexit.register(print, step["text"], flush=True)

    def _do_finalizer(self, step):
        import multiprocessing.util

        multiprocessing.util.Finalize(
            None, print, args=(step["text"],), kwargs={"flush": True}, exitpriority=step["priority"]
        )

    def _do_children(self, step):
        return sorted(self._label_of(child) for child in library.active_children())

    def _do_wait(self, step):
        import multiprocessing.connection

        if "on_value" in step:
            return encode(multiprocessing.connection.wait(decode(step["on_value"]), decode(step.get("timeout"))))
        found = [self._find(label) for label in step["on"]]
        waited = [getattr(one, "sentinel", one) for one in found]
        ready = multiprocessing.connection.wait(waited, decode(step.get("timeout")))
        return [step["on"][waited.index(one)] for one in ready]

    def _do_pickle(self, step):
        import pickle

        value = self._find(step["of"])
        pickle.dumps(getattr(value, step["member"]) if "member" in step else value)

    def _do_print(self, step):
        stream = sys.stderr if step.get("to") == "stderr" else sys.stdout
        stream.write(step["text"])
        if step.get("flush"):
            stream.flush()

    def _do_thread(self, step):
        import actor

        thread = threading.Thread(target=actor.serve_thread, args=(self._board, step["as"]), daemon=step["daemon"])
        thread.start()

    def _do_change(self, step):
        reports.change(step["what"], step["value"])

    def _do_report(self, step):
        if step["what"] == "arguments":
            args, kwargs = self._received
            return {"args": encode(list(args)), "kwargs": {key: encode(kwargs[key]) for key in sorted(kwargs)}}
        if step["what"] == "argument_sizes":
            return [len(argument) for argument in self._received[0]]
        return reports.report(step)

    def _find(self, label):
        if label == "current":
            return library.current_process()
        if label == "parent":
            return library.parent_process()
        if label not in OBJECTS:
            raise UnknownStep("no object is called {!r} here".format(label))
        return OBJECTS[label]

    def _label_of(self, process):
        for label, known in OBJECTS.items():
            if known is process:
                return label
        return "?" + type(process).__name__
