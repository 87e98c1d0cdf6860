using System;
using PyBridge.Wire;

namespace PyBridge.Calls.Overloads;

/// <summary>Finds the one method to call, from the name of an assembly file and a method, and the arguments.</summary>
internal static class MethodLookup
{
    /// <summary>Finds it. The assembly is read, not loaded.</summary>
    /// <param name="file">The full path of the assembly file.</param>
    /// <param name="name">Namespace, type and method.</param>
    /// <param name="call">The arguments, as a pickle; empty if there are none.</param>
    /// <exception cref="TargetNotFoundException">There is no such file, type or method.</exception>
    /// <exception cref="TargetArgumentException">No overload takes the arguments, or none fits best.</exception>
    public static MethodLabel Find(string file, string name, ReadOnlyMemory<byte> call)
    {
        using var assembly = new AssemblyMethods(file);
        using var arguments = CallArguments.Read(call, owns: false);
        var method = OverloadChoice.Choose(assembly.Find(name), arguments);
        return new MethodLabel(file, assembly.VersionId, method.Token, method.TypeToken);
    }
}
