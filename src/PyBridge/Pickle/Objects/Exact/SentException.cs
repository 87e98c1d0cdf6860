using System;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Exact;

/// <summary>
/// An exception of .NET among Python values, as programs of Python with a CLR pickle it:
/// <c>exception(namespace, name, args, text, trace)</c>.
/// </summary>
internal static class SentException
{
    /// <summary>Makes the exception of a recipe; <see langword="null"/> if it is not such a recipe.</summary>
    /// <returns>
    /// One of the same type where that is one of .NET itself and is made of a text, else a <see cref="RemoteError"/>.
    /// </returns>
    public static Exception? Of(PickleInstance recipe) =>
        recipe is { Kind: PickleInstanceKind.Call, Content: null, Class: PickleGlobal function }
        && function.Is("pybridge._clr_pickled", "exception")
        && recipe.Args.Items is [string space, string name, _, string text, string trace]
            ? Same($"{space}.{name}", text, trace)
            : null;

    [UnconditionalSuppressMessage("Trimming", "IL2057", Justification = Reason)]
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Reason)]
    private static Exception Same(string name, string text, string trace)
    {
        var remote = new RemoteError(name, text, trace);
        Type? type = name.AsSpan().ContainsAny(",[`") ? null : Type.GetType(name);
        return type?.IsSubclassOf(typeof(Exception)) == true
            && type.GetConstructor([typeof(string), typeof(Exception)]) is { } constructor
                ? (Exception)constructor.Invoke([text, remote])
                : remote;
    }

    private const string Reason = "A constructor that was trimmed away is not found, and the text is kept.";
}
