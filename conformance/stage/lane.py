"""The lane protocol: one JSON document per line on stdin, one answer per line on stdout."""

import json
import subprocess
import traceback

from play import Play
from troupe import program_environment

PROTOCOL = 1


class Lane:
    """Answers ``start``, ``run`` and ``stop`` for one program."""

    def __init__(self, command, requests, answers):
        self._command = command
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
        described = subprocess.run(
            [*self._command, "--describe"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env=program_environment(),
            check=True,
        )
        return dict(json.loads(described.stdout.decode("utf-8")), protocol=PROTOCOL)

    def _run(self, request):
        return Play(self._command, request["scenario"], request["limit"]).perform()

    def _answer(self, document):
        self._answers.write(json.dumps(document) + "\n")
        self._answers.flush()
