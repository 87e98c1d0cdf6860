"""Mutations of threads, ends, signals, queues and processes that wait."""

from __future__ import annotations

from mutation import Mutation

_EXIT = "src/PyBridge/Process.Exit.cs"
_START = "src/PyBridge/Process.Start.cs"
_CHILD = "src/PyBridge/Platform/Linux/LinuxChild.cs"
_WORKER = "src/PyBridge/Worker/WorkerMain.cs"
_INTERRUPT = "src/PyBridge/Worker/InterruptHandler.cs"
_QUEUE = "src/PyBridge/Queues/Queue.cs"
_JOINABLE = "src/PyBridge/Queues/JoinableQueue.cs"
_FEEDER = "src/PyBridge/Queues/QueueFeeder.cs"
_SEMAPHORE = "src/PyBridge/Queues/SharedSemaphore.cs"
_HANDSHAKE = "src/PyBridge/Connections/Authentication/Handshake.cs"
_LISTENER = "src/PyBridge/Connections/Listener.cs"
_POST = "src/PyBridge/Platform/Linux/LinuxStandbyPost.cs"
_PLACES = "src/PyBridge/Platform/Linux/HandedPlaces.cs"
_PROCESS = "src/python/pybridge/process.py"
_RULES = "src/python/pybridge/_rules.py"
_POPEN = "src/python/pybridge/_popen.py"
_CHILDREN = "src/python/pybridge/_children.py"
_CURRENT = "src/python/pybridge/current.py"
_REPORT = "src/python/pybridge/_report.py"
_FAILURES = "src/python/pybridge/_failures.py"
_ANSWER = "src/python/pybridge/_answer.py"

ENDS = (
    Mutation("the exit kills daemons", _EXIT, "Attempt(child.Terminate);", "Attempt(child.Kill);", ("X0*",)),
    Mutation("the exit joins no daemons", _EXIT, "Attempt(child.Join);", "if (!child.Daemon) { Attempt(child.Join); }", ("X0*",)),
    Mutation("the exit joins daemons alone", _EXIT, "Attempt(child.Join);", "if (child.Daemon) { Attempt(child.Join); }", ("X01-waits",)),
    Mutation("the exit leaves daemons alone", _EXIT, "if (child.Daemon && (includeHosted || !child.BelongsToHost))",
             "if (child.Daemon && child.BelongsToHost)", ("X0*",)),
    Mutation("a start that fails takes the target", _START, "            _child = WantsResult",
             "            GiveUpTarget();\n            _child = WantsResult", ("E09*", "E11*"),
             argument="only the system's refusal of a start comes later, and no step can have each language refused at the same call;"
                      " LaunchFailureTests has such starts, and tries them again"),
    Mutation("a start that fails leaves a child", _START, "            _child = WantsResult",
             "            Register(this);\n            _child = WantsResult", ("A01*", "E09*", "E11*")),
    Mutation("whoever polls first takes the code from the others", _CHILD, "            if (!_ended && Reap()",
             "            if (Reap()", ("A05*", "A0*"),
             argument="_ended is looked at before the lock is taken, and only a thread that waits for the lock at the very moment of the end"
                      " comes here; the kernel (6.15 or newer) then tells the same code again"),
    Mutation("an ended process is signalled by its number", _CHILD, "if (Poll() is null\n            && ", "if (", ("M12*", "M03*"),
             argument="the pidfd of a process that has been reaped refuses every signal, and that is not told"),
    Mutation("sentinels stay open", _CHILD, "public override void Close() => Sentinel.Close();", "public override void Close() { }", ("A02*",)),
    Mutation("a child handles Ctrl-C where its parent ignores it", _INTERRUPT, "if (!ProcessPlatform.Current.IgnoresInterrupt)",
             "if (process is not null)", ("B13*", "M14*"),
             argument="B13 plays it, and .NET itself calls no handler of a signal that the process ignores from its beginning; the line"
                      " is for one that was started ahead"),
    Mutation("a target's failure is a success", _WORKER, 'return ChildExit.Of(exception, $"Process {process.Name}:");',
             'ChildExit.Of(exception, $"Process {process.Name}:"); return 0;', ("E07*",)),
    Mutation("a failure has no result", _WORKER, "result?.WriteFailure(exception, process.ResultType);", "", ("T05*",)),
    Mutation("the exit code that a target has set", _WORKER, "return Environment.ExitCode;", "return 0;", ("E*", "B10*"),
             argument="Python has no such thing as Environment.ExitCode, so no step sets it; JoinTests does"),
)

