"""Test results: what the reports and closing lines of test runners say, summed."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

UNITTEST = re.compile(r"^Ran (\d+) tests? in .*\n\n?(?:OK|FAILED)(.*)$", re.MULTILINE)
UNITTEST_FAILURE = re.compile(r"^={70}\n((?:FAIL|ERROR): .*)\n(?:.*\n)*?-{70}\n((?:(?!={70}$|-{70}$).*\n)*)", re.MULTILINE)
SUMMARY = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.MULTILINE)
SUMMARY_FAILURE = re.compile(r"^(?:FAILED|DIFFERENT|vanished|flaky|error) .*", re.MULTILINE)  # of gates and of the conformance suite
VISUAL_STUDIO = "{http://microsoft.com/schemas/VisualStudio/TeamTest/2010}"


@dataclass
class Tally:
    """Counts of tests; what failed is named again at the end of a long log."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    failures: list[str] = field(default_factory=list)

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped,
                     self.failures + other.failures)

    def fail(self, name: str) -> None:
        """Count a failure."""
        self.failed += 1
        self.failures.append(name)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def of_trx(report: Path) -> Tally:
    """The counters of one Visual Studio test report."""
    tally = Tally()
    for result in ElementTree.parse(report).iter(f"{VISUAL_STUDIO}UnitTestResult"):
        outcome = result.get("outcome")
        message = result.find(f".//{VISUAL_STUDIO}Message")
        text = (message.text or "") if message is not None else ""
        if outcome == "Passed":
            tally.passed += 1
        elif outcome == "NotExecuted":
            tally.skipped += 1
            print(f"SKIPPED {result.get('testName')}: {text or 'no reason given'}")
        else:
            tally.fail(f"{result.get('testName')}: {first_line(text)}")
    return tally


def of_unittest(code: int, output: str, where: str) -> Tally:
    """The closing lines of unittest runs, which one program may have several of, and the program's exit code."""
    tally = Tally()
    for ran, closing in UNITTEST.findall(output):
        numbers = {name: int(number) for name, number in re.findall(r"(\w+)=(\d+)", closing)}
        failed = numbers.get("failures", 0) + numbers.get("errors", 0) + numbers.get("successes", 0)
        skipped = numbers.get("skipped", 0)
        tally += Tally(max(int(ran) - failed - skipped, 0), failed, skipped)  # an error of setUpModule is no test
    tally.failures = [f"{name}: {error_of(traceback)}, on {where}" for name, traceback in UNITTEST_FAILURE.findall(output)]
    if code != 0 and tally.failed == 0:
        tally.fail(f"{where} ended with exit code {code} and no failed test")
    return tally


def of_summary(code: int, output: str, command: str) -> Tally:
    """The last line of a command that counts what passed, failed and was skipped, and its exit code."""
    found = SUMMARY.findall(output)
    tally = Tally(*(int(number or 0) for number in found[-1])) if found else Tally()
    if tally.failed:
        named = [line.removeprefix("FAILED ") for line in SUMMARY_FAILURE.findall(output)]
        tally.failures = named or [f"{tally.failed} of `{command}`"]
    elif not found or code != 0:
        tally.fail(f"`{command}` ended with exit code {code} and no failure named")
    return tally


def first_line(text: str) -> str:
    """The first line that is not empty, without its indentation."""
    return next(filter(None, map(str.strip, text.splitlines())), "")


def error_of(traceback: str) -> str:
    """What stands behind the frames of a traceback, on one line."""
    error = re.split(r"^  .*\n", traceback, flags=re.MULTILINE)[-1]
    return " ".join(error.split())[:300]
