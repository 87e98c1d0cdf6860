"""A lane that answers every step with null, or misbehaves in the way it is told to.

    python3 lane.py MODE [SEED]
"""

import json
import os
import subprocess
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
    write_bytes(text.encode("utf-8"))


def write_bytes(data):
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def line(document):
    return json.dumps(document) + "\n"


def leave(**options):
    """Starts a process that stays."""
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    subprocess.Popen(["sleep", "1000"], **{**streams, **options})


# What is wrong with a document.


def lies(document):
    document["steps"][-1] = {"value": 42}


def byte_code(document):
    document["steps"][-1] = {"value": "PYTHONDONTWRITEBYTECODE" in os.environ}


def another(document):
    document["scenario"] = "Z99"


def short(document):
    document["steps"].pop()


def empty_step(document):
    document["steps"][0] = {}


def silent_program(document):
    del document["program"]["stdout"]


def troubled(document):
    document["trouble"] = "hang"


def leftovers(document):
    document["program"]["leftovers"] = ["sleep 1000"]


def undecided(document):
    document["steps"][-1] = {"value": os.getpid() * 1000 + undecided.count}
    undecided.count += 1


undecided.count = 0


def late(document):
    document["steps"][-1] = {"value": None, "elapsed": 60.0}


def late_at_first(document):
    document["steps"][-1] = {"value": None, "elapsed": 0.0 if late_at_first.count == 2 else 60.0}
    late_at_first.count += 1


late_at_first.count = 0


def punctual(document):
    document["steps"][-1] = {"value": None, "elapsed": 0.0}


def fails(document):
    document.clear()
    document["failure"] = "no idea how"


def number_for_scenario(document):
    document["scenario"] = 1


def number_for_line(document):
    document["program"]["stdout"] = [1]


def text_for_elapsed(document):
    document["steps"][0] = {"value": None, "elapsed": "long"}


def text_for_exit(document):
    document["program"]["exit"] = "0"


def number_for_error(document):
    document["steps"][0] = {"error": {"type": 1, "text": 2}}


def list_for_places(document):
    document["places"] = ["/tmp"]


def unknown_field(document):
    document["note"] = "hello"


def unknown_field_of_step(document):
    document["steps"][0]["note"] = "hello"


def half_a_character(document):
    document["steps"][0] = {"value": "\ud800"}


# What is wrong with the way it is said.


def hangs(text):
    threading.Event().wait()


def crashes(text):
    sys.stderr.write("out of luck\n")
    sys.stderr.flush()
    os.abort()


def leaves(text):
    sys.exit(0)


def garbage(text):
    write("no JSON at all\n")


def other_json(text):
    write("[1, 2]\n")


def splits(text):
    write(text[:20] + "\n" + text[20:])


def chatters(text):
    write("starting...\n" + text)


def half_a_line(text):
    write(text[:20])
    sys.exit(0)


def twice_a_key(text):
    write('{"scenario": "T01", ' + text[1:])


def not_a_number(text):
    write(text.replace("null", "NaN"))


def carriage_return(text):
    write(text.replace("\n", "\r\n"))


def byte_order_mark(text):
    write("\ufeff" + text)


def no_utf8(text):
    write_bytes(text.replace("null", '"?"').encode("utf-8").replace(b"?", b"\xff"))


def deep(text):
    write(text.replace("null", "[" * 5000 + "]" * 5000))


def endless(text):
    for _ in range(200):
        write_bytes(b" " * (1 << 20))
    write(text)


def noisy(text):
    for _ in range(30):
        os.write(2, b"#" * ((1 << 20) - 1) + b"\n")
    write(text)


def slow(text):
    threading.Event().wait(1.5)
    write(text)


def twice(text):
    write(text + text)


def deaf(text):
    os.close(0)  # before the answer: once that is read, the runner may say "stop" at any time
    write(text)
    threading.Event().wait()


def ends_after_its_answer(text):
    write(text)
    os._exit(0)


def leaves_a_process(text):
    leave(start_new_session=True)
    write(text)


def leaves_its_output(text):
    leave(start_new_session=True, stdout=None, stderr=None)
    write(text)


# What is wrong with its end.


def ignores_stop():
    threading.Event().wait()


def stays():
    write(line({"stopped": True}))
    threading.Event().wait()


def stops_otherwise():
    write(line({"stopped": "yes"}))


def fails_at_its_end():
    write(line({"stopped": True}))
    sys.exit(3)


def says_more():
    write(line({"stopped": True}) + line({"stopped": True}))


# What is wrong with its description.

DESCRIPTION = {"language": "Test", "implementation": "test", "version": "1", "can": [], "cannot": {}}
DESCRIPTIONS = {
    "mute": {},
    "number-for-language": dict(DESCRIPTION, language=7),
    "number-for-capability": dict(DESCRIPTION, can=[1]),
    "text-for-reasons": dict(DESCRIPTION, cannot="anything"),
    "number-for-place": dict(DESCRIPTION, places={"work": 1}),
}

OF_DOCUMENTS = (
    lies, byte_code, another, short, empty_step, silent_program, troubled, leftovers, undecided, late,
    late_at_first, punctual, fails, number_for_scenario, number_for_line, text_for_elapsed, text_for_exit, number_for_error, list_for_places,
    unknown_field, unknown_field_of_step, half_a_character,
)  # fmt: skip
OF_SPEECH = (
    hangs, crashes, leaves, garbage, other_json, splits, chatters, half_a_line, twice_a_key, not_a_number,
    carriage_return, byte_order_mark, no_utf8, deep, endless, noisy, slow, twice, deaf, ends_after_its_answer,
    leaves_a_process, leaves_its_output,
)  # fmt: skip
OF_ENDS = (ignores_stop, stays, stops_otherwise, fails_at_its_end, says_more)


def named(functions):
    return {function.__name__.replace("_", "-"): function for function in functions}


def answer(document):
    if MODE in named(OF_DOCUMENTS):
        named(OF_DOCUMENTS)[MODE](document)
    text = line(document)
    if MODE in named(OF_SPEECH):
        named(OF_SPEECH)[MODE](text)
    elif MODE == "random":
        import corruption

        write_bytes(corruption.corrupt(document, int(sys.argv[2])))
    else:
        write(text)


def main():
    for request in map(json.loads, sys.stdin):
        if request["cmd"] == "start":
            write(line(DESCRIPTIONS.get(MODE, DESCRIPTION)))
        elif request["cmd"] == "run":
            answer(observe(request["scenario"]))
        else:
            named(OF_ENDS).get(MODE, lambda: write(line({"stopped": True})))()
            break


main()
