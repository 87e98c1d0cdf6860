using System;
using System.Collections.Generic;
using System.IO;
using PyBridge.Calls;
using PyBridge.Calls.Overloads;
using PyBridge.Handing;
using PyBridge.Launch;
using PyBridge.Pickle;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Values;
using PyBridge.Platform;
using PyBridge.Wire;
using PyBridge.Worker;

namespace PyBridge;

/// <summary>A C# method that is named, and that this program has not loaded.</summary>
/// <remarks>
/// <para>
/// The assembly needs no reference to PyBridge; what it depends on is found beside it, in the child. Arguments cross
/// as Python's values do, and become what the method's parameters declare: an <c>int</c>, text, lists and
/// dictionaries, records by the names of their members. Overloads are told apart by number, names and values of the
/// arguments. Static methods are called, and instance methods of types with a public constructor without parameters,
/// on a new instance. A returned task is awaited.
/// </para>
/// <para>CPython: a target of <c>pybridge.csharp</c>; <c>multiprocessing</c> has no such thing.</para>
/// </remarks>
public sealed class CSharpTarget : Target
{
    private CSharpTarget(string assemblyFile, string name)
    {
        AssemblyFile = assemblyFile;
        Name = name;
    }

    /// <summary>The path of the assembly file, as it was given.</summary>
    public string AssemblyFile { get; }

    /// <summary>The method, such as <c>Acme.Workers.Resize</c>.</summary>
    public string Name { get; }

    /// <summary>Names a method. Nothing is looked for before the start.</summary>
    /// <param name="assemblyFile">
    /// The path of the assembly file; a relative one counts from the working directory at the start.
    /// </param>
    /// <param name="name">
    /// Namespace, type and method with dots between; nested types after their outer ones.
    /// </param>
    /// <returns>What <see cref="Process"/> takes for a target.</returns>
    /// <remarks>
    /// <see cref="Process.Start"/> throws <see cref="TargetNotFoundException"/> where file, type or method is
    /// missing, and <see cref="TargetArgumentException"/> where the arguments fit no overload or several.
    /// </remarks>
    public static CSharpTarget Method(string assemblyFile, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(assemblyFile);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new CSharpTarget(assemblyFile, name);
    }

    /// <summary>File and method.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Name} in {AssemblyFile}";

    internal override object? Run(object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        var (method, call) = Find(arguments, keywordArguments);
        AssemblyFiles.FindByName([method.File], withNativeAssets: true);
        return ReceivedMethod.Load(method, call.ToArray(), isApplication: false).Run([], []);
    }

    internal override LaunchPlan PlanLaunch(
        Process process, object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        var inherited = new InheritedObjectReducer();
        var (method, call) = Find(arguments, keywordArguments, inherited);
        return DotNetLaunch.Plan(process.Subject, method, call, inherited.Kept);
    }

    private (MethodLabel Method, ReadOnlyMemory<byte> Call) Find(
        object?[] arguments, KeyValuePair<string, object?>[] keywordArguments, InheritedObjectReducer? inherited = null)
    {
        var call = Dump(arguments, keywordArguments, inherited);
        return (MethodLookup.Find(Path.GetFullPath(AssemblyFile), Name, call), call);
    }

    private static ReadOnlyMemory<byte> Dump(
        object?[] arguments, KeyValuePair<string, object?>[] keywordArguments, InheritedObjectReducer? inherited)
    {
        if (arguments.Length == 0 && keywordArguments.Length == 0)
        {
            return default;
        }

        var writer = new PythonValueWriter(inherited);
        var positional = new object?[arguments.Length];
        for (var i = 0; i < positional.Length; i++)
        {
            positional[i] = writer.ToGeneral(arguments[i], $"args[{i}]");
        }

        return GeneralPickler.Dump(new PickleTuple(
            PickleTuple.Of(positional),
            PickleTuple.Of(Array.ConvertAll(keywordArguments, object? (argument) => argument.Key)),
            PickleTuple.Of(Array.ConvertAll(
                keywordArguments, argument => writer.ToGeneral(argument.Value, $"kwargs['{argument.Key}']")))));
    }
}