QUEUES = (
    Mutation("a size below zero is a size", _QUEUE, "maxSize <= 0 ? SharedSemaphore.Unbounded", "maxSize == 0 ? SharedSemaphore.Unbounded", ("Q*",)),
    Mutation("a Queue counts its room", _QUEUE, "Count => MaxSize - Room.Value", "Count => Room.Value", ("Q0*",)),
    Mutation("a Queue is empty when it is not", _QUEUE, "IsEmpty => !Reader.Poll()", "IsEmpty => Reader.Poll()", ("Q05", "Q0*")),
    Mutation("a get with a timeout makes no room", _QUEUE, "            pickle = Reader.ReceiveBytes();\n            Room.Release();",
             "            pickle = Reader.ReceiveBytes();", ("Q04*",)),
    Mutation("join_thread waits for nothing", _QUEUE, "        _feeder.JoinUnlessCancelled();\n", "", ("Q*",)),
    Mutation("join_thread of an open queue", _QUEUE, "        if (!_closed)\n", "        if (MaxSize == 0)\n", ("Q*",)),
    Mutation("a Queue that is closed here gives more", _QUEUE, "        CheckOpen();\n        byte[] pickle;", "        byte[] pickle;", ("Q06",)),
    Mutation("a task is not counted", _JOINABLE, "            Unfinished.Release();\n", "", ("J*",)),
    Mutation("join of a JoinableQueue waits for nothing", _JOINABLE, "return Unfinished.Value == 0 ||", "return Unfinished.Value >= 0 ||", ("J*",)),
    Mutation("the last task but one ends the join", _JOINABLE, "if (Unfinished.Value == 0)", "if (Unfinished.Value <= 1)", ("J*",)),
    Mutation("task_done may be called too often", _JOINABLE, "if (!Unfinished.Acquire(TimeSpan.Zero))",
             "if (!Unfinished.Acquire(TimeSpan.Zero) && MaxSize == 0)",
             ("J*",)),
    Mutation("what cannot be fed keeps its room", _FEEDER, "                room.Release();\n", "", ("Q*",),
             argument="a program has the reading end open for as long as it can put, so only the system could refuse what is written;"
                      " no step can have it do that"),
    Mutation("cancel_join_thread does nothing", _FEEDER, "            _mayBeLost = true;", "            _mayBeLost = false;", ("Q*",)),
)

CHALLENGES = (
    Mutation("every challenge is the same", _HANDSHAKE, "        ProcessPlatform.Current.FillRandom(random);\n", "", ("N5*", "N12*")),
    Mutation("a challenge for another digest", _HANDSHAKE, '_challenge = [.. "{sha256}"u8', '_challenge = [.. "{sha384}"u8', ("N5*", "N12*")),
    Mutation("a challenge is shorter", _HANDSHAKE, "RandomLength = 40", "RandomLength = 32", ("N5*", "N12*")),
    Mutation("a listener that is closed leaves its path", _LISTENER, "        _handle.Close();\n        _file?.Remove();",
             "        _handle.Close();", ("N*",)),
    Mutation("a listener does not tell who came", _LISTENER, "                LastAccepted = address;",
             "                LastAccepted = null;", ("N09", "N11")),
)

STANDBY = (
    Mutation("a worker keeps its own mask of files", _POST, "        _ = LibC.SetUserMask(handed.UserMask);\n",
             "", ("B07*",), where="dotnet-standby"),
    Mutation("a worker keeps its own environment", _POST, "        HandedEnvironment.Set(handed.Environment);\n",
             "", ("B01*",), where="dotnet-standby"),
    Mutation("a worker heeds what its parent ignores", _POST, "HandedSignals.Set(handed.Ignored);", "HandedSignals.Set(0);", ("B07*",),
             where="dotnet-standby"),
    Mutation("a worker keeps its own folder", _PLACES, '        Demand(LibC.ChangeToFolder(_folder), "fchdir");\n',
             "", ("B01",), where="dotnet-standby"),
)

