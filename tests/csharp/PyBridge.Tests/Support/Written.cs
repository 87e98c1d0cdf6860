using System.IO;
using NUnit.Framework;

namespace PyBridge.Tests.Support;

/// <summary>A file that a target writes to, so that the test can see what the target saw.</summary>
internal static class Written
{
    /// <summary>Starts and joins a process, and gives what its target wrote to the file.</summary>
    public static string By(Process process, string file)
    {
        using (process)
        {
            process.Start();
            process.Join();
            Assert.That(process.ExitCode, Is.Zero, process.ToString);
            return File.ReadAllText(file);
        }
    }
}
