using System;
using System.Collections.Generic;

namespace PyBridge.Tests.Members;

/// <summary>Uses a member of the C# class and tells what came of it in Python's words.</summary>
internal static class MemberProbe
{
    private static readonly AuthenticationKey Key = new("new"u8);

    private static readonly Dictionary<string, Func<Process, object?>> Members = new()
    {
        ["run"] = process => Do(process.Run),
        ["start"] = process => Do(process.Start),
        ["join"] = process => Do(process.Join),
        ["join(0)"] = process => Do(() => process.Join(TimeSpan.Zero)),
        ["join_async"] = process => Do(() => process.JoinAsync().GetAwaiter().GetResult()),
        ["is_alive"] = process => process.IsAlive(),
        ["name"] = process => process.Name,
        ["name="] = process => process.Name = "new",
        ["name=''"] = process => process.Name = "",
        ["name=None"] = process => process.Name = null!,
        ["daemon"] = process => process.Daemon,
        ["daemon="] = process => Do(() => process.Daemon = false),
        ["pid"] = process => process.Pid,
        ["exitcode"] = process => process.ExitCode,
        ["authkey"] = process => process.AuthKey,
        ["authkey="] = process => process.AuthKey = Key,
        ["sentinel"] = process => process.Sentinel,
        ["terminate"] = process => Do(process.Terminate),
        ["kill"] = process => Do(process.Kill),
        ["interrupt"] = process => Do(process.Interrupt),
        ["close"] = process => Do(process.Close),
    };

    public static string Outcome(string member, Process process)
    {
        try
        {
            var value = Members[member](process);
            return member.Contains('=', StringComparison.Ordinal) || value is null ? "None" : Show(member, value);
        }
        catch (Exception exception) when (exception is IPythonError)
        {
            return $"{((IPythonError)exception).PythonType}: {exception.Message}";
        }
    }

    private static object? Do(Action member)
    {
        member();
        return null;
    }

    private static object? Do(Func<bool> member)
    {
        _ = member(); // Join(TimeSpan) tells whether the process has ended, Python's join nothing.
        return null;
    }

    private static string Show(string member, object value) => value switch
    {
        bool flag => flag ? "True" : "False",
        int number when member == "exitcode" => $"{number}",
        int or Sentinel => "int",
        string => "str",
        AuthenticationKey => "bytes",
        _ => value.GetType().Name,
    };
}
