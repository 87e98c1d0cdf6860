using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks;

namespace PyBridge.Results;

/// <summary>What a target hands back: nothing, a value, or a task to await.</summary>
internal static class Outcome
{
    /// <summary>Waits for a task; any other value is already complete. Exceptions are rethrown unwrapped.</summary>
    /// <returns>The value, or the completed task, from which <see cref="ValueOf"/> extracts the value.</returns>
    // Separate, so that a target without a result does not load what tasks need.
    public static object? Await(object? result) => result is null ? null : AwaitValue(result);

    /// <summary>The value that a target has handed back, extracted from its task if there is one.</summary>
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
                return null; // a task without a result
            }
        }

        // Async methods without a result return tasks of a type that is internal to .NET.
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
