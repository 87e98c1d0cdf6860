using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks;

namespace PyBridge.Results;

/// <summary>What a target hands back: nothing, a value, or a task that is to be awaited.</summary>
internal static class Outcome
{
    /// <summary>Waits for a task; every other value is done already. Exceptions come out as they were thrown.</summary>
    /// <returns>The value, or the task that is done; <see cref="ValueOf"/> takes the value out of that.</returns>
    // Apart, so that a target without a result does not load what tasks need.
    public static object? Await(object? result) => result is null ? null : AwaitValue(result);

    /// <summary>The value that a target has handed back, out of a task where it is in one.</summary>
    [UnconditionalSuppressMessage(
        "Trimming", "IL2075", Justification = "Task<T>.Result is kept by the code of every async method that returns one.")]
    public static object? ValueOf(object? awaited)
    {
        if (awaited is not Task)
        {
            return awaited;
        }

        var type = awaited.GetType();
        while (!type!.IsGenericType || type.GetGenericTypeDefinition() != typeof(Task<>))
        {
            type = type.BaseType;
            if (type == typeof(object))
            {
                return null; // a task of nothing
            }
        }

        // The tasks of async methods without a result are tasks of a type that is .NET's own secret.
        return type.GetGenericArguments()[0].FullName == "System.Threading.Tasks.VoidTaskResult"
            ? null
            : type.GetProperty(nameof(Task<>.Result))!.GetValue(awaited);
    }

    private static object? AwaitValue(object result)
    {
        switch (result)
        {
            case Task task:
                task.GetAwaiter().GetResult();
                return task;
            case ValueTask task:
                task.GetAwaiter().GetResult();
                return null;
            default:
                return AwaitGenericValueTask(result);
        }
    }

    [UnconditionalSuppressMessage(
        "Trimming",
        "IL2075",
        Justification = "ValueTask<T>.AsTask is kept by the code of every async method that returns one.")]
    private static object AwaitGenericValueTask(object result)
    {
        var type = result.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>)
            && type.GetMethod(nameof(ValueTask<>.AsTask), Type.EmptyTypes)?.Invoke(result, null) is Task task)
        {
            task.GetAwaiter().GetResult();
            return task;
        }

        return result;
    }
}
