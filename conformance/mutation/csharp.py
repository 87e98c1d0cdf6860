"""Mutations of the C# library, which the lane ``dotnet`` runs."""

from __future__ import annotations

from mutation import Mutation

_RULES = "src/PyBridge/Lifecycle/StateRules.cs"
_PROCESS = "src/PyBridge/Process.cs"
_START = "src/PyBridge/Process.Start.cs"
_STATE = "src/PyBridge/Process.State.cs"
_CHILD = "src/PyBridge/Process.Child.cs"
_EXIT = "src/PyBridge/ExitStatus.cs"
_REPR = "src/PyBridge/Lifecycle/ProcessRepr.cs"
_IDENTITY = "src/PyBridge/Lifecycle/ProcessIdentity.cs"
_SIGNALS = "src/PyBridge/SignalNames.cs"
_CHILD_EXIT = "src/PyBridge/Worker/ChildExit.cs"
_WORKER = "src/PyBridge/Worker/WorkerMain.cs"
_JOIN = "src/PyBridge/Process.Join.cs"

_OTHER_KEY = "new AuthenticationKey(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32))"

STATES = (
    Mutation("text of a second start", _RULES, "cannot start a process twice", "cannot start a process again", ("M03*",)),
    Mutation("text of a start elsewhere", _RULES, "can only start a process object created by current process",
             "can only start a process of the current process", ("M05*", "M09*")),
    Mutation("text of a join of no child", _RULES, '"can only join a child process"', '"can only join child processes"',
             ("M05*", "M09*")),
    Mutation("text of a join before the start", _RULES, "can only join a started process", "can only join started processes",
             ("M01", "E09*")),
    Mutation("text of is_alive of no child", _RULES, "can only test a child process", "can only test child processes",
             ("M09*", "A06*"), argument="only an object that came as an argument says it, and steps have no label for those"),
    Mutation("text of a missing sentinel", _RULES, '"process not started", "ValueError"', '"not started", "ValueError"', ("S01*",)),
    Mutation("type of a missing sentinel", _RULES, '"process not started", "ValueError"', '"process not started"', ("S01*",)),
    Mutation("type of a signal to nobody", _RULES, 'attribute \'{operation}\'", "AttributeError"', 'attribute \'{operation}\'", "ValueError"',
             ("M01",)),
    Mutation("text of a late daemon flag", _RULES, "process has already started", "process has started already", ("M02", "M03")),
    Mutation("text of an early close", _RULES, "You should first call join()", "You should call join()", ("M02", "M16*")),
    Mutation("a running process can be closed", _RULES, "state is ProcessState.Running ? Rule.StillRunning : Rule.Ok", "Rule.Ok",
             ("M02", "M16*")),
    Mutation("daemon can be set after the end", _RULES,
             "Member.SetDaemon => state is ProcessState.Running or ProcessState.Exited ?",
             "Member.SetDaemon => state is ProcessState.Running ?", ("M03*", "M07*", "M08*")),
    Mutation("an ended process is refused as foreign", _RULES, "ProcessState.Running or ProcessState.Exited => Rule.Twice",
             "ProcessState.Running => Rule.Twice", ("M03*",)),
    Mutation("a closed process has an exit code", _RULES, "Member.ExitCode => IsClosed(state) ? Rule.Closed : Rule.Ok",
             "Member.ExitCode => Rule.Ok", ("M04",)),
    Mutation("a closed process has a pid", _RULES, "Member.Pid => state is ProcessState.Closed ? Rule.Closed : Rule.Ok",
             "Member.Pid => Rule.Ok", ("M04",)),
    Mutation("join before the start names the wrong rule", _RULES, "ProcessState.Initial => Rule.NotStarted",
             "ProcessState.Initial => Rule.NotAChild", ("M01",)),
)

