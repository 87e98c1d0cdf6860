using System;
using System.IO;

namespace PyBridge.Conformance;

/// <summary>Finds the folder <c>conformance</c> of the repository this program was built in.</summary>
internal static class SuiteFolder
{
    /// <exception cref="DirectoryNotFoundException">The program was moved out of the repository.</exception>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var suite = Path.Combine(folder.FullName, "conformance");
            if (File.Exists(Path.Combine(suite, "differences.json")))
            {
                return suite;
            }
        }

        throw new DirectoryNotFoundException($"no conformance/differences.json above {AppContext.BaseDirectory}");
    }
}
