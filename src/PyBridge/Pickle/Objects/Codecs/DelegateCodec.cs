using System;
using System.Reflection;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Delegates: each method that is called, and the object it is called on.</summary>
internal sealed class DelegateCodec(Type type) : ObjectCodec(type)
{
    // A delegate gets its target when it is created, and never a different one.
    /// <inheritdoc/>
    public override bool HasShell => false;

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        var called = (Delegate)value;
        Delegate[] calls = called.HasSingleTarget ? [called] : called.GetInvocationList();

        // A negative number means that each call states whether it is a base call. Few are.
        bool haveBaseCalls = Array.Exists(calls, BaseCalls.IsOne);
        parts.AddRaw(haveBaseCalls ? -calls.Length : calls.Length);
        for (int i = 0; i < calls.Length; i++)
        {
            if (haveBaseCalls)
            {
                parts.AddRaw(BaseCalls.IsOne(calls[i]));
            }

            DescribeSingle(calls[i], parts, calls.Length == 1 ? PathStep.Transparent : PathStep.Index(i));
        }
    }

    /// <inheritdoc/>
    public override object Make(ItemReader items)
    {
        long count = items.NextInt();
        bool haveBaseCalls = count < 0;
        var calls = new Delegate[items.CheckCount(Math.Abs(count))];
        for (int i = 0; i < calls.Length; i++)
        {
            bool isBaseCall = haveBaseCalls && items.NextBool();
            MethodInfo method = items.NextMethod();
            object? target = items.ReadObject();
            calls[i] = isBaseCall && target is not null
                ? BaseCalls.Create(WireType, target, method)
                : method.CreateDelegate(WireType, target);
        }

        return calls.Length == 1 ? calls[0] : Delegate.Combine(calls)!;
    }

    private static void DescribeSingle(Delegate called, PartSink parts, in PathStep step)
    {
        parts.EnterStep(step);
        parts.AddMethod(called.Method, PathStep.Transparent);

        // The variables that a lambda captures are shown as if they were the lambda's own.
        PathStep target = called.Target is { } instance && !MemberNames.IsClosure(instance.GetType())
            ? PathStep.Member("this")
            : PathStep.Transparent;
        parts.Add(called.Target, typeof(object), target);
        parts.LeaveStep();
    }
}
