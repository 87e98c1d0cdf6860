using System;
using System.IO;
using NUnit.Framework;

namespace PyBridge.Tests.Support;

/// <summary>Runs code in a child and brings what it saw back as text.</summary>
internal static class InChild
{
    /// <summary>What the code saw in a child of its own, made by <see cref="Process"/>.</summary>
    public static string See(string folder, Func<string> code, Action<Process>? prepare = null)
    {
        var file = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        using var process = new Process(Report, args: [file, code]);
        prepare?.Invoke(process);
        process.Start();
        process.Join();
        Assert.That(process.ExitCode, Is.Zero, () => $"{process} saw nothing");
        return File.ReadAllText(file);
    }

    private static void Report(string file, Func<string> code) => File.WriteAllText(file, code());
}
