using PyBridge.Connections;
using PyBridge.Launch;
using PyBridge.Launch.Hosting;
using PyBridge.Launch.Standby;
using PyBridge.Lifecycle;
using PyBridge.Platform;
using PyBridge.Results;

namespace PyBridge;

/// <content>Turning an object into a process.</content>
public partial class Process
{
    private object _starting = new(); // no Lock: a worker makes one of these and never uses it

    /// <summary>Starts the process: <see cref="Run"/> is called in a new operating-system process.</summary>
    /// <exception cref="ProcessClosedException">The object is closed.</exception>
    /// <exception cref="ProcessStateException">
    /// It was started before, was made by another process, or the current process is daemonic, or is a child in which a
    /// static constructor or a module initializer runs.
    /// </exception>
    /// <exception cref="PickleException">
    /// The target, an argument or a field cannot cross to another process; <see cref="PickleException.Path"/> says
    /// which.
    /// </exception>
    /// <exception cref="TargetArgumentException">
    /// The arguments do not fit the target in number, name or type.
    /// </exception>
    /// <exception cref="PlatformException">The operating system refused, or the child ended immediately.</exception>
    /// <remarks>
    /// <para>
    /// Returns once the child has been started and its start message handed over. After an exception no process exists,
    /// and the object is unchanged: it can be started again.
    /// </para>
    /// <para>CPython: <c>start</c>; the checks come in its order.</para>
    /// </remarks>
    public void Start()
    {
        // If two threads start one object, the second must find it started, not start it again.
        using (InterpreterLock.Enter(_starting))
        {
            PrepareStart(Current);
            if (Parent is not null)
            {
                LoadingCode.RefuseStart();
            }

            StandardStreams.Flush();
            var plan = PlanLaunch();
            try
            {
                if (StartMethod == StartMethod.Standby)
                {
                    EndWorkersAtExit();
                    AllowStandby(plan);
                }

                Launch(plan);
            }
            finally
            {
                plan.Files?.Close();
            }
        }
    }

    /// <summary>All checks of a start, in CPython's order.</summary>
    private void PrepareStart(Process creator)
    {
        StateRules.Check(Member.Start, State);
        creator.RefuseChildrenOfDaemon();
        ReapFinishedChildren();
    }

    /// <summary>Starts what was planned. Checks again under the lock: a host plans in between.</summary>
    private void Launch(LaunchPlan plan)
    {
        using (InterpreterLock.Enter(_starting))
        {
            StateRules.Check(Member.Start, State);
            _child = WantsResult ? LaunchForResult(plan) : StartChild(plan);
            if (plan.Kept.Count > 0)
            {
                PairedEnd.Give(plan.Kept, _child.Pid);
            }

            GiveUpTarget();
            Register(this);
        }
    }

    private ChildHandle LaunchForResult(LaunchPlan plan)
    {
        var file = ProcessPlatform.Current.CreateResultFile();
        CapturedErrors? errors = null;
        try
        {
            errors = CapturesErrors ? new CapturedErrors() : null;
            plan.Result = file;
            plan.StandardError = errors?.Writer;
            var child = StartChild(plan);
            (_resultFile, _errors) = (file, errors);
            return child;
        }
        catch
        {
            file.Dispose();
            throw;
        }
        finally
        {
            errors?.CloseWriter();
        }
    }

    /// <summary>A cold start, or one by a worker of the reserve.</summary>
    private ChildHandle StartChild(LaunchPlan plan) => plan is { Standby: null, StandbyRefusal: null }
        ? WatchedStart.Launch(plan)
        : StandbyReserve.For(plan, BelongsToHost).Launch(plan, isChild: Parent is not null);

    /// <summary>All that can fail because of the target or its arguments fails here, before a process exists.</summary>
    private protected virtual LaunchPlan PlanLaunch() =>
        _target is { } target ? target.PlanLaunch(this, _arguments, _keywordArguments) : DotNetLaunch.Plan(Subject, call: null);

    private void AllowStandby(LaunchPlan plan)
    {
        if (_target is { } target)
        {
            target.AllowStandby(plan);
        }
        else
        {
            DotNetStandby.Allow(plan);
        }
    }

    private void RefuseChildrenOfDaemon()
    {
        if (_daemon)
        {
            throw StateRules.DaemonHasNoChildren();
        }
    }

    /// <summary>Drops the arguments, which may be large and now belong to the child.</summary>
    private void GiveUpTarget()
    {
        _targetGivenUp = true;
        ForeignResults = _target?.Results;
        _target = null;
        _arguments = [];
        _keywordArguments = [];
    }
}
