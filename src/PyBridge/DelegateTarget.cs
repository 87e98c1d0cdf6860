using System;
using System.Collections.Generic;
using PyBridge.Calls;
using PyBridge.Launch;
using PyBridge.Platform;
using PyBridge.Results;

namespace PyBridge;

/// <summary>A delegate of this program.</summary>
internal sealed class DelegateTarget(Delegate target) : Target
{
    /// <summary>The delegate.</summary>
    public Delegate Call => target;

    internal override object? Run(object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        object? returned = null;
        foreach (var call in target.GetInvocationList())
        {
            returned = Outcome.Await(Invoke(call, arguments, keywordArguments));
        }

        return returned;
    }

    internal override LaunchPlan PlanLaunch(
        Process process, object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        var signature = DelegateSignature.Of(target);
        return DotNetLaunch.Plan(process.Subject, target, signature.Bind(arguments, keywordArguments));
    }

    internal override (ReadOnlyMemory<byte>[] Message, IReadOnlyList<WatchedHandle> Kept) EncodeTask(
        LaunchSubject subject, object?[] arguments, KeyValuePair<string, object?>[] keywordArguments) =>
        DotNetLaunch.Encode(subject, target, DelegateSignature.Of(target).Bind(arguments, keywordArguments));

    private static object? Invoke(Delegate call, object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        // By far the commonest case, and it spares the child the cost of reflection.
        if (call is Action action && arguments.Length == 0 && keywordArguments.Length == 0)
        {
            action();
            return null;
        }

        return InvokeWithArguments(call, arguments, keywordArguments);
    }

    /// <summary>The full name of the method, as in a stack trace.</summary>
    public override string ToString() => $"{target.Method.DeclaringType?.FullName}.{target.Method.Name}";

    private static object? InvokeWithArguments(
        Delegate call, object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        var signature = DelegateSignature.Of(call);
        var bound = signature.Bind(arguments, keywordArguments);
        return signature.Invoke(Array.ConvertAll(bound, argument => argument.Value));
    }
}