PYTHON = (
    Mutation("a name may be anything", _PROCESS, "        if not isinstance(name, str):\n", "        if name is None:\n", ("C08*",)),
    Mutation("the daemon flag may be set late", _PROCESS, "        _rules.check(self, _rules.SET_DAEMON)\n", "", ("M02", "M03")),
    Mutation("a closed object has an exit code", _PROCESS, "        _rules.check(self, _rules.EXITCODE)\n", "", ("M04*",)),
    Mutation("a closed object has a sentinel", _PROCESS, "        _rules.check(self, _rules.SENTINEL)\n", "", ("M01", "M04*")),
    Mutation("the current process has no pid", _PROCESS, "            return os.getpid()\n        return self._popen",
             "            return None\n        return self._popen",
             ("B08", "M05")),
    Mutation("a process takes its own name for its parent's", _PROCESS, "self._parent_name = creator.name", "self._parent_name = name", ("B08*",)),
    Mutation("a start flushes nothing", _POPEN, "        util._flush_std_streams()\n", "", ("B05",)),
    Mutation("a started process is no child", _POPEN, "            partial(_process._children.add, process_obj),\n", "", ("A01",),
             argument="BaseProcess.start() adds it, too; the line is for a signal handler that raises between the two"),
    Mutation("interrupt terminates", _POPEN, "            self.peer.interrupt()", "            self.peer.terminate()", ("M14*",)),
    Mutation("kill terminates", _POPEN, "            self.peer.kill()", "            self.peer.terminate()", ("E05-kill", "M13")),
    Mutation("a forked child keeps its parent's children", _CHILDREN, "os.register_at_fork(after_in_child=_forget)\n", "", ("A*", "X*", "M*"),
             argument="no step is taken by a copy that os.fork() has made, where CPython's own set keeps the parent's children; test_fork looks"
                      " at one"),
    Mutation("who asks for the children reaps nobody", _CURRENT, "    _process._cleanup()\n", "", ("A01*", "A02*"),
             argument="C# reaps them too, when it is asked for those that are active; the line only empties the set of the standard library at once"),
    Mutation("a lost status is a life", _PROCESS, " and not _rules.is_lost(self._popen)", "", ("M*", "E31*"),
             argument="E31 takes the status away, and a kernel of 6.15 or newer tells the code all the same; older ones would be needed"),
    Mutation("a lost status keeps the object open", _PROCESS, "        if _rules.is_lost(self._popen):  #",
             "        if self._popen == 0:  #", ("M*", "E31*"),
             argument="E31 takes the status away, and a kernel of 6.15 or newer tells the code all the same; older ones would be needed"),
    Mutation("an ended object is repr'd as running", _RULES, "facts, exit_state = HAS_ENDED, 2 if code is None else 1",
             "exit_state = 2 if code is None else 1",
             ("R01*",)),
    Mutation("a daemon may start a process", _RULES, "daemon = IN_DAEMON if", "daemon = 0 if", ("X04",),
             argument="C# is told of the flag and asked again where the start begins (_popen.py)"),
    Mutation("an object of another process may be started", _RULES, "return daemon | (FOREIGN if", "return daemon | (0 if",
             ("M09-elsewhere", "M08"), argument="BaseProcess.start() asks the same, and raises the same"),
    Mutation("frames of the package stand on stderr", _REPORT, "error.__traceback__ = trace and trace.tb_next",
             "error.__traceback__ = trace", ("T05*", "E07*"),
             argument="frames are left out of what is compared, and real multiprocessing has no results to compare with; test_results looks"
                      " at them"),
    Mutation("a failure has no cause", _FAILURES, "    error.__cause__ = RemoteTraceback(trace)\n", "", ("T12*", "T05*")),
    Mutation("the text of a failure that cannot be sent", _FAILURES, "the result of the process cannot be pickled: ", "", ("T09",)),
    Mutation("an exception is read without its attributes", _FAILURES, "error = pickle.loads(original)",
             "error = pickle.loads(original); error.__dict__.clear()",
             ("T12*",)),
    Mutation("a result is read again each time", _ANSWER, "if kind not in (RESULT_NONE, RESULT_TAKEN):", "if kind != RESULT_NONE:", ("T01",)),
)

MUTATIONS = (*ENDS, *QUEUES, *CHALLENGES, *STANDBY, *PYTHON)