NAMES = (
    Mutation("the numbers of a name are joined alike", _IDENTITY, "i == 0 ? '-' : ':'", "i == 0 ? '-' : '-'", ("C*", "M04*", "B1*")),
    Mutation("names count from two", _IDENTITY, "private static int _last;", "private static int _last = 1;", ("C02", "C05*")),
    Mutation("a child's number forgets its parent's", _IDENTITY, "[.. _numbers, ++_last]", "[++_last]", ("C02", "C03", "B11*")),
    Mutation("an empty name is a name", _PROCESS, "string.IsNullOrEmpty(name)", "name is null", ("C*",)),
    Mutation("a name may be missing", _PROCESS, 'value ?? throw new ProcessStateException("name must be a string")', 'value ?? ""',
             ("C08-no-name",)),
    Mutation("text of a name that is no string", _PROCESS, 'Exception("name must be a string")', 'Exception("name must be a str")', ("C08-no-name",)),
    Mutation("the main process's class", "src/PyBridge/MainProcess.cs", '"_MainProcess"', '"MainProcess"', ("M05*", "M0*", "R01*")),
    Mutation("quotes of a name with an apostrophe", "src/PyBridge/Lifecycle/PythonText.cs",
             "text.Contains('\\'') && !text.Contains('\"') ? '\"' : '\\''", "'\\''", ("R*", "C*", "M04*")),
)

TEXTS = (
    Mutation("repr of an exit code", _REPR, " exitcode=", " exit=", ("R01*",)),
    Mutation("repr of a daemon", _REPR, 'daemon ? " daemon>" : ">"', '">"', ("R01*", "M06*", "M07*")),
    Mutation("repr without a parent", _REPR, '?? "None"', '?? "0"', ("R01*", "M05*")),
    Mutation("repr of a running process", _REPR, '_ => "started"', '_ => "running"', ("R01*",)),
    Mutation("repr of an ended process", _REPR, 'ProcessState.Exited => "stopped"', 'ProcessState.Exited => "ended"', ("R01*",)),
    Mutation("repr of a new process", _REPR, '"initial"', '"new"', ("R01*",)),
    Mutation("repr of a closed process keeps the pid", _STATE, "var child = state is ProcessState.Closed ? null : _child;",
             "var child = _child;", ("R01*", "M03*", "M12*"),
             argument="Close() has already let go of the child; the line only guards two threads"),
    Mutation("repr of a current process that was closed", _STATE, "var state = IsCurrent ? ProcessState.Self : Look();",
             "var state = Look();", ("M05*",)),
    Mutation("repr of a signal is not negated", _EXIT, '"-" + SignalNames', 'SignalNames', ("R01*",)),
    Mutation("the signals' names are one off", _SIGNALS, "Names[signal - 1]", "Names[signal % Names.Length]", ("R01-signals",)),
    Mutation("the first real-time signal", _SIGNALS, "RealTimeMinimum = 34", "RealTimeMinimum = 35", ("E06-SIGRT*",)),
)

CODES = (
    Mutation("a signal's code is not negated", _EXIT, "_ => -_value,", "_ => _value,", ("E05*", "E06*")),
    Mutation("exit codes have seven bits", _EXIT, "code & 0xFF", "code & 0x7F", ("E0*", "R01*")),
    Mutation("exit(True) is zero", _CHILD_EXIT, "return flag ? 1 : 0;", "return flag ? 0 : 1;", ("E04",)),
    Mutation("exit() is one", _CHILD_EXIT, "case null:\n                return 0;", "case null:\n                return 1;", ("E02",)),
    Mutation("an exception's code", _CHILD_EXIT, "Failure = 1;", "Failure = 2;", ("E0*",)),
    Mutation("a huge code", _CHILD_EXIT, "OutOfRange = 255;", "OutOfRange = 1;", ("E04-huge",)),
    Mutation("an exception's header is lost", _CHILD_EXIT, '$"{header}\\n{text}\\n"', '$"{text}\\n"', ("E07*", "E08")),
    Mutation("terminate kills", "src/PyBridge/Platform/Linux/LinuxChild.cs", "ChildSignal.Terminate => 15", "ChildSignal.Terminate => 9",
             ("M13*", "E05*")),
    Mutation("kill terminates", "src/PyBridge/Process.Signals.cs", 'Send(ChildSignal.Kill, "kill")', 'Send(ChildSignal.Terminate, "kill")',
             ("E05-kill",)),
    Mutation("kill calls itself terminate", "src/PyBridge/Process.Signals.cs", 'Send(ChildSignal.Kill, "kill")', 'Send(ChildSignal.Kill, "terminate")',
             ("M01", "M05")),
)

