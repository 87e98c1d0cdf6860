"""CPython's end of the pickle round trips.

Writes its cases in every protocol it has, reads back what the other side made of them, and says which came back
different. Every message is a length, 4 bytes little-endian, and so many bytes; an empty one ends a list.

    to the other side    case name, expected .NET type or "", pickle; ...; empty
    back                 case name, pickle; ...; empty
    to the other side    the report: a line for each difference, then "checked N"
"""

import pickle
import pickletools
import struct
import sys

import pickle_cases


def send(content):
    sys.stdout.buffer.write(struct.pack("<I", len(content)) + content)


def receive():
    (size,) = struct.unpack("<I", sys.stdin.buffer.read(4))
    return sys.stdin.buffer.read(size)


def send_cases(cases):
    for name, (value, dotnet_type) in cases.items():
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            try:
                content = pickle.dumps(value, protocol)
            except (pickle.PicklingError, TypeError):
                if protocol > 1:
                    raise
                continue  # Some objects, as those with __slots__, need protocol 2.
            send(name.encode())
            send(dotnet_type.encode())
            send(content)
    send(b"")
    sys.stdout.buffer.flush()


def check(name, expected, content):
    try:
        if content[1] <= pickle.HIGHEST_PROTOCOL:
            pickletools.dis(content, out=Sink())
            pickle_cases.assert_same(expected, pickle.loads(content))
        return []
    except Exception as error:
        return ["%s, protocol %d: %s: %s" % (name, content[1], type(error).__name__, error)]


class Sink:
    def write(self, text):
        pass


def main():
    cases = pickle_cases.all_cases()
    send_cases(cases)
    differences = []
    checked = 0
    while True:
        name = receive().decode()
        if not name:
            break
        differences += check(name, cases[name][0], receive())
        checked += 1
    send("\n".join(differences + ["checked %d" % checked]).encode())
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
