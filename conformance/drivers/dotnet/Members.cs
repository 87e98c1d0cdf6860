using System;
using System.Globalization;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace PyBridge.Conformance.Lane;

/// <summary>The members of the class under their Python names.</summary>
internal static class Members
{
    public static object? Get(object of, string member) =>
        of is Process process ? Get(process, member) : ChannelMembers.Get(of, member);

    public static object? Call(object of, string method, object?[] arguments) =>
        of is Process process ? Call(process, method, arguments) : ChannelMembers.Call(of, method, arguments);

    private static object? Get(Process process, string member) => member switch
    {
        "name" => process.Name,
        "daemon" => process.Daemon,
        "pid" => process.Pid is { } pid ? new Number("pid", pid) : null,
        "exitcode" => process.ExitCode,
        "authkey" => process.AuthKey,
        "sentinel" => new Number("handle", process.Sentinel.Descriptor),
        _ => throw new UnknownStepException(member),
    };

    public static void Set(Process process, string member, object? value)
    {
        switch (member, value)
        {
            case ("name", string name):
                process.Name = name;
                break;
            case ("name", null):
                process.Name = null!;
                break;
            case ("daemon", bool daemon):
                process.Daemon = daemon;
                break;
            case ("authkey", byte[] key):
                process.AuthKey = key;
                break;
            default:
                throw new UnknownStepException($"{member} = {value}");
        }
    }

    private static object? Call(Process process, string method, object?[] arguments)
    {
        switch (method, arguments)
        {
            case ("start", []):
                process.Start();
                return null;
            case ("join", [] or [null]):
                process.Join();
                return null;
            case ("join", [{ } timeout]):
                // C# tells whether the process has ended; Python returns None. The exit code is compared.
                process.Join(Seconds(timeout));
                return null;
            case ("is_alive", []):
                return process.IsAlive();
            case ("terminate", []):
                process.Terminate();
                return null;
            case ("kill", []):
                process.Kill();
                return null;
            case ("interrupt", []):
                process.Interrupt();
                return null;
            case ("close", []):
                process.Close();
                return null;
            case ("result", _):
                return ((Process<object?>)process).GetResult(
                    arguments is [{ } seconds] ? Seconds(seconds) : Timeout.InfiniteTimeSpan);
            case ("run", []):
                Run(process);
                return null;
            default:
                throw new UnknownStepException($"{method} with {arguments.Length} arguments");
        }
    }

    private static TimeSpan Seconds(object number) =>
        TimeSpan.FromSeconds(Convert.ToDouble(number, CultureInfo.InvariantCulture));

    // Python can call it from anywhere; in C# only the class and its subclasses can.
    private static void Run(Process process)
    {
        try
        {
            typeof(Process).GetMethod("Run", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(process, null);
        }
        catch (TargetInvocationException thrown)
        {
            ExceptionDispatchInfo.Throw(thrown.InnerException!);
        }
    }
}
