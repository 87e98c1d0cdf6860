using System;
using System.Runtime.Loader;
using System.Threading;
using PyBridge.Launch.Standby;
using PyBridge.Platform;

namespace PyBridge;

/// <content>What happens to the children when this process exits.</content>
public partial class Process
{
    /// <summary>
    /// Whether a host in this process, such as Python, has this object and ends the child at its own exit, by its own rules.
    /// </summary>
    private protected virtual bool BelongsToHost => false;

    /// <summary>
    /// For the exit of a host that is no .NET program: terminates the daemonic children that .NET code has started, and
    /// returns one of those that are to be joined; <see langword="null"/> if there is none.
    /// </summary>
    internal static Process? EndChildrenOfDotNet()
    {
        ExitFunction.TerminateDaemons(includeHosted: false);
        foreach (var child in ActiveChildren())
        {
            if (!child.BelongsToHost)
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>Ends the processes that wait when this one exits. They end with it anyway, but nobody would wait for that.</summary>
    internal static void EndWorkersAtExit() => ExitFunction.InstallForWorkers();

    /// <summary>Terminates the daemonic children, then waits for all children.</summary>
    /// <remarks>
    /// CPython: <c>_exit_function</c> in <c>Lib/multiprocessing/util.py</c>, an atexit handler. Here it runs after
    /// <c>Main</c> has returned and the foreground threads are done, on <c>Environment.Exit</c>, and before the process
    /// dies of an unhandled exception, but not when a signal kills it. In a program that embeds Python it runs somewhat
    /// earlier, before the handlers of <c>ProcessExit</c>, among which is pythonnet's.
    /// </remarks>
    private static class ExitFunction
    {
        private static int _installed;
        private static bool _hasWorkers;
        private static int _ran;

        public static void Install()
        {
            if (Interlocked.Exchange(ref _installed, 1) == 0)
            {
                AppDomain.CurrentDomain.ProcessExit += (_, _) => RunOnce();
                AssemblyLoadContext.Default.Unloading += _ =>
                {
                    if (EmbeddedPython.Find() is not null)
                    {
                        RunOnce();
                    }
                };
                AppDomain.CurrentDomain.UnhandledException += (_, failure) =>
                {
                    if (failure.IsTerminating)
                    {
                        Announce(failure.ExceptionObject);
                        RunOnce();
                    }
                };
            }
        }

        /// <summary>Lets the processes that wait end with this one, too.</summary>
        public static void InstallForWorkers()
        {
            _hasWorkers = true;
            Install();
        }

        public static void TerminateDaemons(bool includeHosted)
        {
            foreach (var child in ActiveChildren())
            {
                if (child.Daemon && (includeHosted || !child.BelongsToHost))
                {
                    Attempt(child.Terminate);
                }
            }
        }

        /// <summary>
        /// The runtime prints the exception only after this handler, and waiting for children must not look like a
        /// hang.
        /// </summary>
        private static void Announce(object failure)
        {
            var children = ActiveChildren().Count;
            if (children > 0)
            {
                var what = failure is Exception exception ? $"{failure.GetType()}: {exception.Message}" : $"{failure}";
                ProcessPlatform.Current.WriteToStandardError(
                    $"{Current.Name} waits for {children} {(children == 1 ? "child" : "children")} before it dies of {what}\n");
            }
        }

        private static void RunOnce()
        {
            if (Interlocked.Exchange(ref _ran, 1) == 0)
            {
                // All daemons end before anyone is waited for, and Python's exit waits for its children.
                TerminateDaemons(includeHosted: false);
                var includeHosted = !PythonExit.Run();
                TerminateDaemons(includeHosted);
                foreach (var child in ActiveChildren())
                {
                    if (includeHosted || !child.BelongsToHost)
                    {
                        Attempt(child.Join);
                    }
                }

                if (_hasWorkers)
                {
                    Attempt(StandbyReserve.DotNet.End);
                    Attempt(StandbyReserve.Python.End);
                }
            }
        }

        /// <summary>
        /// One child that cannot be ended must not keep the others from it, nor this process from exiting.
        /// </summary>
        private static void Attempt(Action step)
        {
            try
            {
                step();
            }
            catch (Exception exception) when (exception is InvalidOperationException or PlatformException)
            {
            }
        }
    }
}
