"""Mutations of connections, queues and results in the C# library, which the lane ``dotnet`` runs at both ends."""

from __future__ import annotations

from mutation import Mutation

_CONNECTION = "src/PyBridge/Connections/Connection.cs"
_RECEIVING = "src/PyBridge/Connections/Connection.Receiving.cs"
_PIPE = "src/PyBridge/Connections/Pipe.cs"
_LISTENER = "src/PyBridge/Connections/Listener.cs"
_HANDSHAKE = "src/PyBridge/Connections/Authentication/Handshake.cs"
_FORMS = "src/PyBridge/Handing/InheritedObjectReducer.cs"
_SIMPLE = "src/PyBridge/Queues/SimpleQueue.cs"
_QUEUE = "src/PyBridge/Queues/Queue.cs"
_FEEDER = "src/PyBridge/Queues/QueueFeeder.cs"
_RESULT = "src/PyBridge/Process{TResult}.cs"

CONNECTIONS = (
    Mutation("text of a closed connection", _CONNECTION, 'new("handle is closed")', 'new("the connection is closed")', ("N06*",)),
    Mutation("text of the wrong direction", _CONNECTION, '"connection is write-only"', '"connection is read-only"', ("N02*",)),
    Mutation("a one-way pipe lets its reader send", _PIPE, "new Connection(reader, writable: false)", "new Connection(reader)", ("N02*",)),
    Mutation("a message too long is only an error", _RECEIVING, "        GiveUpReading();\n        return new ConnectionException",
             "        return new ConnectionException", ("N03*",)),
    Mutation("a buffer too short ends receiving", _RECEIVING, "throw new BufferTooShortException(ReadWhole(length, deadline));",
             "GiveUpReading(); throw new BufferTooShortException(new byte[length]);", ("N04*",)),
    Mutation("a reader crosses as a reader and writer", _FORMS, "[descriptor, connection.Readable, connection.Writable]",
             "[descriptor, true, true]", ("N02*",)),
    Mutation("text of a closed listener", _LISTENER, '"listener is closed"', '"the listener is closed"', ("N15",)),
    Mutation("a wrong key is welcome", _HANDSHAKE, "if (!CryptographicOperations.FixedTimeEquals(expected, code))", "if (code.IsEmpty)",
             ("N13*",)),
    Mutation("text of a refused key", _HANDSHAKE, '"digest sent was rejected"', '"digest was rejected"', ("N13*",)),
)

QUEUES = (
    Mutation("a SimpleQueue is empty when it is not", _SIMPLE, "IsEmpty => !Reader.Poll()", "IsEmpty => Reader.Poll()", ("Q01", "Q02")),
    Mutation("what is taken makes no room", _QUEUE, "        Room.Release();\n        return Connection", "        return Connection", ("Q04",)),
    Mutation("a full queue waits for room where nobody asked", _QUEUE, "IsFull => Room.Value == 0", "IsFull => Room.Value == 1", ("Q04",)),
    Mutation("a closed queue takes more", _QUEUE, "        CheckOpen();\n        var pickle", "        var pickle", ("Q06",)),
    Mutation("a program ends before all is fed", _FEEDER, "IsBackground = _mayBeLost };", "IsBackground = true };", ("Q07*",)),
)

RESULTS = (
    Mutation("a result is read again each time", _RESULT, "                _isRead = true;\n", "", ("T01", "T05*")),
    Mutation("an exception is no result", _RESULT, "            _failure?.Throw();\n", "", ("T05*", "T06")),
    Mutation("a result that has not come is waited for", _RESULT, "return Join(timeout)", "return Join(Timeout.InfiniteTimeSpan)", ("T03",)),
)

MUTATIONS = (*CONNECTIONS, *QUEUES, *RESULTS)
