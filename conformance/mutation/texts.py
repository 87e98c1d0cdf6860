"""Mutations of texts: names with odd characters, and messages of connections and queues."""

from __future__ import annotations

from mutation import Mutation

_TEXT = "src/PyBridge/Lifecycle/PythonText.cs"
_INTERRUPT = "src/PyBridge/Worker/InterruptHandler.cs"
_RECEIVING = "src/PyBridge/Connections/Connection.Receiving.cs"
_HANDSHAKE = "src/PyBridge/Connections/Authentication/Handshake.cs"
_QUEUE = "src/PyBridge/Queues/Queue.cs"
_JOINABLE = "src/PyBridge/Queues/JoinableQueue.cs"

NAMES = (
    Mutation("a backslash in a name", _TEXT, 'result.Append("\\\\\\\\");', 'result.Append("\\\\");', ("C13*", "R*")),
    Mutation("a newline in a name", _TEXT, 'result.Append("\\\\n");', "result.Append('\\n');", ("C13*", "R*")),
    Mutation("a carriage return in a name", _TEXT, 'result.Append("\\\\r");', 'result.Append("\\\\n");', ("C13*", "R*")),
    Mutation("a tabulator in a name", _TEXT, 'result.Append("\\\\t");', "result.Append('\\t');", ("C13*", "R*")),
    Mutation("the quotes of a name inside it", _TEXT, "case var _ when codePoint == quote:", "case var _ when codePoint == quote && quote == '\"':",
             ("C13*", "R*")),
    Mutation("a control character in a name is capital", _TEXT, "codePoint:x2", "codePoint:X2", ("C13*", "R*")),
    Mutation("an invisible character of two bytes in a name", _TEXT, "codePoint:x4", "codePoint:x8", ("C13*", "R*")),
    Mutation("an invisible character of three bytes in a name", _TEXT, "codePoint:x8", "codePoint:x6", ("C13*", "R*")),
    Mutation("format characters of a name are printed", _TEXT, " or UnicodeCategory.Format", "",
             ("C13*", "R*")),
    Mutation("spaces of other kinds are printed", _TEXT, " or UnicodeCategory.SpaceSeparator", "", ("C13*", "R*")),
    Mutation("a character beyond the first plane is two", _TEXT, "codePoint = char.ConvertToUtf32(text[i], text[++i]);", "codePoint = 0x3F;",
             ("C13*", "R*", "N18*")),
)

MESSAGES = (
    Mutation("text of half a message", _RECEIVING, "got end of file during message", "the end of file came", ("N28*",)),
    Mutation("half a message is an end", _RECEIVING, "throw isFirst\n", "throw isFirst | true\n", ("N28*",)),
    Mutation("text of a length that cannot be", _RECEIVING, "bad message length", "bad length", ("N28*", "N03*")),
    Mutation("text of an answer that is no challenge", _HANDSHAKE, "Protocol error, expected challenge", "expected challenge", ("N53*", "N14*")),
    Mutation("text of a code that is wrong", _HANDSHAKE, "digest received was wrong", "wrong digest", ("N13*",)),
    Mutation("text of a digest that nobody knows", _HANDSHAKE, "unsupported message length, missing digest prefix, or unsupported digest",
             "unsupported digest", ("N14*",)),
    Mutation("text of a closed queue", _QUEUE, 'Queue {this} is closed", "ValueError"', 'Queue {this} was closed", "ValueError"', ("Q06",)),
    Mutation("type of a closed queue", _QUEUE, ' is closed", "ValueError"', ' is closed", "OSError"', ("Q06",)),
    Mutation("text of a queue whose thread is joined too early", _QUEUE, "} not closed", "} is open", ("Q06", "Q09")),
    Mutation("text of a task done twice", _JOINABLE, "task_done() called too many times", "task_done() called too often", ("J*",)),
    Mutation("the name of an interrupted child", _INTERRUPT, "Process {process.Name}:", "{process.Name}:", ("M14*",)),
    Mutation("text of an interrupted child", _INTERRUPT, "\\nKeyboardInterrupt", "\\nInterrupted", ("M14*",)),
    Mutation("code of an interrupted child", _INTERRUPT, "Environment.Exit(1)", "Environment.Exit(130)", ("M14*",)),
)

MUTATIONS = (*NAMES, *MESSAGES)
