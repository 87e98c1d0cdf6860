using System;
using System.Text;
using PyBridge.Platform;

namespace PyBridge.Launch.Hosting;

/// <summary>Says of a child that ended before it read its start message what was run, and what its host says to it.</summary>
internal static class RefusedHost
{
    private const int FirstStatus = 0x80; // of hostfxr, cut to eight bits
    private const int MostText = 4096;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static PlatformException Explain(LaunchPlan plan, PlatformException exception)
    {
        if (exception.ChildStatus is { Code: 0 })
        {
            return exception; // no host: they never call it a success
        }

        var advice = $"{exception.Advice} It was: {string.Join(' ', plan.Arguments)} ({plan.Executable}).";
        if (exception.ChildStatus is { Code: >= FirstStatus } && DotNetHost.Runs(plan.Arguments) && Ask(plan) is { Length: > 0 } said)
        {
            advice += $" It printed: {said}";
        }

        return exception.WithAdvice(advice);
    }

    /// <summary>
    /// Lets the host refuse once more, where it can be read. The first one's stderr was that of every child: a terminal
    /// must not become a pipe for what might have succeeded.
    /// </summary>
    private static string? Ask(LaunchPlan plan)
    {
        try
        {
            var (reader, writer) = ProcessPlatform.Current.Channels.Pipe();
            try
            {
                Run(plan, writer.Handle);
                return Read(reader);
            }
            finally
            {
                writer.Close();
                reader.Close();
            }
        }
        catch (PlatformException)
        {
            return null; // no descriptor left, for example: then the text on stderr has to do
        }
    }

    /// <summary>Runs it without a message, so that a worker that begins after all ends at once.</summary>
    private static void Run(LaunchPlan plan, WatchedHandle errors)
    {
        var child = ProcessPlatform.Current.Launch(new LaunchPlan
        {
            Executable = plan.Executable,
            Arguments = plan.Arguments,
            Environment = plan.Environment,
            WorkingDirectory = plan.WorkingDirectory,
            IsSilent = true,
            RunsDotNet = true,
            StandardError = errors,
        });
        try
        {
            if (child.Wait(Patience) is null)
            {
                child.Signal(ChildSignal.Kill);
                _ = child.Wait(timeout: null);
            }
        }
        finally
        {
            child.Close();
        }
    }

    private static string Read(Channel reader)
    {
        var bytes = new byte[MostText];
        var count = 0;
        while (count < bytes.Length && reader.TryRead(bytes.AsSpan(count)) is > 0 and var more)
        {
            count += more;
        }

        return Encoding.UTF8.GetString(bytes, 0, count).Trim();
    }
}
