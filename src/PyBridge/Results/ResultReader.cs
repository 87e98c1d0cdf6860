using System;
using PyBridge.Pickle;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Objects.Exact;
using PyBridge.Platform;

namespace PyBridge.Results;

/// <summary>The parent's side of a result. Nothing in the file is trusted, and reading it runs no code.</summary>
internal static class ResultReader
{
    /// <summary>Reads what the child left.</summary>
    /// <param name="file">The file.</param>
    /// <param name="kind">What it holds, from its <see cref="ResultHeader"/>.</param>
    /// <param name="length">The length of the content, in bytes.</param>
    /// <param name="declared">The type to convert it to.</param>
    /// <returns>The value, or the exception that the child's corresponds to here.</returns>
    /// <exception cref="PickleException">The bytes cannot be read, or hold no value of that type.</exception>
    public static (object? Value, Exception? Failure) Read(ResultFile file, ResultKind kind, long length, Type declared)
    {
        var bytes = ReadBody(file, length);
        switch (kind)
        {
            case ResultKind.PythonValue:
                return (Convert(bytes, declared, new PickleEffort(length, PickleLimits.Default)), null);
            case ResultKind.DotNetValue:
                var received = ObjectResult.Read(bytes, CollectedItems.WireTypeOf(declared));
                return (CollectedItems.AsDeclared(received, declared), null);
            case ResultKind.DotNetValueWithBuffers:
                using (var buffers = ReceivedBuffers.Read(file, bytes))
                {
                    var objects = bytes.AsMemory(0, buffers.PickleLength);
                    var value = ObjectResult.Read(objects, CollectedItems.WireTypeOf(declared), buffers.Contents);
                    return (CollectedItems.AsDeclared(value, declared), null);
                }

            case ResultKind.PythonValueWithBuffers:
                using (var buffers = ReceivedBuffers.Read(file, bytes))
                {
                    var effort = new PickleEffort(length + buffers.Size, PickleLimits.Default);
                    var options = new PickleReaderOptions { Buffers = buffers.Contents };
                    return (Convert(bytes.AsMemory(0, buffers.PickleLength), declared, effort, options), null);
                }
            default:
                return (null, FailureOf(kind, FailureRecord.Read(bytes)));
        }
    }

    private static object? Convert(
        ReadOnlyMemory<byte> pickle, Type declared, PickleEffort effort, PickleReaderOptions? options = null) =>
        new ValueConverter(exact: new PeerValues(effort).Find, effort: effort)
            .Convert(PickleReader.Load(pickle, options, effort), declared, "result");

    /// <summary>Reads what failed, for a host that reads values by itself.</summary>
    /// <returns>What failed; <see langword="null"/> if the file holds a value, all of it.</returns>
    /// <exception cref="PickleException">The bytes cannot be read, or hold a value that no host reads.</exception>
    /// <inheritdoc cref="Read" path="/param"/>
    public static FailureRecord? ReadFailure(ResultFile file, ResultKind kind, long length)
    {
        switch (kind)
        {
            case ResultKind.PythonValue or ResultKind.PythonValueWithBuffers:
                CheckLength(file, length);
                return null;
            case ResultKind.DotNetValue or ResultKind.DotNetValueWithBuffers:
                throw ResultHeader.Unreadable("it is an object of .NET, which only a parent of .NET reads");
            default:
                return FailureRecord.Read(ReadBody(file, length));
        }
    }

    private static void CheckLength(ResultFile file, long length)
    {
        var count = Math.Max(0, file.Length - ResultHeader.Length);
        if (count < length)
        {
            throw ResultHeader.Unreadable($"it stops after {count} of {length} bytes");
        }
    }

    /// <summary>Reads the bytes, for whoever knows what they mean.</summary>
    /// <exception cref="PickleException">They are not all there.</exception>
    /// <inheritdoc cref="Read" path="/param"/>
    internal static byte[] ReadBody(ResultFile file, long length)
    {
        CheckLength(file, length);
        if (length > Array.MaxLength)
        {
            throw ResultHeader.Unreadable($"it is {length} bytes long, and one array of .NET holds {Array.MaxLength}");
        }

        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        return file.Read(bytes, ResultHeader.Length) == bytes.Length
            ? bytes
            : throw ResultHeader.Unreadable("it has become shorter");
    }

    private static Exception FailureOf(ResultKind kind, FailureRecord record)
    {
        var remote = new RemoteError(record.TypeName, record.Message, record.Trace);
        if (kind == ResultKind.Unsendable)
        {
            return new PickleException($"the result of the process cannot cross: {record.Message}", "TypeError", remote);
        }

        if (kind == ResultKind.DotNetFailure && !record.Original.IsEmpty)
        {
            return Original(record.Original) ?? remote;
        }

        if (record.PythonTypes is ["SystemExit", ..])
        {
            return new SystemExit(record.Code is null or bool or long or string ? record.Code : record.Message);
        }

        foreach (var name in record.PythonTypes)
        {
            if (PythonExceptions.ToException(name, record.Message, remote) is { } natural)
            {
                return natural;
            }
        }

        return remote;
    }

    /// <summary>The exception itself, with the child's stack trace; null if it cannot be read here.</summary>
#pragma warning disable CA1031 // An exception that cannot be recreated must not hide the failure it reports.
    private static Exception? Original(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return ObjectResult.Read(bytes, typeof(Exception)) as Exception;
        }
        catch (Exception)
        {
            return null;
        }
    }
#pragma warning restore CA1031
}
