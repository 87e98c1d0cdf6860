using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using PyBridge.Connections;
using PyBridge.Launch;
using PyBridge.Lifecycle;
using PyBridge.Pickle.Objects;
using PyBridge.Platform;
using PyBridge.Wire;

namespace PyBridge;

/// <content>The process object as its own child sees it.</content>
public partial class Process
{
    /// <summary>What another process is told about this object.</summary>
    internal ProcessDescription Description => new()
    {
        Identity = _identity.Numbers.ToArray(),
        Name = _name,
        Daemon = _daemon,
        AuthKey = AuthKey,
        ParentPid = _parentPid,
        ParentName = _parentName,
    };

    /// <summary>The object as its launch sees it.</summary>
    internal LaunchSubject Subject
    {
        get
        {
            var type = GetType();
            return new LaunchSubject
            {
                Self = this,
                Description = Description,
                Subclass = type == typeof(Process) ? null : type,
                Fields = FieldsOf(type),
                WantsResult = WantsResult,
            };
        }
    }

    /// <summary>The fields a subclass adds to <see cref="Process"/>; they cross to its child.</summary>
    internal static FieldInfo[] FieldsOf(Type type) =>
        type == typeof(Process) ? [] : ObjectFields.Of(type, until: typeof(Process));

    /// <summary>
    /// Recreates the started object, without running a constructor, and makes it the current process.
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
        CurrentKey.Value = key;
        Parent = new ParentProcess(preparation.ParentName, preparation.ParentPid, inheritance.ParentSentinel);
        return process;
    }

    internal void SetTarget(Target target, params object?[] arguments)
    {
        _target = target;
        _arguments = arguments;
    }
}
