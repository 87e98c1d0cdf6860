using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks;
using PyBridge.Calls;
using PyBridge.Pickle;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Platform;

namespace PyBridge.Results;

/// <summary>The child's side of a result: writes what the target returned or threw to the file.</summary>
/// <remarks>
/// Nothing here changes how the child ends, so nothing is thrown: the parent reports a value that cannot cross.
/// </remarks>
[SuppressMessage("Design", "CA1031", Justification = "Writing a value runs code of anybody's.")]
internal sealed class ResultWriter(ResultFile file)
{
    /// <param name="value">What the target returned.</param>
    /// <param name="declared">What a .NET parent declared; <see langword="null"/> if the parent is Python.</param>
    /// <param name="arrays">What arrays of numbers become, if the parent is Python.</param>
    public void WriteValue(object? value, Type? declared, PythonArrays arrays = PythonArrays.List)
    {
        try
        {
            if (declared is null)
            {
                WriteForPython(value, arrays);
            }
            else
            {
                WriteForDotNet(value, CollectedItems.WireTypeOf(declared));
            }
        }
        catch (Exception exception)
        {
            WriteRecord(ResultKind.Unsendable, FailureRecord.Of(exception));
        }
    }

    /// <param name="exception">What the target threw.</param>
    /// <param name="declared">What a .NET parent declared; <see langword="null"/> if the parent is Python.</param>
    public void WriteFailure(Exception exception, Type? declared) => WriteRecord(
        ResultKind.DotNetFailure,
        FailureRecord.Of(exception, declared is null ? default : Original(exception)));

    private void WriteForDotNet(object? value, Type declared)
    {
        var buffers = new List<ReadOnlyMemory<byte>>();
        var parts = ObjectResult.Write(Fitting(value, declared), declared, buffers);
        if (buffers.Count == 0)
        {
            Commit(ResultKind.DotNetValue, parts);
            return;
        }

        CommitWithBuffers(ResultKind.DotNetValueWithBuffers, buffers, parts);
    }

    private static object? Fitting(object? value, Type declared) =>
        ArgumentConversion.TryConvert(value, declared, out var converted)
            ? converted
            : throw new PickleException(
                $"cannot pickle result: {value?.GetType().ToString() ?? "null"} is no {declared}{Advice(declared)}", "TypeError")
            {
                Path = "result",
            };

    private static string Advice(Type declared) =>
        declared.IsGenericType && declared.GetGenericTypeDefinition() is var kind && (kind == typeof(Task<>) || kind == typeof(ValueTask<>))
            ? $"; a task is awaited where it is made, so declare its value as the result: {declared.GenericTypeArguments[0]}"
            : "";

    private void WriteForPython(object? value, PythonArrays arrays)
    {
        var general = new PythonValueWriter(new ResultReducer(), arrays).ToGeneral(value, "result");
        var buffers = new List<ReadOnlyMemory<byte>>();
        var pickle = GeneralPickler.Dump(general, buffers: buffers);
        if (buffers.Count == 0)
        {
            Commit(ResultKind.PythonValue, pickle);
            return;
        }

        CommitWithBuffers(ResultKind.PythonValueWithBuffers, buffers, pickle);
    }

    /// <summary>The exception itself, if it can cross; otherwise its record must do.</summary>
    private static byte[]? Original(Exception exception)
    {
        try
        {
            var parts = ObjectResult.Write(exception, typeof(Exception));
            return [.. parts[0].Span, .. parts[1].Span];
        }
        catch (Exception)
        {
            return null;
        }
    }

    private void WriteRecord(ResultKind kind, FailureRecord record)
    {
        try
        {
            file.Truncate(0);
            Commit(kind, record.Write());
        }
        catch (Exception exception)
        {
            // There is no room even for this: the parent finds the reason, and reports it.
            file.Refuse((exception as PlatformException)?.Errno ?? 0);
        }
    }

    private void CommitWithBuffers(ResultKind kind, List<ReadOnlyMemory<byte>> buffers, params ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        long length = ResultHeader.Length;
        foreach (var part in parts)
        {
            length += part.Length;
        }

        var table = new ResultBuffers(length, buffers);
        table.Write(file);
        Commit(kind, [.. parts, table.Bytes]);
    }

    private void Commit(ResultKind kind, params ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        long length = 0;
        foreach (var part in parts)
        {
            file.Write(part.Span, ResultHeader.Length + length);
            length += part.Length;
        }

        ResultHeader.Write(file, kind, length);
    }
}
