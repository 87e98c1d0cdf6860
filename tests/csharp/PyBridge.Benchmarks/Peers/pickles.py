"""Times CPython's C pickle: answers "load" and "dump" with the nanoseconds of one call, "bytes" with the pickle."""

import datetime
import pickle
import sys
import time

CALLS = 50


def make():
    """About 27 KB of what programs pickle: records, texts, numbers, nested and shared."""
    tags = ["alpha", "beta", "gamma", "délta"]
    return {
        "title": "mixed object",
        "rows": [
            {
                "id": i,
                "key": f"record-{i:05d}",
                "value": i * 1.25,
                "active": i % 3 == 0,
                "parent": None if i % 5 else i // 5,
                "tags": tags[: i % 5],
                "position": (i, -i, i * 1000),
                "digest": bytes((i * 7 + k) % 256 for k in range(16)),
            }
            for i in range(200)
        ],
        "lookup": {i: f"name {i}" for i in range(200)},
        "numbers": [i * i for i in range(500)],
        "floats": [i / 7 for i in range(300)],
        "big": 3**200,
        "set": {f"member {i}" for i in range(50)},
        "when": datetime.datetime(2026, 1, 2, 3, 4, 5, 6),
        "text": "a longer text, with some ünicode in it. " * 40,
    }


def measure(call, argument):
    """The nanoseconds of one call, over a batch."""
    begin = time.perf_counter_ns()
    for _ in range(CALLS):
        call(argument)
    return (time.perf_counter_ns() - begin) // CALLS


def dump(value):
    """As the other side writes."""
    return pickle.dumps(value, protocol=5)


if __name__ == "__main__":
    VALUE = make()
    DATA = dump(VALUE)
    for line in sys.stdin:
        command = line.strip()
        if command == "load":
            print(measure(pickle.loads, DATA), flush=True)
        elif command == "dump":
            print(measure(dump, VALUE), flush=True)
        else:
            print(DATA.hex(), flush=True)
