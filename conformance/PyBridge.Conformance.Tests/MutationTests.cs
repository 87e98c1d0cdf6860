using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;

namespace PyBridge.Conformance.Tests;

internal sealed class MutationTests
{
    // The whole run takes too long for every day; a mutation that no longer fits would be noticed there last of all.
    [Test, CancelAfter(60_000)]
    public async Task Mutations_OfTheSuite_FitTheSources(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(TestData.Python.Path, [Path.Combine(TestData.Suite, "mutation"), "--check"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);

        Assert.That(process.ExitCode, Is.Zero, said);
    }
}
