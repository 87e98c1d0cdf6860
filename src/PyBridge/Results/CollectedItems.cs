using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using PyBridge.Pickle.Objects;

namespace PyBridge.Results;

/// <summary>
/// Results whose items are made when they are asked for: iterators, queries and <c>IAsyncEnumerable&lt;T&gt;</c>. The child asks for
/// all of them, because the work is the child's, and hands back a list.
/// </summary>
[UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "Only where code is made at run time.")]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only where code is made at run time.")]
internal static class CollectedItems
{
    // What the items' code throws is the target's exception.
    private const BindingFlags Unwrapped = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions;

    /// <summary>The list in place of a value; any other value unchanged. Whatever the items' code throws is passed on.</summary>
    /// <param name="value">What the target returned.</param>
    /// <param name="declared">What a .NET parent declared; <see langword="null"/> if the parent is Python.</param>
    public static object? Of(object? value, Type? declared)
    {
        if (value is null or string or Array or IList or ValueType || !RuntimeFeature.IsDynamicCodeSupported)
        {
            return value;
        }

        Type type = value.GetType();
        if (ItemOf(type, typeof(IAsyncEnumerable<>)) is { } awaited)
        {
            return typeof(CollectedItems).GetMethod(nameof(Collect))!.MakeGenericMethod(awaited)
                .Invoke(null, Unwrapped, binder: null, [value], culture: null);
        }

        if (value is not IEnumerable || !(Iterators.IsIterator(value) || IsQuery(type))
            || ItemOf(type, typeof(IEnumerable<>)) is not { } item)
        {
            return value;
        }

        Type list = typeof(List<>).MakeGenericType(item);
        return declared?.IsAssignableFrom(list) == false ? value
            : Activator.CreateInstance(list, Unwrapped, binder: null, [value], culture: null);
    }

    /// <summary>The type in whose place a result crosses: a list, where asynchronous items are declared.</summary>
    public static Type WireTypeOf(Type declared) =>
        IsAsynchronous(declared) ? typeof(List<>).MakeGenericType(declared.GetGenericArguments()) : declared;

    /// <summary>What has crossed, as the declared type.</summary>
    public static object? AsDeclared(object? received, Type declared) => received is null || !IsAsynchronous(declared)
        ? received
        : Activator.CreateInstance(typeof(ReceivedItems<>).MakeGenericType(declared.GetGenericArguments()), received);

    /// <summary>Awaits all items.</summary>
    public static List<T> Collect<T>(IAsyncEnumerable<T> items)
    {
        return CollectAsync().GetAwaiter().GetResult();

        async Task<List<T>> CollectAsync()
        {
            var list = new List<T>();
            await foreach (T item in items.ConfigureAwait(false))
            {
                list.Add(item);
            }

            return list;
        }
    }

    private static bool IsAsynchronous(Type declared) =>
        RuntimeFeature.IsDynamicCodeSupported && declared.IsConstructedGenericType
        && declared.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>);

    // What LINQ makes of a query, but not its lookups and groups, which have their items already.
    private static bool IsQuery(Type type) =>
        type is { Namespace: "System.Linq", IsPublic: false } && FrameworkTypes.Owns(type) && !typeof(ICollection).IsAssignableFrom(type);

    private static Type? ItemOf(Type type, Type definition)
    {
        foreach (Type implemented in type.GetInterfaces())
        {
            if (implemented.IsConstructedGenericType && implemented.GetGenericTypeDefinition() == definition)
            {
                return implemented.GetGenericArguments()[0];
            }
        }

        return null;
    }
}