INHERITANCE = (
    Mutation("daemon is not inherited", _PROCESS, "_daemon = creator._daemon;", "_daemon = false;", ("C09", "M06")),
    Mutation("the key is not inherited", _PROCESS, "_authKey = creator._authKey;", f"_authKey = {_OTHER_KEY};", ("C11",)),
    Mutation("a child does not know that it is a daemon", _CHILD, "process._daemon = preparation.Daemon;", "process._daemon = false;",
             ("B08", "X05*")),
    Mutation("a child has a key of its own", _CHILD, "new AuthenticationKey(preparation.AuthKey)", _OTHER_KEY, ("C11", "M02")),
    Mutation("a child is its own parent", _CHILD, "process._parentPid = preparation.ParentPid;",
             "process._parentPid = Platform.ProcessPlatform.Current.CurrentProcessId;", ("B08*", "M05*")),
    Mutation("a parent's name", _CHILD, "new ParentProcess(preparation.ParentName,", 'new ParentProcess("MainProcess",', ("B08*",)),
    Mutation("a parent's life is told the wrong way round", "src/PyBridge/ParentProcess.cs", "=> !_sentinel.IsReady", "=> _sentinel.IsReady",
             ("B08*", "B09*")),
)

ORDER = (
    Mutation("daemons may have children", _START, "creator.RefuseChildrenOfDaemon();\n", "", ("M06*", "M07*", "X05*")),
    Mutation("text of a daemon's child", _RULES, "daemonic processes are not allowed", "daemon processes are not allowed", ("M06*", "M07*", "X05*")),
    Mutation("a daemon's refusal comes first", _START,
             "StateRules.Check(Member.Start, State);\n        creator.RefuseChildrenOfDaemon();",
             "creator.RefuseChildrenOfDaemon();\n        StateRules.Check(Member.Start, State);", ("M06-order",)),
    Mutation("a start reaps nobody", _START, "creator.RefuseChildrenOfDaemon();\n        ReapFinishedChildren();",
             "creator.RefuseChildrenOfDaemon();", ("A02-reaped",)),
    Mutation("a start flushes nothing", _START, "StandardStreams.Flush();\n", "", ("B05",)),
    Mutation("a started object keeps its target", _START, "GiveUpTarget();\n            Register", "Register", ("M02", "M03")),
    Mutation("a started process is no child", _START, "Register(this);\n", "", ("A01*",)),
    Mutation("a closed process stays a child", "src/PyBridge/Process.Close.cs", "Unregister(this);\n", "", ("A02-closed",)),
    Mutation("a joined process stays a child", _JOIN, "if (ended)", "if (ended && IsClosed)", ("A*",),
             argument="whoever asks for the children reaps first, and finds it ended"),
    Mutation("a process that was seen dead stays a child", _JOIN, "Unregister(this);\n        return false;", "return false;", ("A*",),
             argument="whoever asks for the children reaps first, and finds it ended"),
    Mutation("the exit terminates the wrong ones", "src/PyBridge/Process.Exit.cs", "if (child.Daemon && (", "if (!child.Daemon && (", ("X0*",)),
    Mutation("the exit joins nobody", "src/PyBridge/Process.Exit.cs", "Attempt(child.Join);", "_ = child.Name;", ("X01-waits",)),
    Mutation("a child reads its parent's input", _WORKER, "StandardInput.Replace();\n", "", ("B04*",)),
    Mutation("a child dies of Ctrl-C as any program", _WORKER, "InterruptHandler.Install(process);\n", "", ("M14*", "E*")),
    Mutation("the target's pid is that of the object", _PROCESS, "IsCurrent ? ProcessPlatform.Current.CurrentProcessId : _child?.Pid",
             "_child?.Pid", ("B08*", "M05*")),
)

MUTATIONS = (*STATES, *NAMES, *TEXTS, *CODES, *INHERITANCE, *ORDER)
