using System;
using System.Collections.Generic;
using PyBridge.Pickle.Values;
using PyBridge.Platform;

namespace PyBridge.Calls;

/// <summary>
/// Large arguments of a C# method that is named: the forms that Python gives them, too, whose content a pickle can leave out. What
/// they are for the method is the same as without: bytes, and lists of numbers.
/// </summary>
internal static class LargeArguments
{
    private static readonly PickleGlobal Numbers = new("pybridge._arrays", "numbers");
    private static readonly PickleGlobal GetItem = new("_operator", "getitem");

    /// <summary>The form of an argument.</summary>
    /// <param name="value">The argument.</param>
    /// <returns><see langword="null"/> if it is small, or of another type.</returns>
    // By their exact types, for a uint[] is an int[] to a pattern, and so is an array of enums.
    public static PickleInstance? FormOf(object? value)
    {
        var type = value?.GetType();
        return type == typeof(byte[]) ? Bytes((byte[])value!)
            : type == typeof(double[]) ? NumbersOf((double[])value!, "d")
            : type == typeof(long[]) ? NumbersOf((long[])value!, "q")
            : type == typeof(List<double>) ? NumbersOf((List<double>)value!, number => number, "d")
            : type == typeof(List<long>) ? NumbersOf((List<long>)value!, number => number, "q")
            : type == typeof(float[]) ? NumbersOf((float[])value!, number => (double)number, "d")
            : type == typeof(int[]) ? NumbersOf((int[])value!, number => (long)number, "q")
            : type == typeof(List<int>) ? NumbersOf((List<int>)value!, number => (long)number, "q")
            : type == typeof(uint[]) ? NumbersOf((uint[])value!, number => (long)number, "q")
            : type == typeof(short[]) ? NumbersOf((short[])value!, number => (long)number, "q")
            : type == typeof(ushort[]) ? NumbersOf((ushort[])value!, number => (long)number, "q")
            : null;
    }

    private static PickleInstance? Bytes(byte[] content) => content.Length < MemoryFiles.Large
        ? null
        : Call(GetItem, new PickleTuple(new PickleBuffer(content, isReadOnly: true) { MayLieApart = true }), 0L);

    private static PickleInstance? NumbersOf<T, TNumber>(IReadOnlyList<T> items, Converter<T, TNumber> convert, string format)
        where TNumber : unmanaged
    {
        if (items.Count < MemoryFiles.Large / sizeof(long) || items.Count > Array.MaxLength / sizeof(long))
        {
            return null;
        }

        var numbers = GC.AllocateUninitializedArray<TNumber>(items.Count);
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = convert(items[i]);
        }

        return NumbersOf(numbers, format);
    }

    private static PickleInstance? NumbersOf(Array numbers, string format)
    {
        var size = numbers.LongLength * sizeof(long);
        return size < MemoryFiles.Large || size > Array.MaxLength
            ? null
            : Call(Numbers, new PickleBuffer(new ArrayMemory(numbers, (int)size).Memory, isReadOnly: false), format);
    }

    private static PickleInstance Call(PickleGlobal callable, params object?[] arguments) =>
        new(PickleInstanceKind.Call, callable, PickleTuple.Of(arguments));
}
