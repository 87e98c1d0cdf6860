using System.IO;
using NUnit.Framework;

namespace PyBridge.Tests.Support;

/// <summary>The assembly that no test references.</summary>
internal static class AcmeWorkers
{
    /// <summary>Its path: the build puts it beside its project, in the configuration of these tests.</summary>
    public static string Library
    {
        get
        {
            var output = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
            var tests = output.Parent!.Parent!.Parent!.Parent!.Parent!;
            return Path.Combine(
                tests.FullName, "fixtures", "Acme.Workers", "bin", output.Parent.Name, output.Name, "Workers.dll");
        }
    }
}
