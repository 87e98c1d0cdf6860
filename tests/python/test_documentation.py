"""Every public member says what it is, in what units, and what it raises."""

from __future__ import annotations

import inspect
import unittest
from collections.abc import Iterator
from typing import Any

import pybridge


def public_members() -> Iterator[tuple[str, Any]]:
    """The names of the package that are its own, and the members of its classes."""
    for name in pybridge.__all__:
        value = getattr(pybridge, name)
        value = getattr(value, "__func__", value)
        if not getattr(value, "__module__", "").startswith("pybridge"):
            continue
        yield name, value
        if inspect.isclass(value):
            for member, found in vars(value).items():
                if not member.startswith("_") or member == "__init__":
                    yield f"{name}.{member}", found


class DocumentationTests(unittest.TestCase):
    def test_every_public_member_has_a_docstring(self) -> None:
        members = [(name, found) for name, found in public_members() if callable(found) or isinstance(found, property)]
        self.assertGreater(len(members), 25)
        self.assertEqual([name for name, found in members if not (found.__doc__ or "").strip()], [])

    def test_what_can_fail_says_how(self) -> None:
        for name in ("__init__", "start", "join", "terminate", "kill", "interrupt", "result", "is_alive", "close", "sentinel"):
            with self.subTest(member=name):
                self.assertRegex(vars(pybridge.Process)[name].__doc__, r"\w+Error")
        for name in ("join", "result"):
            self.assertIn("seconds", vars(pybridge.Process)[name].__doc__)


if __name__ == "__main__":
    unittest.main()
