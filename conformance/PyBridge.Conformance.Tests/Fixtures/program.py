"""A program led by the stage that answers every step with null, or misbehaves in the way it is told to.

    python3 program.py MODE --describe | --board PATH
"""

import json
import os
import signal
import socket
import subprocess
import sys
import threading

MODE = sys.argv[1]


def describe():
    print(json.dumps({"language": "Test", "implementation": "test", "version": "1", "can": [], "cannot": {}}))


def take_part(path):
    board = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    board.connect(path)

    def send(text):
        board.sendall(text if isinstance(text, bytes) else text.encode("utf-8"))

    if MODE == "no-hello":
        send('{"id": 1, "value": null}\n')
    elif MODE == "number-for-name":
        send('{"hello": 1, "pid": 2}\n')
    send(json.dumps({"hello": "main", "pid": os.getpid()}) + "\n")
    for line in board.makefile("r", encoding="utf-8"):
        request = json.loads(line)
        reply = json.dumps({"id": request["id"], "value": None}) + "\n"
        if request["op"] == "return":
            send(reply)
            break
        if MODE == "hangs":
            threading.Event().wait()
        elif MODE == "dies":
            os._exit(7)
        elif MODE == "garbage":
            send("?\n")
        elif MODE == "splits":
            send(reply[:5] + "\n" + reply[5:])
        elif MODE == "dribbles":
            for byte in reply:
                send(byte)
        elif MODE == "repeats":
            send(reply + reply)
        elif MODE == "refuses":
            send(json.dumps({"id": request["id"], "unsupported": "everything"}) + "\n")
        elif MODE == "answers-another":
            send(json.dumps({"id": 99, "value": None}) + "\n")
        elif MODE == "unknown-field":
            send(json.dumps({"id": request["id"], "value": None, "note": 1}) + "\n")
        elif MODE == "twice-a-key":
            send('{"id": %d, "value": 1, "value": 2}\n' % request["id"])
        elif MODE == "not-a-number":
            send(reply.replace("null", "NaN"))
        elif MODE == "carriage-return":
            send(reply.replace("\n", "\r\n"))
        elif MODE == "byte-order-mark":
            send("\ufeff" + reply)
        elif MODE == "no-utf8":
            send(b"\xff" + reply.encode("utf-8"))
        elif MODE == "endless":
            for _ in range(200):
                send(b" " * (1 << 20))
        elif MODE == "noisy":
            for _ in range(30):
                os.write(2, b"#" * ((1 << 20) - 1) + b"\n")
            send(reply)
        elif MODE == "leaves-a-session":
            null = subprocess.DEVNULL
            subprocess.Popen(["sleep", "1000"], stdin=null, stdout=null, stderr=null, env={}, start_new_session=True)
            send(reply)
        elif MODE == "leaves-its-output":
            subprocess.Popen(["sleep", "1000"], start_new_session=True)
            send(reply)
        elif MODE == "leaves-a-child":
            null = subprocess.DEVNULL
            subprocess.Popen(["sleep", "1000"], stdin=null, stdout=null, stderr=null)
            send(reply)
        elif MODE == "tells-signals":
            numbers = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
            print([number.name for number in numbers if signal.getsignal(number) == signal.SIG_IGN])
            print([number.name for number in signal.pthread_sigmask(signal.SIG_BLOCK, [])])
            sys.stdout.flush()
            send(reply)
        elif MODE == "prints":
            sys.stdout.write("one\ntwo")
            sys.stderr.write("caf\u00e9\n")
            send(reply)
        else:
            send(reply)
    if MODE == "stays":
        threading.Event().wait()


if sys.argv[2] == "--describe":
    describe()
else:
    take_part(sys.argv[3])
