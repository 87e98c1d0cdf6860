"""Every public member says what it is, of what types and in what units, what it raises, and which of CPython's it follows."""

from __future__ import annotations

import inspect
import multiprocessing
import multiprocessing.process
import re
import unittest
from collections.abc import Iterator
from typing import Any

import pybridge
import pybridge.standby

MODULES = (pybridge, pybridge.standby)


def public_members() -> Iterator[tuple[str, Any]]:
    """The names of the package that are its own, and the members of its classes."""
    for module in MODULES:
        for name in module.__all__:
            value = getattr(module, name)
            value = getattr(value, "__func__", value)
            if not getattr(value, "__module__", "").startswith("pybridge"):
                continue
            yield f"{module.__name__}.{name}", value
            if inspect.isclass(value):
                for member, found in vars(value).items():
                    if not member.startswith("_") or member == "__init__":
                        yield f"{module.__name__}.{name}.{member}", found


def documented() -> list[tuple[str, Any]]:
    """Those that can have a docstring of their own."""
    return [(name, found) for name, found in public_members() if callable(found) or isinstance(found, property)]


def parameters() -> Iterator[tuple[str, inspect.Parameter, str]]:
    """Each parameter of each member, with the member's docstring."""
    for name, found in documented():
        if not isinstance(found, property) and not inspect.isclass(found):
            for parameter in inspect.signature(found).parameters.values():
                if parameter.name != "self":
                    yield name, parameter, found.__doc__ or ""


class DocumentationTests(unittest.TestCase):
    def test_every_public_member_has_a_docstring(self) -> None:
        members = documented()
        self.assertGreater(len(members), 30)
        self.assertIn("pybridge.Process.__init__", dict(members))
        # A class that is derived from another one has that one's docstring, and shall have its own.
        own = {name: vars(found).get("__doc__") if inspect.isclass(found) else found.__doc__ for name, found in members}
        self.assertEqual([name for name, text in own.items() if not text], [])
        self.assertEqual([module.__name__ for module in MODULES if not module.__doc__], [])

    def test_every_parameter_has_a_type_and_is_spoken_of(self) -> None:
        untyped = [f"{name}({parameter.name})" for name, parameter, _ in parameters()
                   if parameter.annotation is inspect.Parameter.empty and name != "pybridge.get_context"]
        self.assertEqual(untyped, [])  # get_context has overloads
        silent = [f"{name}({parameter.name})" for name, parameter, text in parameters() if f"``{parameter.name}``" not in text]
        self.assertEqual(silent, [])

    def test_every_result_has_a_type(self) -> None:
        def annotation(found: Any) -> Any:
            return inspect.signature(found.fget if isinstance(found, property) else found).return_annotation

        untyped = [name for name, found in documented() if not inspect.isclass(found) and name != "pybridge.get_context"
                   and annotation(found) is inspect.Signature.empty]
        self.assertEqual(untyped, [])

    def test_what_can_fail_says_how(self) -> None:
        for name in ("__init__", "start", "join", "terminate", "kill", "interrupt", "result", "is_alive", "close", "sentinel"):
            with self.subTest(member=name):
                self.assertRegex(vars(pybridge.Process)[name].__doc__, r"\w+Error")
        for function in (pybridge.csharp, pybridge.current_process, pybridge.active_children, pybridge.set_standby):
            with self.subTest(function=function.__name__):
                self.assertRegex(function.__doc__ or "", r"\w+Error")

    def test_times_have_a_unit(self) -> None:
        timed = [(name, text) for name, parameter, text in parameters() if "timeout" in parameter.name]
        self.assertGreater(len(timed), 2)
        self.assertEqual([name for name, text in timed if "seconds" not in text], [])

    def test_what_is_ported_names_its_source(self) -> None:
        theirs = multiprocessing.process.BaseProcess
        ported = {name for name in vars(theirs) if not name.startswith("_")} | {"interrupt", "__init__"}
        for name in ported & vars(pybridge.Process).keys():
            with self.subTest(member=name):
                text = " ".join((vars(pybridge.Process)[name].__doc__ or "").split())
                self.assertRegex(text, rf"CPython: ``[\w.]*BaseProcess\.{name if name != 'pid' else 'ident'}``")
        for name in ("current_process", "parent_process", "active_children", "get_context"):
            with self.subTest(function=name):
                text = " ".join((getattr(pybridge, name).__doc__ or "").split())
                self.assertTrue(re.search(rf"CPython: ``multiprocessing\.{name}``", text), text)
                self.assertTrue(hasattr(multiprocessing, name))


if __name__ == "__main__":
    unittest.main()
