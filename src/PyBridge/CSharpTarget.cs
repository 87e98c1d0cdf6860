using System;
using System.Collections.Generic;
using System.IO;
using PyBridge.Calls;
using PyBridge.Calls.Overloads;
using PyBridge.Handing;
using PyBridge.Launch;
using PyBridge.Platform;
using PyBridge.Wire;
using PyBridge.Worker;

namespace PyBridge;

/// <summary>A C# method given by name, in an assembly that this program has not loaded.</summary>
/// <remarks>
/// <para>
/// The assembly needs no reference to PyBridge; the child finds its dependencies beside it. Arguments cross as Python's
/// values do and are converted to the types of the method's parameters: an <c>int</c>, text, lists and dictionaries,
/// records by the names of their members. Overloads are chosen by the number, names and values of the arguments. The
/// method may be static, or an instance method of a type with a public parameterless constructor, which is called on a
/// new instance. A returned task is awaited.
/// </para>
/// <para>CPython: a target of <c>pybridge.csharp</c>; <c>multiprocessing</c> has no equivalent.</para>
/// </remarks>
public sealed class CSharpTarget : Target
{
    private CSharpTarget(string assemblyFile, string name)
    {
        AssemblyFile = assemblyFile;
        Name = name;
    }

    /// <summary>The path of the assembly file, as given.</summary>
    public string AssemblyFile { get; }

    /// <summary>The method, such as <c>Acme.Workers.Resize</c>.</summary>
    public string Name { get; }

    /// <summary>Names a method. Nothing is looked up before the start.</summary>
    /// <param name="assemblyFile">
    /// The path of the assembly file; a relative path is resolved against the working directory at the start.
    /// </param>
    /// <param name="name">Namespace, type and method, separated by dots; nested types follow their outer type.</param>
    /// <returns>A target for <see cref="Process"/>.</returns>
    /// <remarks>
    /// <see cref="Process.Start"/> throws <see cref="TargetNotFoundException"/> if the file, type or method is missing,
    /// and <see cref="TargetArgumentException"/> if the arguments fit no overload, or more than one.
    /// </remarks>
    public static CSharpTarget Method(string assemblyFile, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(assemblyFile);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new CSharpTarget(assemblyFile, name);
    }

    /// <summary>The method and its assembly file.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Name} in {AssemblyFile}";

    internal override object? Run(object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        var (method, call) = Find(arguments, keywordArguments);
        AssemblyFiles.FindByName([method.File], withNativeAssets: true);
        return ReceivedMethod.Load(method, call.Bytes.ToArray(), isApplication: false).Run([], []);
    }

    internal override LaunchPlan PlanLaunch(
        Process process, object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        var inherited = new InheritedObjectReducer();
        var (method, call) = Find(arguments, keywordArguments, inherited, inFiles: true);
        return DotNetLaunch.Plan(process.Subject, method, call.Bytes, inherited.Kept, call.Files);
    }

    internal override (ReadOnlyMemory<byte>[] Message, IReadOnlyList<WatchedHandle> Kept) EncodeTask(
        LaunchSubject subject, object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        var inherited = new InheritedObjectReducer();
        var (method, call) = Find(arguments, keywordArguments, inherited);
        return (DotNetLaunch.Encode(subject, method, call.Bytes), inherited.Kept);
    }

    /// <summary>Pickles the arguments, and chooses the method by them.</summary>
    private (MethodLabel Method, EncodedCall Call) Find(
        object?[] arguments,
        KeyValuePair<string, object?>[] keywordArguments,
        InheritedObjectReducer? inherited = null,
        bool inFiles = false)
    {
        var call = EncodedCall.Of(arguments, keywordArguments, inherited, inFiles);
        try
        {
            return (MethodLookup.Find(Path.GetFullPath(AssemblyFile), Name, call.Bytes), call);
        }
        catch
        {
            call.Files?.Close();
            throw;
        }
    }
}
