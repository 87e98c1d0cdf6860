using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks;

namespace PyBridge.Targets;

/// <summary>What a target hands back: nothing, a value, or a task that is to be awaited.</summary>
internal static class Outcome
{
    /// <summary>Waits for a task; every other value is done already. Exceptions come out as they were thrown.</summary>
    public static void Await(object? result)
    {
        // Apart, so that a target without a result does not load what tasks need.
        if (result is not null)
        {
            AwaitValue(result);
        }
    }

    private static void AwaitValue(object result)
    {
        switch (result)
        {
            case Task task:
                task.GetAwaiter().GetResult();
                break;
            case ValueTask task:
                task.GetAwaiter().GetResult();
                break;
            default:
                AwaitGenericValueTask(result);
                break;
        }
    }

    [UnconditionalSuppressMessage(
        "Trimming",
        "IL2075",
        Justification = "ValueTask<T>.AsTask is kept by the code of every async method that returns one.")]
    private static void AwaitGenericValueTask(object result)
    {
        var type = result.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>)
            && type.GetMethod(nameof(ValueTask<>.AsTask), Type.EmptyTypes)?.Invoke(result, null) is Task task)
        {
            task.GetAwaiter().GetResult();
        }
    }
}
