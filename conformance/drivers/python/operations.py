"""The steps of the vocabulary over ``multiprocessing``, or over a library with its surface.

What only some steps need is imported by them: every child of every scenario loads this module.
"""

import atexit
import gc
import importlib
import json
import os
import sys
import threading
import weakref

import classes
import endings
import reports
import signals
from library import CSHARP, library
from objects import HELD, OBJECTS
from values import UnknownStep, decode, encode

# Steps that are in modules of their own.
_FURTHER = {
    "own_run": "patches",
    "reap": "system",
    "show": "patches",
    "sockets": "system",
    "subinterpreter": "patches",
}

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
        operation = getattr(self, "_do_" + step["op"], None) or self._further(step["op"])
        return {"value": operation(step)}

    def _further(self, name):
        """A step that few scenarios have, from the module that has it."""
        if name not in _FURTHER:
            raise UnknownStep(name)
        operation = importlib.import_module(_FURTHER[name]).STEPS[name]
        return lambda step: operation(self, step)

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

    def _do_connection(self, step):
        import channels

        OBJECTS[step["as"]] = channels.connection(step)

    def _do_send_handle(self, step):
        import channels

        channels.send_handle(self.find(step["of"]), self.find(step["handle"]))

    def _do_recv_handle(self, step):
        import channels

        OBJECTS[step["as"]] = channels.recv_handle(self.find(step["of"]), step)

    def _do_take(self, step):
        """Gives a label to an argument of the target."""
        args, _ = self._received
        OBJECTS[step["as"]] = args[step["argument"]]

    def _do_write_raw(self, step):
        import raw

        raw.write(self.find(step["of"]), bytes.fromhex(step["bytes"]))

    def _do_read_raw(self, step):
        import raw

        return encode(raw.read(self.find(step["of"]), step["count"]))

    def _do_part(self, step):
        return encode(self.find(step["of"])[step["from"] : step["to"]])

    def _do_equal(self, step):
        return self.find(step["of"]) == self.find(step["and"])

    def _do_failure(self, step):
        """What a method raises, with all that hangs on it; nothing if it raises nothing."""
        import failures

        try:
            self._do_call(step)
        except Exception as error:
            return failures.tell(error)

    def _do_watch(self, step):
        """Asks again and again until the process has ended, and then once more each question."""
        process = self.find(step["of"])
        ended = {
            "exitcode": lambda: process.exitcode is not None,
            "is_alive": lambda: not process.is_alive(),
            "children": lambda: process not in library.active_children(),
        }[step["until"]]
        while not ended():
            pass
        code = process.exitcode
        return {"exitcode": code, "is_alive": process.is_alive(), "listed": process in library.active_children()}

    def _do_os_fork(self, step):
        """Forks past the library; the copy is the actor 'as', and ends past all exit handlers."""
        import actor

        if os.fork() == 0:
            actor.forget_connections()
            try:
                actor.serve(self._board, step["as"])
            finally:
                os._exit(0)

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
        if "call" in target:
            import callables

            inner = Target(target["do"], self._board, label)
            kwargs = {key: decode(value) for key, value in target.get("kwargs", {}).items()}
            return callables.make(target["call"], inner, [decode(value) for value in target.get("args", ())], kwargs)
        if "sleep" in target:
            from time import sleep

            return sleep
        return decode(target["value"])

    def _do_length(self, step):
        return len(self.find(step["of"]))

    def _do_get(self, step):
        return self._seen(step, step["member"], getattr(self.find(step["of"]), step["member"]))

    def _do_set(self, step):
        setattr(self.find(step["of"]), step["member"], decode(step["value"]))

    def _do_call(self, step):
        method = getattr(self.find(step["of"]), step["method"])
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
        process = self.find(step["of"])
        return {"repr": repr(process), "same_as_str": repr(process) == str(process)}

    def _do_same(self, step):
        return self.find(step["of"]) is self.find(step["and"])

    def _do_exists(self, step):
        return self.find(step["of"]) is not None

    def _do_descriptors(self, step):
        """How many more descriptors are open than at the last mark."""
        count = len(os.listdir("/proc/self/fd"))
        if step.get("mark"):
            self._descriptors = count
            return None
        return count - self._descriptors

    def _do_class(self, step):
        return type(self.find(step["of"])).__name__

    def _do_retarget(self, step):
        process = self.find(step["of"])
        process._target = self._target(step["target"], step["of"])
        process._args = ()

    def _do_hold(self, step):
        HELD[step["as"]] = decode(step["value"])

    def _do_mutate(self, step):
        held = HELD[step["of"]]
        if step.get("empty"):
            held.clear()
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
        atexit.register(AtTheEnd(self, step))

    def _do_finalizer(self, step):
        import multiprocessing.util

        multiprocessing.util.Finalize(None, AtTheEnd(self, step), exitpriority=step["priority"])

    def _do_children(self, step):
        return sorted(self._label_of(child) for child in library.active_children())

    def _do_wait(self, step):
        import multiprocessing.connection

        if "on_value" in step:
            return encode(multiprocessing.connection.wait(decode(step["on_value"]), decode(step.get("timeout"))))
        found = [self.find(label) for label in step["on"]]
        waited = [getattr(one, "sentinel", one) for one in found]
        if step.get("numbers"):
            waited = [one if isinstance(one, int) else one.fileno() for one in waited]
        ready = multiprocessing.connection.wait(waited, decode(step.get("timeout")))
        return [step["on"][waited.index(one)] for one in ready]

    def _do_pickle(self, step):
        import pickle

        value = self.find(step["of"])
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

    def find(self, label):
        """What has the label in this process."""
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


class AtTheEnd:
    """What an exit handler does: says its text, then steps of its own."""

    def __init__(self, operations, step):
        self._operations = operations
        self._step = step

    def __repr__(self):
        return "<exit handler {!r}>".format(self._step["text"])

    def __call__(self):
        print(self._step["text"], flush=True)
        for inner in self._step.get("steps", ()):
            if endings.is_ending(inner):
                endings.end(inner)
            self._operations.perform(inner)
