using System;

namespace PyBridge.Pickle;

/// <summary>
/// Reads pickles of protocols 0 to 5 into general values. Reading never runs code: a global outside a closed table
/// stays a name, and an object made by one stays a recipe.
/// </summary>
/// <remarks>
/// <para>
/// <c>None</c> becomes <see langword="null"/>, <c>bool</c> <see cref="bool"/>, <c>int</c> <see cref="long"/> or, if
/// larger, <see cref="System.Numerics.BigInteger"/>, <c>float</c> <see cref="double"/>, <c>str</c>
/// <see cref="string"/>, <c>bytes</c> <c>byte[]</c>, <c>list</c> <c>List&lt;object?&gt;</c> (it costs no more than an
/// array, and cycles need identity and growth), and the rest what <see cref="Values"/> contains.
/// </para>
/// <para>
/// Dates, times, <c>Decimal</c>, <c>UUID</c> and <c>complex</c> become their .NET counterparts if those can hold
/// exactly the value, and a <see cref="Values.PickleInstance"/> if not, like every other object.
/// </para>
/// <para>
/// Hostile bytes cost time and memory in proportion to their number: at most 96 bytes are allocated for each, including
/// garbage; the worst case, one-byte empty containers, takes about 70.
/// </para>
/// <para>CPython: <c>Modules/_pickle.c</c>, <c>load</c>.</para>
/// </remarks>
internal sealed class PickleReader
{
    private PickleReader()
    {
    }

    /// <summary>Reads the single pickle in some bytes.</summary>
    /// <returns>The value.</returns>
    /// <param name="pickle">The bytes.</param>
    /// <param name="options">What the pickle needs besides its bytes.</param>
    /// <param name="effort">
    /// Pays for reading, and then for what follows; <see langword="null"/> if nothing does.
    /// </param>
    /// <exception cref="PickleException">
    /// The bytes are not a pickle, or exceed the limits; <see cref="PickleException.Offset"/> is that of the failed
    /// instruction, and <see cref="PickleException.PythonType"/> is <c>EOFError</c> if the bytes end between two
    /// instructions, <c>UnpicklingError</c> otherwise.
    /// </exception>
    public static object? Load(
        ReadOnlyMemory<byte> pickle, PickleReaderOptions? options = null, PickleEffort? effort = null)
    {
        options ??= PickleReaderOptions.Default;
        object? value = Run(pickle, options, effort, out int consumed);
        if (consumed < pickle.Length && !options.AllowTrailingBytes)
        {
            throw new PickleException("bytes follow the pickle", "UnpicklingError") { Offset = consumed };
        }

        return value;
    }

    /// <summary>Reads the pickle at the start of some bytes.</summary>
    /// <param name="pickle">The pickle, and whatever follows it.</param>
    /// <param name="options">What it needs besides its bytes.</param>
    /// <param name="consumed">The size of the pickle in bytes; the next one may start there.</param>
    /// <inheritdoc cref="Load(ReadOnlyMemory{byte}, PickleReaderOptions?, PickleEffort?)"/>
    public static object? Load(ReadOnlyMemory<byte> pickle, PickleReaderOptions? options, out int consumed) =>
        Run(pickle, options ?? PickleReaderOptions.Default, effort: null, out consumed);

    private static object? Run(
        ReadOnlyMemory<byte> pickle, PickleReaderOptions options, PickleEffort? effort, out int consumed)
    {
        effort ??= new PickleEffort(pickle.Length, options.Limits);
        var machine = new PickleMachine(pickle.Span, options, effort);
        object? value = machine.Run();
        consumed = machine.Position;
        return value;
    }
}
