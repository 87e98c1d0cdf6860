"""What goes over the socket of a call: held to the vectors that docs/protocol.md names, and to ends in the middle."""

from __future__ import annotations

import json
import os
import pickle
import socket
import threading
import unittest
from typing import Any
from unittest import mock

from pybridge import _call_frames, _call_process
from support import TESTS, whatever_the_binding

VECTORS = TESTS.parent / "csharp" / "PyBridge.Tests" / "Wire" / "vectors" / "calls"


def load(name: str) -> dict[str, Any]:
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


@whatever_the_binding
class FrameTests(unittest.TestCase):
    def setUp(self) -> None:
        self.ours, self.theirs = socket.socketpair()
        self.addCleanup(self.ours.close)
        self.addCleanup(self.theirs.close)

    def test_calls_are_written_as_in_the_vectors(self) -> None:
        for name in ("call", "call-without-arguments", "call-with-files"):
            with self.subTest(name=name):
                vector = load(name)
                files = [os.open(os.devnull, os.O_RDONLY) for _ in vector["files"]]
                _call_frames.send_call(
                    self.ours, vector["method"], vector["folder"].encode(), bytes.fromhex(vector["call"]), files)
                content, rights, _, _ = self.theirs.recvmsg(1 << 16, socket.CMSG_SPACE(8))
                self.assertEqual(content.hex(), vector["frame"])
                self.assertEqual(len(rights[0][2]) // 4 if rights else 0, len(files))
                for descriptor in memoryview(rights[0][2]).cast("i") if rights else []:
                    os.close(descriptor)
                for descriptor in files:
                    os.close(descriptor)

    def test_what_workers_say_is_read_as_in_the_vectors(self) -> None:
        for step in (1, 5, 1 << 16):
            for name in ("ready", "answer", "outdated"):
                with self.subTest(name=name, step=step):
                    vector = load(name)
                    frame = self.receive(bytes.fromhex(vector["frame"]), step)
                    self.assertEqual(frame.kind, vector["kind"])
                    if name == "ready":
                        self.assertEqual(frame.version, vector["version"])
                    elif name == "answer":
                        self.assertEqual(_call_frames.result_of(frame), vector["value"])

    def test_an_answer_that_follows_at_once_is_left_for_later(self) -> None:
        """On a busy machine, a worker has answered its first call before anybody has read that it is ready."""
        self.theirs.sendall(bytes.fromhex(load("ready")["frame"] + load("answer")["frame"]))
        self.assertEqual(_call_frames.receive_ready(self.ours).version, load("ready")["version"])
        self.assertEqual(_call_frames.result_of(_call_frames.receive(self.ours)), load("answer")["value"])

    def test_every_truncation_is_an_end(self) -> None:
        content = bytes.fromhex(load("answer")["frame"])
        for length in range(len(content)):
            with self.subTest(length=length), self.assertRaises(_call_frames.Ended):
                ours, theirs = socket.socketpair()
                with ours:
                    with theirs:
                        theirs.sendall(content[:length])
                    _call_frames.receive(ours)

    def test_call_that_was_left_unread_has_not_begun(self) -> None:
        self.ours.sendall(b"call")
        self.theirs.close()
        with self.assertRaises(_call_frames.NotBegun):
            _call_frames.receive(self.ours)
        with self.assertRaises(_call_frames.NotBegun):
            _call_frames.send_call(self.ours, "A.B", b"", b"", [])

    def test_call_that_is_too_large_is_not_sent(self) -> None:
        with self.assertRaisesRegex(OverflowError, "^the arguments of A.B are 2147483648 bytes long as a pickle, and a call carries up to 2 GiB$"):
            _call_frames.send_call(self.ours, "A.B", b"", _Long(), [])  # type: ignore[arg-type] - it has only a length

    def test_answers_that_are_none(self) -> None:
        ready = self.receive(bytes.fromhex(load("ready")["frame"]), 1 << 16)
        with self.assertRaisesRegex(RuntimeError, f"^a call was answered with a frame of kind {ready.kind}$"):
            _call_frames.result_of(ready)
        answer = bytes.fromhex(load("answer")["frame"])
        damaged = answer[:16] + b"?" * (len(answer) - 16)
        with self.assertRaisesRegex(pickle.UnpicklingError, "^the result of a call cannot be read: it does not begin as one$"):
            _call_frames.result_of(self.receive(damaged, 1 << 16))

    def test_worker_of_another_version(self) -> None:
        worker = _call_process.CallProcess.__new__(_call_process.CallProcess)
        worker.end = self.ours
        self.theirs.sendall(bytes.fromhex(load("ready")["frame"]))
        with (
            mock.patch.object(_call_process, "VERSION", 77),
            self.assertRaisesRegex(RuntimeError, r"^the worker for A\.B speaks version \d+, not 77: install pybridge again$"),
        ):
            worker.receive_ready("A.B")

    def receive(self, content: bytes, step: int) -> Any:
        def write() -> None:
            for start in range(0, len(content), step):
                self.theirs.sendall(content[start : start + step])

        thread = threading.Thread(target=write)
        thread.start()
        try:
            return _call_frames.receive(self.ours)
        finally:
            thread.join()


class _Long:
    def __len__(self) -> int:
        return 1 << 31


if __name__ == "__main__":
    unittest.main()
