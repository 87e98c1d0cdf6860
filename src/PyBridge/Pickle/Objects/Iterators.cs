using System.Collections;
using System.Runtime.CompilerServices;

namespace PyBridge.Pickle.Objects;

/// <summary>Recognizes iterators: objects from methods with <c>yield</c>, which work when asked for items.</summary>
internal static class Iterators
{
    /// <summary>Why an iterator cannot be handed back.</summary>
    public const string Reason =
        "an iterator does its work where its items are asked for, which is not the child any more; return a list of them";

    /// <summary>Whether an object is one, judging by what compilers generate for iterators.</summary>
    public static bool IsIterator(object value) =>
        (value is IEnumerable and IEnumerator && !FrameworkTypes.Owns(value.GetType()))
        || (value is IAsyncStateMachine && value.GetType().Name.StartsWith('<'));
}
