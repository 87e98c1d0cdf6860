using System;

namespace PyBridge.Pickle;

/// <summary>How far a pickle may go before reading or writing it fails with <see cref="PickleException"/>.</summary>
internal sealed record PickleLimits
{
    /// <summary>
    /// How deeply tuples and frozen sets may be nested in a key. Hashing and comparing go as deep as the key, in .NET's own
    /// code, too, where nothing can stop before the stack ends.
    /// </summary>
    public const int MaxKeyDepth = 64;

    /// <summary>The default limits.</summary>
    public static PickleLimits Default { get; } = new();

    /// <summary>
    /// How deeply values may be nested: while writing, counted in containers; while reading, in marks open at once. From
    /// 1 to 1,000,000; 10,000 by default, which is more than any CPython can write with its default settings (3.7 to 3.11:
    /// 997 tuples, 3.13: 9,999). A thread with a small stack may stop earlier, with the same exception. Reading nested
    /// lists takes no stack and has no limit.
    /// </summary>
    public int MaxDepth
    {
        get;
        init => field = Checked(value, 1_000_000, nameof(MaxDepth));
    } = 10_000;

    /// <summary>The size of a pickle to read, in bytes. From 1 to 2,147,483,647, which is the default.</summary>
    public int MaxSize
    {
        get;
        init => field = Checked(value, int.MaxValue, nameof(MaxSize));
    } = int.MaxValue;

    /// <summary>
    /// How many values the memo may hold while reading. From 1 to 2,147,483,647; 100,000,000 by default.
    /// </summary>
    public int MaxMemo
    {
        get;
        init => field = Checked(value, int.MaxValue, nameof(MaxMemo));
    } = 100_000_000;

    /// <summary>
    /// How many digits an <c>int</c> written as decimal text (protocols 0 and 1) may have. From 1 to 1,000,000; 4,300
    /// by default, like CPython's <c>sys.int_info.default_max_str_digits</c>. Binary ones have no such limit.
    /// </summary>
    public int MaxIntegerDigits
    {
        get;
        init => field = Checked(value, 1_000_000, nameof(MaxIntegerDigits));
    } = 4_300;

    /// <summary>
    /// How many more items, characters and bytes than its size a message may expand to if it is meant to expand: a
    /// <c>range</c>, or a row repeated in a multidimensional array. From 1 to 2,147,483,647; 16,777,216 by default.
    /// </summary>
    public int MaxUnfolded
    {
        get;
        init => field = Checked(value, int.MaxValue, nameof(MaxUnfolded));
    } = 16_777_216;

    private static int Checked(int value, int most, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most, name);
        return value;
    }
}
