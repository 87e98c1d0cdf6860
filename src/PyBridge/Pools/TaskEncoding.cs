using System;
using System.Collections.Generic;
using PyBridge.Launch;

namespace PyBridge.Pools;

/// <summary>Turns a target and its arguments into what a worker is sent.</summary>
internal static class TaskEncoding
{
    /// <typeparam name="T">What the target returns.</typeparam>
    /// <exception cref="PickleException">Something cannot cross to a worker.</exception>
    /// <exception cref="TargetArgumentException">The arguments do not fit the target.</exception>
    public static ReadOnlyMemory<byte> Encode<T>(
        Target target, object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        var (message, isHandedOver) = Try<T>(target, arguments, keywordArguments);
        return isHandedOver
            ? throw new PickleException(
                "cannot pickle args: a connection or queue goes to a worker at its start, and this one has been started; "
                + "give it to the initializer of the pool, or to a Process",
                "RuntimeError")
            {
                Path = "args",
            }
            : Joined(message);
    }

    /// <summary>The same for what a worker does first; nothing if something has to be handed to it at its start.</summary>
    public static ReadOnlyMemory<byte>? EncodeFirst(Target target, object?[] arguments)
    {
        var (message, isHandedOver) = Try<object?>(target, arguments, []);
        return isHandedOver ? (ReadOnlyMemory<byte>?)null : Joined(message); // plain null would become an empty message
    }

    /// <summary>What a target calls, for error messages.</summary>
    public static string NameOf(Target target) =>
        target is PythonTarget python ? $"{python.Module}.{python.QualifiedName}" : target.ToString()!;

    private static (ReadOnlyMemory<byte>[] Message, bool IsHandedOver) Try<T>(
        Target target, object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        var current = Process.Current;
        var subject = new LaunchSubject
        {
            Self = current,
            Description = current.Description,
            Subclass = typeof(Process<T>),
            Fields = [],
            WantsResult = true,
        };
        var (message, kept) = target.EncodeTask(subject, arguments, keywordArguments);
        return (message, kept.Count > 0);
    }

    private static ReadOnlyMemory<byte> Joined(ReadOnlyMemory<byte>[] parts)
    {
        if (parts.Length == 1)
        {
            return parts[0];
        }

        long length = 0;
        foreach (var part in parts)
        {
            length += part.Length;
        }

        var joined = GC.AllocateUninitializedArray<byte>(checked((int)length));
        var filled = 0;
        foreach (var part in parts)
        {
            part.CopyTo(joined.AsMemory(filled));
            filled += part.Length;
        }

        return joined;
    }
}
