using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using PyBridge.Lifecycle;
using PyBridge.Platform;
using PyBridge.Wire;

namespace PyBridge;

/// <content>The object as its own child sees it.</content>
public partial class Process
{
    internal int[] Identity => _identity.Numbers.ToArray();

    /// <summary>The creator's name when the object was made.</summary>
    internal string ParentName => _parentName ?? string.Empty;

    /// <summary>
    /// Makes the started object again, without running a constructor, and lets it be the current process.
    /// </summary>
    [UnconditionalSuppressMessage(
        "Trimming", "IL2067", Justification = "The type is that of an object of the same program, and is kept there.")]
    internal static Process InstallChild(
        Preparation preparation,
        Type type,
        Inheritance inheritance)
    {
        var key = new AuthenticationKey(preparation.AuthKey);
        var process = type == typeof(Process)
            ? new Process(preparation.Name, key)
            : (Process)RuntimeHelpers.GetUninitializedObject(type);
        process._starting = new object();
        process._identity = new ProcessIdentity(preparation.Identity);
        process._name = preparation.Name;
        process._daemon = preparation.Daemon;
        process._authKey = key;
        process._parentPid = preparation.ParentPid;
        process._parentName = preparation.ParentName;
        process._arguments = [];
        process._keywordArguments = [];
        _current = process;
        Parent = new ParentProcess(preparation.ParentName, preparation.ParentPid, inheritance.ParentSentinel);
        return process;
    }

    internal void SetTarget(Target target, params object?[] arguments)
    {
        _target = target;
        _arguments = arguments;
    }
}
