"""What `build.py test` makes of test results, and which interpreters take turns."""

from __future__ import annotations

import io
import sys
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / ".ci"))

import suite  # noqa: E402
import tally  # noqa: E402

VERSIONS = {Path(f"python3.{minor}"): (3, minor) for minor in range(10, 16)}


class TurnTests(unittest.TestCase):
    def setUp(self) -> None:
        patch = mock.patch.object(suite, "python_version", VERSIONS.__getitem__)
        patch.start()
        self.addCleanup(patch.stop)

    def test_turns_see_every_version_by_each_binding(self) -> None:
        turns = [suite.Interpreters(list(VERSIONS), turn) for turn in range(100, 105)]
        self.assertEqual({python for turn in turns for python in turn.chosen}, set(VERSIONS))
        self.assertEqual({python for turn in turns for python in turn.with_pythonnet}, set(list(VERSIONS)[1:]))

    def test_every_turn_sees_the_oldest_and_the_newest(self) -> None:
        for turn in range(12):
            interpreters = suite.Interpreters(list(VERSIONS), turn)
            self.assertEqual((interpreters.chosen[0].name, interpreters.chosen[-1].name), ("python3.10", "python3.15"))
            self.assertEqual((len(interpreters.chosen), len(interpreters.with_pythonnet)), (3, 1))

    def test_turns_see_every_variant_of_cpythons_tests_on_every_version(self) -> None:
        seen = set()
        for turn in range(12):
            interpreters = suite.Interpreters(list(VERSIONS), turn)
            today = [suite.cpython_suite(python, interpreters)[-1] for python in interpreters.chosen]
            self.assertEqual(set(today), set(suite.CPYTHON_VARIANTS))
            seen |= set(zip(interpreters.chosen, today))
        self.assertEqual(seen, {(python, variant) for python in VERSIONS for variant in suite.CPYTHON_VARIANTS})

    def test_what_has_nothing_to_do_with_the_version_runs_by_each_binding_in_every_turn(self) -> None:
        for turn in (None, *range(12)):
            with mock.patch.object(suite, "run_unittest", return_value=tally.Tally(1)) as runs, \
                    mock.patch.object(suite, "run_dotnet", return_value=tally.Tally(1)), \
                    mock.patch.object(suite, "run_gates", return_value=tally.Tally(1)), mock.patch("builtins.print"):
                suite.run_tests(suite.Interpreters(list(VERSIONS), turn))
            own = [call for call in runs.call_args_list if call.args[2] == suite.OWN_TESTS]
            for binding in ("native", "pythonnet"):
                whole = [call.args[0] for call in own if call.args[1] == binding and not call.kwargs.get("another")]
                self.assertEqual(len(whole), 1, (turn, binding))

    def test_without_a_turn_all_run_everything(self) -> None:
        interpreters = suite.Interpreters(list(VERSIONS), None)
        self.assertEqual(interpreters.chosen, list(VERSIONS))
        self.assertEqual({suite.cpython_suite(python, interpreters) for python in VERSIONS}, {(suite.CPYTHON_TESTS,)})

    def test_one_python_is_enough(self) -> None:
        only = list(VERSIONS)[-1:]
        self.assertEqual((suite.Interpreters(only, 7).chosen, suite.Interpreters(only, 7).with_pythonnet), (only, only))


class TallyTests(unittest.TestCase):
    def test_unittest(self) -> None:
        class Failing(unittest.TestCase):
            def runTest(self) -> None:
                self.assertEqual(1, 2)

        output = io.StringIO()
        unittest.TextTestRunner(output).run(unittest.TestSuite([Failing(), unittest.FunctionTestCase(str)]))
        result = tally.of_unittest(1, output.getvalue(), "a machine")
        self.assertEqual((result.passed, result.failed, result.skipped), (1, 1, 0))
        self.assertRegex(result.failures[0], r"^FAIL: runTest .*AssertionError: 1 != 2, on a machine$")

    def test_a_program_that_dies_is_a_failure(self) -> None:
        self.assertEqual(tally.of_unittest(-9, "", "x").failures, ["x ended with exit code -9 and no failed test"])
        self.assertEqual(tally.of_summary(3, "nothing\n", "x").failures, ["`x` ended with exit code 3 and no failure named"])

    def test_what_differs_is_named(self) -> None:
        output = "\nDIFFERENT M01 on dotnet: Names\n  again: ...\nFAILED flake8\n\n5 passed, 2 failed\n"
        result = tally.of_summary(1, output, "x")
        self.assertEqual((result.passed, result.failed), (5, 2))
        self.assertEqual(result.failures, ["DIFFERENT M01 on dotnet: Names", "flake8"])


if __name__ == "__main__":
    unittest.main()
