"""Each message of an error has a case that provokes it: what a user reads then was read by somebody before."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path
from unittest import mock

import literals
import messages
from literals import HOLE
from messages import Message


class MessageTests(unittest.TestCase):
    def test_each_has_a_case(self) -> None:
        lacking = {str(message) for message in messages.without_case()}
        listed = set(messages.LISTED.read_text(encoding="utf-8").splitlines()) if messages.LISTED.exists() else set()
        self.assertEqual(sorted(lacking - listed), [], "no case quotes these: provoke each in a test that does")
        self.assertEqual(sorted(listed - lacking), [], f"these have a case, or are gone: take them out of {messages.LISTED.name}")

    def test_all_sources_are_seen(self) -> None:
        found = [message.file for message in messages.of_sources()]
        for folder, least in (("PyBridge/", 350), ("PyBridge.Native/", 4), ("python/pybridge/", 80), ("python/backend/", 4)):
            self.assertGreater(sum(file.startswith(folder) for file in found), least, folder)


class CollectingTests(unittest.TestCase):
    """What is collected, however it comes into an exception."""

    def test_csharp(self) -> None:
        self.assertEqual(self.csharp('throw new IOException($"cannot read {file}: {why}");'), [f"cannot read {HOLE}: {HOLE}"])
        self.assertEqual(self.csharp('throw Failure(\n    "cannot read "\n    + file + ": it is gone");'), [f"cannot read {HOLE}: it is gone"])
        self.assertEqual(self.csharp('const string Why = "it is a folder"; throw Failure(Why);'), ["it is a folder"])
        self.assertEqual(self.csharp('string? Reason() => x ? "it is a folder" : null;'), ["it is a folder"])
        self.assertEqual(
            self.csharp('throw new E($"{(a ? "it is a folder" : $"it is {kind} of file")} \\"{b}\\"");'),
            ["it is a folder", f"it is {HOLE} of file"],
        )
        self.assertEqual(self.csharp('throw new E("no file"); Log("no file");'), ["no file"])
        self.assertEqual(self.csharp('throw new E(\'"\', "it is a folder", \'"\'); // "what a comment quotes"'), ["it is a folder"])

    def test_csharp_that_nobody_is_told(self) -> None:
        for source in (
            '[SuppressMessage("A", "B", Justification = "It is never null here.")]',
            'Debug.Assert(a is null, "whoever asks has looked");',
            'StartThread("a thread of ours", Run);',
            'var file = "a.dll"; var other = "a, b";',
        ):
            self.assertEqual(self.csharp(source), [], source)

    def test_python(self) -> None:
        self.assertEqual(self.python('raise OSError(f"cannot read {file}: {why}") from None'), [f"cannot read {HOLE}: {HOLE}"])
        self.assertEqual(self.python('why = "it is " + kind + " of file"\nraise failure(why)'), [f"it is {HOLE} of file"])
        self.assertEqual(self.python('_ADVICE = (\n    "close some, "\n    "or raise it"\n)'), ["close some, or raise it"])
        self.assertEqual(self.python('LOGGER.error("the task %s has failed", name)'), [f"the task {HOLE} has failed"])
        self.assertEqual(self.python('raise OSError("no file")\nlog("no file")'), ["no file", "no file"])
        self.assertEqual(self.python('x = "%s of the file" % name'), [f"{HOLE} of the file"])
        self.assertEqual(self.python("x = f'{a or \"it is a folder\"}'"), ["it is a folder"])

    def test_python_that_nobody_is_told(self) -> None:
        for source in (
            '"""What a docstring says."""\ndef f():\n    """What another says."""',
            'x: "dict[str, int] | None" = None\ny = cast("Sequence[str] | None", z)',
            'run("import a; a.b(c, d)")',
            '"Content-Type: text of some kind"',
        ):
            self.assertEqual(self.python(source), [], source)

    def csharp(self, source: str) -> list[str]:
        return self.collected("Some.cs", source)

    def python(self, source: str) -> list[str]:
        return self.collected("some.py", source)

    def collected(self, name: str, source: str) -> list[str]:
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(messages, "ROOT", Path(folder)):
            file = Path(folder, "src", name)
            file.parent.mkdir()
            file.write_text(source, encoding="utf-8")
            messages._justifications.cache_clear()
            self.addCleanup(messages._justifications.cache_clear)
            return [message.text for message in messages.of_sources()]


class QuotationTests(unittest.TestCase):
    def test_it_is_of_the_longest_part(self) -> None:
        message = Message("a.py", f"the process {HOLE} cannot be started twice")
        self.assertTrue(message.is_quoted("it cannot be started twice"))
        self.assertFalse(message.is_quoted("the process is gone; it cannot be started"))

    def test_a_long_part_may_be_quoted_by_its_begin(self) -> None:
        message = Message("a.py", "the application is one file, and its Main does not begin with that line")
        self.assertEqual(message.quotation, "the application is one file, and its")
        self.assertFalse(message.is_quoted("and its Main does not begin with that line"))

    def test_patterns_and_records_quote_as_well(self) -> None:
        message = Message("a.py", 'no "file" (a.b)')
        self.assertTrue(message.is_quoted(messages._plain(r'no \"file\" \(a\.b\)')))

    def test_this_file_quotes_nothing(self) -> None:
        self.assertNotIn(Path(__file__), messages.files_of_cases())

    def test_comments_quote_nothing(self) -> None:
        source = '// "it is a folder"\nAssert.That(x, Is.EqualTo("it " + "is" + " a file"));'
        self.assertEqual([literal.text for literal in literals.of_csharp(source)], ["it is a file"])


if __name__ == "__main__":
    unittest.main()
