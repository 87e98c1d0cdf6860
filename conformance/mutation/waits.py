"""Mutations of how long things take: waits that are too short or too long, and what should not wait at all."""

from __future__ import annotations

from mutation import Mutation

_JOIN = "src/PyBridge/Process.Join.cs"
_SIGNALS = "src/PyBridge/Process.Signals.cs"
_CLOSE = "src/PyBridge/Process.Close.cs"
_CHILDREN = "src/PyBridge/Process.Current.cs"
_PARENT = "src/PyBridge/ParentProcess.cs"
_WAIT = "src/PyBridge/Connections/Wait.cs"
_CONNECTION = "src/PyBridge/Connections/Connection.cs"
_QUEUE = "src/PyBridge/Queues/Queue.cs"
_SEMAPHORE = "src/PyBridge/Platform/Linux/LinuxSemaphore.cs"
_RESULT = "src/PyBridge/Process{TResult}.cs"
_PROCESS = "src/python/pybridge/process.py"
_POPEN = "src/python/pybridge/_popen.py"
_CURRENT = "src/python/pybridge/current.py"
_PEER = "src/python/pybridge/_peer.py"

_SLEEP = "System.Threading.Thread.Sleep(3000);"

PROCESSES = (
    Mutation("join waits ten times its timeout", _JOIN, "StartedChild.Wait(LimitOf(timeout))", "StartedChild.Wait(LimitOf(timeout) * 10)",
             ("M10", "M13")),
    Mutation("join takes three seconds more", _JOIN, "        var ended = ", f"        {_SLEEP}\n        var ended = ", ("M10*",)),
    Mutation("join never waits for a timeout", _JOIN, "StartedChild.Wait(LimitOf(timeout))",
             "StartedChild.Wait(LimitOf(timeout) is null ? null : TimeSpan.Zero)", ("M10", "M13")),
    Mutation("join waits half its timeout", _JOIN, "StartedChild.Wait(LimitOf(timeout))", "StartedChild.Wait(LimitOf(timeout) / 2)",
             ("M10", "M13")),
    Mutation("a negative timeout is as long as a positive one", _JOIN, "? null : timeout;", "? null : timeout.Duration();", ("M10",)),
    Mutation("is_alive takes three seconds", _JOIN, "        var state = State;", f"        {_SLEEP}\n        var state = State;",
             ("M10-at-once",)),
    Mutation("exitcode takes three seconds", _JOIN, "return _child?.Poll();", f"{_SLEEP} return _child?.Poll();", ("M10-at-once",)),
    Mutation("a signal takes three seconds", _SIGNALS, "StartedChild.Signal(signal);", f"{_SLEEP} StartedChild.Signal(signal);",
             ("M10-event", "M10-at-once")),
    Mutation("close takes three seconds", _CLOSE, "StateRules.Check(Member.Close, Look());",
             f"{_SLEEP} StateRules.Check(Member.Close, Look());", ("M10-at-once",)),
    Mutation("active_children takes three seconds", _CHILDREN, "return KnownChildren();", f"{_SLEEP} return KnownChildren();",
             ("M10-at-once",)),
    Mutation("join of a parent never waits", _PARENT, "_sentinel.Wait(LimitOf(timeout))", "_sentinel.Wait(TimeSpan.Zero)", ("M07",)),
    Mutation("join of a parent waits ten times its timeout", _PARENT, "_sentinel.Wait(LimitOf(timeout))",
             "_sentinel.Wait(LimitOf(timeout) * 10)", ("M07",)),
    Mutation("a result is waited for ten times as long", _RESULT, "return Join(timeout)",
             "return Join(timeout > TimeSpan.Zero ? timeout * 10 : timeout)", ("T03",)),
    Mutation("a result is never waited for with a timeout", _RESULT, "return Join(timeout)",
             "return Join(timeout > TimeSpan.Zero ? TimeSpan.Zero : timeout)", ("T03",)),
)

CHANNELS = (
    Mutation("wait takes ten times its timeout", _WAIT, "new Deadline(timeout)", "new Deadline(timeout * 10)", ("N08", "S02")),
    Mutation("wait with a timeout never waits", _WAIT, "new Deadline(timeout)", "new Deadline(timeout is null ? null : TimeSpan.Zero)",
             ("N08", "S02")),
    Mutation("poll takes ten times its timeout", _CONNECTION, "new Deadline(timeout)", "new Deadline(timeout * 10)", ("N07",)),
    Mutation("poll with a timeout never waits", _CONNECTION, "WaitReadable(deadline.Left)", "WaitReadable(TimeSpan.Zero)", ("N07",)),
    Mutation("put with a timeout never waits", _QUEUE, "Room.Acquire(LimitOf(timeout))",
             "Room.Acquire(LimitOf(timeout) is null ? null : TimeSpan.Zero)", ("Q04*",)),
    Mutation("put waits ten times its timeout", _QUEUE, "Room.Acquire(LimitOf(timeout))", "Room.Acquire(LimitOf(timeout) * 10)", ("Q04*",)),
    Mutation("get with a timeout never waits", _QUEUE, "Reader.Poll(deadline.Left!.Value)", "Reader.Poll(TimeSpan.Zero)", ("Q04*", "Q05")),
    Mutation("get waits ten times its timeout", _QUEUE, "new Deadline(limit)", "new Deadline(limit * 10)", ("Q04*", "Q05")),
    Mutation("a semaphore that is not released is given up three seconds late", _SEMAPHORE, "Seconds = now.Seconds + ",
             "Seconds = now.Seconds + 3 + ", ("Q04*",)),
)

PYTHON = (
    Mutation("join waits ten times its timeout", _PROCESS, "super().join(timeout)", "super().join(timeout and timeout * 10)", ("M10", "M13")),
    Mutation("join takes three seconds more", _PROCESS, "super().join(timeout)", "super().join(timeout); __import__('time').sleep(3)",
             ("M10*",)),
    Mutation("join never waits for a timeout", _POPEN, "self._look(timeout)\n", "self._look(0)\n", ("M10", "M13")),
    Mutation("is_alive takes three seconds", _PROCESS, "_rules.check(self, _rules.IS_ALIVE)",
             "_rules.check(self, _rules.IS_ALIVE); __import__('time').sleep(3)", ("M10-at-once",)),
    Mutation("terminate takes three seconds", _PEER, "_host.library().terminate(", "__import__('time').sleep(3); _host.library().terminate(",
             ("M10-event",)),
    Mutation("join of a parent never waits", _CURRENT, "peer.join(timeout)", "peer.join(0)", ("M07",)),
    Mutation("join of a parent waits ten times its timeout", _CURRENT, "peer.join(timeout)", "peer.join(timeout and timeout * 10)", ("M07",)),
    Mutation("result never waits for a timeout", _PROCESS, "Process.join(self, timeout)", "Process.join(self, timeout and 0)", ("T03",)),
)

MUTATIONS = (*PROCESSES, *CHANNELS, *PYTHON)
