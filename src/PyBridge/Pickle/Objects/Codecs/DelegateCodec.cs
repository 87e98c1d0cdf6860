using System;
using System.Reflection;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Delegates: each method that is called, and the object it is called on.</summary>
internal sealed class DelegateCodec(Type type) : ObjectCodec(type)
{
    // A delegate takes its target when it is made, and never another one.
    /// <inheritdoc/>
    public override bool HasShell => false;

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        var called = (Delegate)value;
        if (called.HasSingleTarget)
        {
            parts.AddRaw(1);
            DescribeSingle(called, parts, PathStep.Transparent);
            return;
        }

        Delegate[] calls = called.GetInvocationList();
        parts.AddRaw(calls.Length);
        for (int i = 0; i < calls.Length; i++)
        {
            DescribeSingle(calls[i], parts, PathStep.Index(i));
        }
    }

    /// <inheritdoc/>
    public override object Make(ItemReader items)
    {
        var calls = new Delegate[items.NextCount()];
        for (int i = 0; i < calls.Length; i++)
        {
            MethodInfo method = items.NextMethod();
            calls[i] = method.CreateDelegate(WireType, items.ReadObject());
        }

        return calls.Length == 1 ? calls[0] : Delegate.Combine(calls)!;
    }

    private static void DescribeSingle(Delegate called, PartSink parts, in PathStep step)
    {
        parts.EnterStep(step);
        parts.AddMethod(called.Method, PathStep.Transparent);

        // The variables that a lambda captures are shown as if they were its own.
        PathStep target = called.Target is { } instance && !MemberNames.IsClosure(instance.GetType())
            ? PathStep.Member("this")
            : PathStep.Transparent;
        parts.Add(called.Target, typeof(object), target);
        parts.LeaveStep();
    }
}
