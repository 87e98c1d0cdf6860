using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Platform;
using PyBridge.Tests.Support;

namespace PyBridge.Tests;

/// <summary>
/// Runs once, before all tests: what the library and .NET open once and keep is open then, and no test that counts
/// descriptors is blamed for it.
/// </summary>
[SetUpFixture]
internal sealed class WarmUp
{
    [OneTimeSetUp]
    public async Task OpenWhatStaysOpen()
    {
        using var process = new Process();
        process.Start();
        await process.JoinAsync();
        _ = ProcessPlatform.Current.ErrorWatcher;
        _ = ProgramRun.Of("/bin/true", []);
    }
}
