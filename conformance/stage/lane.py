"""The lane protocol: one JSON document per line on stdin, one answer per line on stdout."""

import json
import traceback

from play import Play

PROTOCOL = 1


class Lane:
    """Answers ``start``, ``run`` and ``stop`` for one program."""

    def __init__(self, programs, requests, answers):
        self._programs = programs
        self._requests = requests
        self._answers = answers

    def serve(self):
        """Answers requests until ``stop`` or the end of the input."""
        for line in self._requests:
            request = json.loads(line)
            if request["cmd"] == "stop":
                self._answer({"stopped": True})
                return
            try:
                answer = self._start(request) if request["cmd"] == "start" else self._run(request)
            except Exception:
                # The runner shows it as an error of this scenario; the lane lives on.
                answer = {"failure": traceback.format_exc()}
            self._answer(answer)

    def _start(self, request):
        if request.get("protocol") != PROTOCOL:
            return {"failure": "this lane speaks protocol {}".format(PROTOCOL)}
        return dict(self._programs.describe(), protocol=PROTOCOL)

    def _run(self, request):
        tell = self._tell if request.get("progress") else lambda what: None
        return Play(self._programs, request["scenario"], request["limit"], tell).perform()

    def _tell(self, what):
        """Says what takes long, before the answer."""
        self._answer({"waits": what})

    def _answer(self, document):
        self._answers.write(json.dumps(document) + "\n")
        self._answers.flush()
