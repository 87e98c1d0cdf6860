using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PyBridge.Tests.Architecture;

/// <summary>A few lines of C# that break a rule, compiled in memory, to show that the rule's test would fail.</summary>
internal static class Probe
{
    // The name gives the lines access to what is internal.
    private const string AssemblyName = "PyBridge.Tests";

    /// <summary>What the types of the lines use.</summary>
    public static IReadOnlySet<(string User, string Used)> UsesIn(string code)
    {
        var loaded = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            AssemblyName,
            [CSharpSyntaxTree.ParseText(code)],
            loaded.Select(file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        assembly.Position = 0;
        return TypeUses.In(assembly);
    }
}
