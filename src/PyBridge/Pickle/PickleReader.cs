using System;

namespace PyBridge.Pickle;

/// <summary>
/// Reads pickles of the protocols 0 to 5 into general values. Reading never runs code: a global outside of a
/// closed table stays a name, and an object made by one stays a recipe.
/// </summary>
/// <remarks>
/// <para>
/// <c>None</c> becomes <see langword="null"/>, <c>bool</c> <see cref="bool"/>, <c>int</c> <see cref="long"/> or,
/// beyond it, <see cref="System.Numerics.BigInteger"/>, <c>float</c> <see cref="double"/>, <c>str</c>
/// <see cref="string"/>, <c>bytes</c> <c>byte[]</c>, <c>list</c> <c>List&lt;object?&gt;</c> (it costs nothing over
/// an array, and cycles need identity and growth), and the rest what <see cref="Values"/> holds.
/// </para>
/// <para>
/// Dates, times, <c>Decimal</c>, <c>UUID</c> and <c>complex</c> become .NET's where .NET holds the very value, and a
/// <see cref="Values.PickleInstance"/> where it does not, as every other object does.
/// </para>
/// <para>
/// Hostile bytes cost time and memory in proportion to their number: at most 96 bytes are allocated for each, counting
/// what becomes garbage; the worst, empty containers of one byte, take about 70.
/// </para>
/// <para>CPython: <c>Modules/_pickle.c</c>, <c>load</c>.</para>
/// </remarks>
internal sealed class PickleReader
{
    private PickleReader()
    {
    }

    /// <summary>Reads the one pickle that some bytes hold.</summary>
    /// <returns>The value.</returns>
    /// <param name="pickle">The bytes.</param>
    /// <param name="options">What the pickle needs beside its bytes.</param>
    /// <param name="effort">
    /// What reading is paid from, to go on with what is left of it; <see langword="null"/> where reading is all.
    /// </param>
    /// <exception cref="PickleException">
    /// The bytes are no pickle, or one that goes beyond the limits; its <see cref="PickleException.Offset"/> is that
    /// of the instruction that failed, and its <see cref="PickleException.PythonType"/> <c>EOFError</c> where the
    /// bytes end between two instructions, <c>UnpicklingError</c> otherwise.
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
    /// <param name="pickle">The pickle, and what may follow it.</param>
    /// <param name="options">What it needs beside its bytes.</param>
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
