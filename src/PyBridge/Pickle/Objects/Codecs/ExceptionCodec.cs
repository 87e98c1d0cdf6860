using System;
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Exceptions: their text, where they were thrown, as text, and the fields of derived classes.</summary>
internal sealed class ExceptionCodec(Type type) : ObjectCodec(type)
{
    private readonly FieldInfo[] _fields = FieldsThatCross(type);

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Reasons.ApplicationIsRooted)]
    public override object CreateShell(ItemReader items)
    {
        var shell = (Exception)RuntimeHelpers.GetUninitializedObject(WireType);
        Initialize(shell);
        return shell;
    }

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        var exception = (Exception)value;
        parts.AddRaw(MessageOf(exception));
        parts.AddRaw(exception.StackTrace);
        parts.AddRaw(exception.Source);
        parts.AddRaw(exception.HelpLink);
        parts.AddRaw(exception.HResult);
        parts.Add(InnerOf(exception), typeof(Exception), PathStep.Member(nameof(Exception.InnerException)));
        PlainCodec.Describe(_fields, value, parts);
        DescribeData(exception, parts);
    }

    /// <inheritdoc/>
    public override void Fill(object shell, ItemReader items)
    {
        var exception = (Exception)shell;
        MessageOf(exception) = items.NextStringOrNone();
        if (items.NextStringOrNone() is { } trace)
        {
            ExceptionDispatchInfo.SetRemoteStackTrace(exception, trace);
        }

        exception.Source = items.NextStringOrNone();
        exception.HelpLink = items.NextStringOrNone();
        exception.HResult = (int)items.NextInt();
        InnerOf(exception) = (Exception?)items.ReadObject();
        PlainCodec.Fill(_fields, shell, items);
        for (int left = items.NextCount(); left > 0; left--)
        {
            object key = items.ReadObject()!;
            exception.Data[key] = items.ReadObject();
        }
    }

    private static void DescribeData(Exception exception, PartSink parts)
    {
        // Data creates its dictionary on first access; an exception without one should stay without.
        IDictionary? data = DataOf(exception);
        parts.AddRaw(data?.Count ?? 0);
        if (data is null)
        {
            return;
        }

        int position = 0;
        parts.EnterStep(PathStep.Member(nameof(Exception.Data)));
        foreach (DictionaryEntry entry in data)
        {
            parts.Add(entry.Key, typeof(object), PathStep.KeyAt(position++));
            parts.Add(entry.Value, typeof(object), PathStep.Key(entry.Key));
        }

        parts.LeaveStep();
    }

    // The framework's cancellation exceptions hold the token and the task, which mean nothing elsewhere.
    private static FieldInfo[] FieldsThatCross(Type type) => Array.FindAll(
        ObjectFields.Of(type, typeof(Exception)),
        static field => !FrameworkTypes.Owns(field.DeclaringType!)
            || (field.FieldType != typeof(CancellationToken) && !typeof(Task).IsAssignableFrom(field.FieldType)));

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = ".ctor")]
    private static extern void Initialize(Exception exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_message")]
    private static extern ref string? MessageOf(Exception exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_innerException")]
    private static extern ref Exception? InnerOf(Exception exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_data")]
    private static extern ref IDictionary? DataOf(Exception exception);
}
