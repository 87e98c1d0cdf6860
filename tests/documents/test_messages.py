"""A new message of an error needs a case that provokes it: what a user reads then was read by somebody before."""

from __future__ import annotations

import unittest

from messages import LISTED, ROOT, Message, of_csharp, of_python, without_case


class MessageTests(unittest.TestCase):
    def test_each_has_a_case(self) -> None:
        known = set(LISTED.read_text(encoding="utf-8").splitlines())
        found = {str(message) for message in without_case()}
        self.assertEqual(sorted(found - known), [], "no test quotes these: provoke each in one that does")
        gone = len(known - found)
        if gone:
            print(f"{gone} of {LISTED.name} have a case now, or are gone: write it anew with tests/documents/messages.py")

    def test_both_languages_are_seen(self) -> None:
        self.assertGreater(len(list(of_python(ROOT / "src" / "python" / "pybridge"))), 30)
        self.assertGreater(len(list(of_csharp(ROOT / "src"))), 150)

    def test_what_is_a_quotation(self) -> None:
        message = Message("a.py", ("cannot start a process twice", "at all"))
        self.assertTrue(message.is_quoted('"a process twice"'))
        self.assertTrue(message.is_quoted("not at all"))
        self.assertFalse(message.is_quoted("cannot start processes; a process"))


if __name__ == "__main__":
    unittest.main()
