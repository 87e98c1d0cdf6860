using System;

namespace PyBridge.Tests.Host;

/// <summary>What objects take from the current process when they are made, and not when they are started.</summary>
internal static class Inheritance
{
    public static int OfKeyAndDaemon()
    {
        var current = Process.Current;
        current.AuthKey = "before"u8.ToArray();
        var early = new Process(PrintKeys, args: ["early"]);
        current.AuthKey = "after"u8.ToArray();
        var late = new Process(PrintKeys, args: ["late"]);

        current.Daemon = true;
        var daemonic = new Process();
        var freed = new Process(daemon: false);
        current.Daemon = false;
        Console.WriteLine($"daemonic {daemonic.Daemon}, freed {freed.Daemon}, early {early.Daemon}");

        early.Start();
        early.Join();
        late.Start();
        late.Join();
        return 0;
    }

    private static void PrintKeys(string name)
    {
        PrintKey(name);
        var child = new Process(PrintKey, args: [$"{name}'s child"]);
        child.Start();
        child.Join();
    }

    private static void PrintKey(string name) =>
        Console.WriteLine($"{name} {System.Text.Encoding.ASCII.GetString(Process.Current.AuthKey.Bytes)}");
}
