using System;
using System.Globalization;
using System.Numerics;
using PyBridge.Pickle;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Values;

namespace PyBridge.Results;

/// <summary>A description of an exception in plain values, which every parent understands.</summary>
internal sealed class FailureRecord
{
    private const int ItemCount = 6;

    /// <summary>The full name of the exception's type, in its own language.</summary>
    public required string TypeName { get; init; }

    /// <summary>The built-in Python types that the exception is an instance of, nearest first.</summary>
    public required string[] PythonTypes { get; init; }

    public required string Message { get; init; }

    /// <summary>The text with traceback or stack trace, as on the child's stderr.</summary>
    public required string Trace { get; init; }

    /// <summary>The code of a <c>SystemExit</c>: <see langword="null"/>, a truth value, an integer or text.</summary>
    public object? Code { get; init; }

    /// <summary>The exception itself in the child's own form; empty if it cannot cross.</summary>
    public ReadOnlyMemory<byte> Original { get; init; }

    public static FailureRecord Of(Exception exception, ReadOnlyMemory<byte> original = default) => new()
    {
        TypeName = exception.GetType().FullName ?? exception.GetType().Name,
        PythonTypes = PythonExceptions.NameOf(exception) is { } name ? [name] : [],
        Message = TextOf(() => exception.Message),
        Trace = TextOf(exception.ToString),
        Code = (exception as SystemExit)?.Code switch
        {
            null => null,
            bool or string => ((SystemExit)exception).Code,
            sbyte or byte or short or ushort or int or uint or long =>
                Convert.ToInt64(((SystemExit)exception).Code, CultureInfo.InvariantCulture),
            var other => TextOf(() => $"{other}"),
        },
        Original = original,
    };

    /// <exception cref="PickleException">The bytes hold something else.</exception>
    public static FailureRecord Read(ReadOnlyMemory<byte> pickle) =>
        PickleReader.Load(pickle) is PickleTuple { Count: ItemCount } items
        && items[0] is string type && items[1] is PickleTuple names && items[2] is string message
        && items[3] is string trace && items[4] is null or bool or long or BigInteger or string
        && items[5] is null or byte[]? new FailureRecord
        {
            TypeName = type,
            PythonTypes = Texts(names),
            Message = message,
            Trace = trace,
            Code = items[4],
            Original = items[5] as byte[],
        }
            : throw ResultHeader.Unreadable("it tells of a failure in an unknown way");

    public ReadOnlyMemory<byte> Write() => GeneralPickler.Dump(new PickleTuple(
        TypeName,
        PickleTuple.Of(Array.ConvertAll(PythonTypes, name => (object?)name)),
        Message,
        Trace,
        Code,
        Original.IsEmpty ? null : Original.ToArray()));

    private static string[] Texts(PickleTuple names)
    {
        var texts = new string[names.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = names[i] as string ?? throw ResultHeader.Unreadable("a type without a name failed");
        }

        return texts;
    }

#pragma warning disable CA1031 // The text of an exception comes from arbitrary code.
    private static string TextOf(Func<string> text)
    {
        try
        {
            return text() ?? string.Empty;
        }
        catch (Exception)
        {
            return "<exception str() failed>";
        }
    }
#pragma warning restore CA1031
}
