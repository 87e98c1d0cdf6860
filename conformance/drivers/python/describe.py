"""What this program can do, as the answer to ``--describe``."""

import multiprocessing
import os
import platform
import sys

from library import CSHARP, NAME, library


def description(method):
    """The document that says so."""
    can = {
        "group-argument",
        "untyped-arguments",
        "main-module",
        "context-classes",
        "pickle-anything",
        "code-while-unpickling",
        "ident-member",
        "python-runtime",
        "run-override",
        "own-callables",
    }
    cannot = {}
    _sort("fork", method == "fork", "children do not share the parent's memory", can, cannot)
    _sort("threads-and-starts", method != "fork", "a fork of a process with threads may deadlock", can, cannot)
    _sort("pickled-arguments", method != "fork", "fork does not pickle", can, cannot)
    _sort("server", method == "forkserver", "children are not started by a server", can, cannot)
    _sort("direct-child", method != "forkserver", "children are started by a server", can, cannot)
    _sort("parent-process", hasattr(library, "parent_process"), "parent_process() is new in 3.8", can, cannot)
    _sort("interrupt", hasattr(library.Process, "interrupt"), "interrupt() is new in 3.14", can, cannot)
    if CSHARP:
        for capability in sorted(can - _OF_CSHARP):
            can.remove(capability)
            cannot[capability] = "the children are C# ones"
    document = {
        "language": "Python and C#" if CSHARP else "Python",
        "implementation": "{} on {}".format(_name(), platform.python_implementation()),
        "version": platform.python_version(),
        "method": method,
        "system": sys.platform,
        "can": sorted(can),
        "cannot": cannot,
        "places": {
            "program": os.path.dirname(os.path.abspath(__file__)),
            "library": os.path.dirname(os.path.dirname(os.path.abspath(multiprocessing.__file__))),
            NAME: os.path.dirname(os.path.abspath(library.__file__)),
        },
    }
    if CSHARP:
        document["places"]["children"] = os.path.dirname(CSHARP)
    return document


def _name():
    """The library's name, with the binding where it has several."""
    binding = getattr(library, "binding", None)
    name = NAME if binding is None else "{} ({} binding)".format(NAME, binding)
    return name + " with C# targets" if CSHARP else name


# What children of the C# driver can do as well.
_OF_CSHARP = {"pickled-arguments", "direct-child", "parent-process", "interrupt", "threads-and-starts"}


def _sort(capability, present, reason, can, cannot):
    if present:
        can.add(capability)
    else:
        cannot[capability] = reason
