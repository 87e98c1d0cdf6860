using System.Collections.Generic;

namespace PyBridge.Conformance.Tests.RandomSequences;

/// <summary>What those can that play a random sequence.</summary>
internal static class Capabilities
{
    /// <summary>Of a lane whose program and children are C#.</summary>
    public static readonly IReadOnlySet<string> OfCSharp = new HashSet<string>
    {
        "pickled-arguments", "direct-child", "parent-process", "interrupt", "threads-and-starts", "run-override", "own-callables",
    };

    /// <summary>Of a lane on the newest Python.</summary>
    public static readonly IReadOnlySet<string> OfPython = new HashSet<string>(OfCSharp) { "ident-member", "python-runtime" };

    /// <summary>Of one whose children are of another language, and whose Python is old.</summary>
    public static readonly IReadOnlySet<string> OfMixture = new HashSet<string>
    {
        "pickled-arguments", "direct-child", "parent-process", "threads-and-starts",
    };

    public static IEnumerable<IReadOnlySet<string>> All => [OfCSharp, OfPython, OfMixture];
}
