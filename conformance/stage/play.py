"""Plays one scenario: hands each step to its actor and writes down what it answers."""

import json
import os
import shutil
import signal
import tempfile
import time

from board import Board, GarbledActor
from pace import Pace
from processes import is_running
from troupe import Troupe

# How long output may stay open, and processes may stay, after the program has ended.
PATIENCE_SECONDS = 10

# A step that takes longer is told of while it lasts.
WORTH_TELLING_SECONDS = 1

LOST = {"lost": "the actor has ended"}


class Hang(Exception):
    """The scenario's time is up."""


class Unsupported(Exception):
    """The program does not know a word of the vocabulary: a fault of lane or scenario, not an observation."""


class Play:
    """One performance. Every scenario gets a new program in a new session and a new empty directory."""

    def __init__(self, programs, scenario, limit, tell):
        self._programs = programs
        self._scenario = scenario
        self._tell = tell
        self._deadline = time.monotonic() + limit
        self._directory = os.path.realpath(tempfile.mkdtemp(prefix="conformance-"))
        self._pace = Pace()
        is_timed = any("timed" in step for step in scenario["steps"])
        self._board = Board(self._directory, self._pace if is_timed else None)
        self._observations = []
        self._pending = {}
        self._requests = 0
        self._trouble = None

    def perform(self):
        """Returns the observations: of each step, and of the program as a whole."""
        work = os.path.join(self._directory, "work")
        os.mkdir(work)
        arguments = ["--board", self._board.path]
        if "program" in self._scenario:
            arguments += ["--program", self._scenario["program"]]
        self._troupe = Troupe(self._programs, arguments, self._board, work, self._scenario.get("stdin", ""))
        try:
            self._play_steps()
            program = self._curtain()
        finally:
            self._troupe.dismiss()
            self._board.close()
            shutil.rmtree(self._directory, ignore_errors=True)
        result = {
            "scenario": self._scenario["id"],
            "steps": self._observations,
            "program": program,
            "places": {"work": work},
        }
        if self._trouble:
            result["trouble"] = self._trouble
        return result

    def _play_steps(self):
        try:
            for step in self._scenario["steps"]:
                self._observations.append(self._step(step))
        except Hang:
            self._trouble = "hang: {} was not over in time".format(self._current_step())
            self._observations.append({"hang": True})
        except Unsupported as error:
            self._trouble = "{}: {}".format(self._current_step(), error)
        except GarbledActor as error:
            self._trouble = str(error)

    def _current_step(self):
        """The step that has no observation yet, for a message; numbered as the runner does."""
        number = len(self._observations)
        return "step {} {}".format(number, json.dumps(self._scenario["steps"][number], ensure_ascii=False))

    def _step(self, step):
        own = getattr(self, "_do_" + step["op"], None)
        if own:
            return own(step)
        actor = self._actor(step.get("in", "main"))
        if actor is None:
            return LOST
        request = self._ask(actor, step)
        if "async" in step:
            self._pending[step["async"]] = (actor, request)
            self._until(lambda: request in self._board.begun or request in self._board.answers or actor.gone)
            return {"begun": request in self._board.begun}
        return self._answer(actor, request)

    def _actor(self, label):
        """The connected actor, waited for; None if it, or the whole program, has ended."""
        actors = self._board.actors
        self._until(lambda: label in actors or self._troupe.silent)
        actor = actors.get(label)
        return None if actor is None or actor.gone else actor

    def _ask(self, actor, step):
        self._requests += 1
        self._board.expect(actor, self._requests, begins="async" in step)
        actor.ending = actor.ending or step["op"] in ("return", "exit", "raise", "os_exit", "die")
        actor.send(dict(step, id=self._requests))
        return self._requests

    def _answer(self, actor, request):
        answers = self._board.answers
        self._until(lambda: request in answers or actor.gone)
        if request not in answers:
            return {"lost": "the actor ended instead of answering"}
        answer = dict(answers[request])
        if "unsupported" in answer:
            raise Unsupported("the program does not support this step: {}".format(answer["unsupported"]))
        del answer["id"]
        if "elapsed" in answer:
            answer["pace"] = self._pace.seconds
        return answer

    # Steps of the stage itself.

    def _do_await(self, step):
        return self._answer(*self._pending[step["step"]]) if step["step"] in self._pending else LOST

    def _do_pending(self, step):
        if step["step"] not in self._pending:
            return LOST
        _, request = self._pending[step["step"]]
        self._board.catch_up()
        return {"value": request not in self._board.answers}

    def _do_signal(self, step):
        actor = self._actor(step["to"])
        if actor is None:
            return LOST
        _wait_until_asleep(actor.pid)
        send = os.killpg if step.get("group") else os.kill
        send(actor.pid, _signal_number(step["signal"]))
        if step["signal"] == "SIGSTOP":
            _wait_until_stopped(actor.pid)
        return {"value": None}

    def _do_ended(self, step):
        """Waits until the actor has ended: a process until it can be reaped, a thread until it has left."""
        actors = self._board.actors
        self._until(lambda: step["who"] in actors or self._troupe.silent)
        if step["who"] not in actors:
            return LOST
        actor = actors[step["who"]]
        self._until(lambda: actor.gone)
        if actor.is_main_thread:
            while is_running(actor.pid):
                self._until(lambda: True)
                time.sleep(0.001)  # Nothing announces the end of a process that is not ours.
        return {"value": True}

    def _do_reaped(self, step):
        """Whether nothing is left of an actor's process, not even a zombie. It does not wait."""
        actor = self._board.actors.get(step["who"])
        return LOST if actor is None else {"value": self._troupe.has_reaped(actor.pid)}

    def _do_exited(self, step):
        self._until(lambda: self._troupe.exited)
        return {"value": self._troupe.exit_code}

    # The end.

    def _curtain(self):
        """Lets everybody return, children before the program, and sees what they leave behind."""
        patience = time.monotonic()
        if self._trouble is None:
            try:
                for actor in reversed(list(self._board.actors.values())):
                    if not (actor.ending or actor.gone):
                        self._ask(actor, {"op": "return", "value": None})
                self._until(lambda: self._troupe.exited)
                patience = min(self._deadline, time.monotonic() + PATIENCE_SECONDS)
                self._board.until(lambda: self._troupe.silent, patience)
            except Hang:
                self._trouble = "hang: the program does not end"
            except GarbledActor as error:
                self._trouble = str(error)
        leftovers = [] if self._trouble else self._troupe.leftovers(patience)
        try:
            self._board.catch_up()
        except GarbledActor as error:
            self._trouble = self._trouble or str(error)
        return {
            "exit": self._troupe.exit_code,
            "stdout": self._troupe.lines("stdout"),
            "stderr": self._troupe.lines("stderr"),
            "leftovers": leftovers,
        }

    def _until(self, condition):
        now = time.monotonic()
        if now > self._deadline:
            raise Hang
        if not self._board.until(condition, min(self._deadline, now + WORTH_TELLING_SECONDS)):
            self._tell(self._awaited())
            if not self._board.until(condition, self._deadline):
                raise Hang

    def _awaited(self):
        """What is not over yet, for whoever watches."""
        return self._current_step() if len(self._observations) < len(self._scenario["steps"]) else "the program to end"


def _wait_until_asleep(pid):
    """Let a program come to what it waits in: a signal just before a wait is seen after it, whoever waits."""
    _wait_for_state(pid, lambda state: state != b"R")


def _wait_until_stopped(pid):
    """Nothing announces that a process has come to a stop."""
    _wait_for_state(pid, lambda state: state in (b"T", b"t"))


def _wait_for_state(pid, holds):
    for _ in range(2000):
        try:
            with open("/proc/%d/stat" % pid, "rb") as file:
                state = file.read().rpartition(b")")[2].split()[0]
        except OSError:
            return
        if holds(state):
            return
        time.sleep(0.001)


def _signal_number(name):
    base, plus, offset = name.partition("+")
    return int(getattr(signal, base)) + (int(offset) if plus else 0)
