using System.Collections;
using System.Runtime.CompilerServices;

namespace PyBridge.Pickle.Objects;

/// <summary>Tells iterators: objects of methods with <c>yield</c>, which do their work when somebody asks for items.</summary>
internal static class Iterators
{
    /// <summary>Why an iterator is not handed back.</summary>
    public const string Reason =
        "an iterator does its work where its items are asked for, which is not the child any more; return a list of them";

    /// <summary>Whether an object is one, by what compilers make of iterators.</summary>
    public static bool IsIterator(object value) =>
        (value is IEnumerable and IEnumerator && !FrameworkTypes.Owns(value.GetType()))
        || (value is IAsyncStateMachine && value.GetType().Name.StartsWith('<'));
}
