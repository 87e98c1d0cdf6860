using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Lane;

/// <summary>What a process does with signals.</summary>
internal static class Signals
{
    private static readonly Dictionary<string, int> Numbers = new()
    {
        ["SIGHUP"] = 1,
        ["SIGINT"] = 2,
        ["SIGABRT"] = 6,
        ["SIGKILL"] = 9,
        ["SIGUSR1"] = 10,
        ["SIGSEGV"] = 11,
        ["SIGUSR2"] = 12,
        ["SIGPIPE"] = 13,
        ["SIGALRM"] = 14,
        ["SIGTERM"] = 15,
        ["SIGCHLD"] = 17,
        ["SIGXCPU"] = 24,
        ["SIGVTALRM"] = 26,
        ["SIGIO"] = 29,
        ["SIGRTMIN"] = 34,
        ["SIGRTMAX"] = 64,
    };

    // A registration that is collected is undone.
    private static readonly List<PosixSignalRegistration> Kept = [];

    /// <summary>Ignores a signal, takes its default action, catches it and goes on, exits with a code, or starts a process.</summary>
    public static void Handle(JsonObject step)
    {
        var signal = step["signal"]!.GetValue<string>();
        var number = Number(signal);
        switch (step["action"]!.GetValue<string>())
        {
            case "ignore":
                LibC.SetSignalAction(number, LibC.Ignore);
                break;
            case "default":
                LibC.SetSignalAction(number, LibC.DefaultAction);
                break;
            case "catch":
                Kept.Add(PosixSignalRegistration.Create((PosixSignal)number, context => context.Cancel = true));
                break;
            case "exit":
                Kept.Add(PosixSignalRegistration.Create(Named(signal), context =>
                {
                    context.Cancel = true;
                    Environment.Exit(step["code"]?.GetValue<int>() ?? 0);
                }));
                break;
            case "start":
                var process = Objects.FindProcess(step["of"]!.GetValue<string>());
                Kept.Add(PosixSignalRegistration.Create((PosixSignal)number, context =>
                {
                    context.Cancel = true;
                    process.Start();
                }));
                break;
            case var action:
                throw new UnknownStepException(action);
        }
    }

    /// <summary>Dies of a signal that nothing handles: the runtime handles some of them itself.</summary>
    public static object? Die(string signal)
    {
        var number = Number(signal);
        LibC.SetSignalAction(number, LibC.DefaultAction);
        LibC.Kill(Environment.ProcessId, number);
        return null;
    }

    /// <summary>The number on Linux; <c>SIGRTMIN+1</c> is the one after <c>SIGRTMIN</c>.</summary>
    public static int Number(string signal)
    {
        var parts = signal.Split('+');
        return Numbers.TryGetValue(parts[0], out var number)
            ? number + (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0)
            : throw new UnknownStepException(signal);
    }

    private static PosixSignal Named(string signal) => Enum.Parse<PosixSignal>(signal);
}
