using System;
using System.Threading;
using PyBridge.Platform;

namespace PyBridge;

/// <content>What happens to the children when this process exits.</content>
public partial class Process
{
    /// <summary>Terminates the daemonic children, then waits for all children.</summary>
    /// <remarks>
    /// CPython: <c>_exit_function</c> in <c>Lib/multiprocessing/util.py</c>, an atexit handler. Here it runs after
    /// <c>Main</c> has returned and the foreground threads are done, on <c>Environment.Exit</c>, and before the process
    /// dies of an unhandled exception, but not when a signal kills it.
    /// </remarks>
    private static class ExitFunction
    {
        private static int _installed;
        private static int _ran;

        public static void Install()
        {
            if (!ExitBelongsToHost && Interlocked.Exchange(ref _installed, 1) == 0)
            {
                AppDomain.CurrentDomain.ProcessExit += (_, _) => RunOnce();
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
                foreach (var child in ActiveChildren())
                {
                    if (child.Daemon)
                    {
                        Attempt(child.Terminate);
                    }
                }

                foreach (var child in ActiveChildren())
                {
                    Attempt(child.Join);
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
