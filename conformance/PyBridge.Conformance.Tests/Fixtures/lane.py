"""A lane that answers every step with null, or misbehaves in the way it is told to.

    python3 lane.py MODE
"""

import json
import os
import sys
import threading

MODE = sys.argv[1]


def observe(scenario):
    return {
        "scenario": scenario["id"],
        "steps": [{"value": None} for _ in scenario["steps"]],
        "program": {"exit": 0, "stdout": [], "stderr": [], "leftovers": []},
    }


def write(text):
    sys.stdout.write(text)
    sys.stdout.flush()


def answer(scenario):
    document = observe(scenario)
    if MODE == "lies":
        document["steps"][-1] = {"value": 42}
    elif MODE == "byte-code":
        document["steps"][-1] = {"value": "PYTHONDONTWRITEBYTECODE" in os.environ}
    elif MODE == "hangs":
        threading.Event().wait()
    elif MODE == "crashes":
        sys.stderr.write("out of luck\n")
        os.abort()
    elif MODE == "leaves":
        sys.exit(0)
    elif MODE == "garbage":
        write("no JSON at all\n")
        return
    elif MODE == "other-json":
        write("[1, 2]\n")
        return
    elif MODE == "splits":
        text = json.dumps(document)
        write(text[:20] + "\n" + text[20:] + "\n")
        return
    elif MODE == "chatters":
        write("starting...\n")
    elif MODE == "another":
        document["scenario"] = "Z99"
    elif MODE == "short":
        document["steps"].pop()
    elif MODE == "empty-step":
        document["steps"][0] = {}
    elif MODE == "silent-program":
        del document["program"]["stdout"]
    elif MODE == "troubled":
        document["trouble"] = "hang"
    elif MODE == "leftovers":
        document["program"]["leftovers"] = ["sleep 1000"]
    elif MODE == "undecided":
        document["steps"][-1] = {"value": os.getpid() * 1000 + answer.count}
        answer.count += 1
    elif MODE == "fails":
        document = {"failure": "no idea how"}
    write(json.dumps(document) + "\n")


answer.count = 0

for line in sys.stdin:
    request = json.loads(line)
    if request["cmd"] == "start":
        if MODE == "mute":
            write("{}\n")
        else:
            write(json.dumps({"language": "Test", "implementation": "test", "version": "1", "can": [], "cannot": {}}) + "\n")
    elif request["cmd"] == "run":
        answer(request["scenario"])
    else:
        write(json.dumps({"stopped": True}) + "\n")
        break
