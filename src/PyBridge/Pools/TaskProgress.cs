using System;
using PyBridge.Worker.Tasks;

namespace PyBridge.Pools;

/// <summary>What stands in a task for the <see cref="IProgress{T}"/> of whoever waits for it.</summary>
/// <typeparam name="T">What is reported.</typeparam>
internal sealed class TaskProgress<T> : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => TaskServer.Report(value, typeof(T));
}
