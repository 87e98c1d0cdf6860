using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace PyBridge.Pools;

/// <content>One task for each of many items.</content>
public sealed partial class ProcessPool
{
    /// <summary>Calls a method of this program once for each item, in the workers.</summary>
    /// <typeparam name="TItem">The type of an item.</typeparam>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="function">What to call.</param>
    /// <param name="items">The items. They are asked for as there is room, so there may be more than memory holds.</param>
    /// <param name="lookAhead">
    /// The most tasks that are begun, wait, or have results which nobody has taken yet, 1 or more; by default twice the workers.
    /// </param>
    /// <param name="asCompleted">Whether results come as they are there; otherwise they come in the order of the items.</param>
    /// <param name="cancellationToken">Cancels all tasks that are not done; the workers of those that run are killed.</param>
    /// <returns>The results. The first failure ends them; whoever stops asking cancels the tasks that are not done.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lookAhead"/> is less than 1.</exception>
    /// <remarks>CPython: <c>Executor.map(fn, iterable, buffersize=lookAhead)</c>.</remarks>
    /// <inheritdoc cref="RunAsync(Action, CancellationToken)" path="/exception"/>
    public IAsyncEnumerable<T> MapAsync<TItem, T>(
        Func<TItem, T> function,
        IEnumerable<TItem> items,
        int? lookAhead = null,
        bool asCompleted = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Map(items, (item, token) => RunAsync(function, item, token), lookAhead, asCompleted, cancellationToken);
    }

    /// <summary>Calls an asynchronous method of this program once for each item, in the workers.</summary>
    /// <typeparam name="TItem">The type of an item.</typeparam>
    /// <typeparam name="T">What its task gives.</typeparam>
    /// <param name="function">What to call; what its task gives is the result.</param>
    /// <param name="items">The items. They are asked for as there is room.</param>
    /// <param name="lookAhead">The most tasks and results at a time, 1 or more; by default twice the workers.</param>
    /// <param name="asCompleted">Whether results come as they are there, and not in the order of the items.</param>
    /// <param name="cancellationToken">Cancels all tasks that are not done; the workers of those that run are killed.</param>
    /// <inheritdoc cref="MapAsync{TItem, T}(Func{TItem, T}, IEnumerable{TItem}, int?, bool, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<T> MapAsync<TItem, T>(
        Func<TItem, Task<T>> function,
        IEnumerable<TItem> items,
        int? lookAhead = null,
        bool asCompleted = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Map(items, (item, token) => RunAsync(function, item, token), lookAhead, asCompleted, cancellationToken);
    }

    /// <summary>Calls a Python callable, or a C# method of another assembly, once for each item, in the workers.</summary>
    /// <param name="target">What to call, with the item as its argument.</param>
    /// <exception cref="NotSupportedException">Targets of this kind start processes only.</exception>
    /// <param name="items">The items. They are asked for as there is room.</param>
    /// <param name="lookAhead">The most tasks and results at a time, 1 or more; by default twice the workers.</param>
    /// <param name="asCompleted">Whether results come as they are there, and not in the order of the items.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="MapAsync{TItem, T}(Func{TItem, T}, IEnumerable{TItem}, int?, bool, CancellationToken)"/>
    public IAsyncEnumerable<T> MapAsync<TItem, T>(
        Target target,
        IEnumerable<TItem> items,
        int? lookAhead = null,
        bool asCompleted = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Map(items, (item, token) => RunAsync<T>(target, [item], null, token), lookAhead, asCompleted, cancellationToken);
    }

    private IAsyncEnumerable<T> Map<TItem, T>(
        IEnumerable<TItem> items,
        Func<TItem, CancellationToken, Task<T>> run,
        int? lookAhead,
        bool asCompleted,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        var ahead = lookAhead ?? 2 * MaxWorkers;
        ArgumentOutOfRangeException.ThrowIfLessThan(ahead, 1, nameof(lookAhead));
        return Iterate(items, run, ahead, asCompleted, cancellationToken);
    }

    private static async IAsyncEnumerable<T> Iterate<TItem, T>(
        IEnumerable<TItem> items,
        Func<TItem, CancellationToken, Task<T>> run,
        int ahead,
        bool asCompleted,
        CancellationToken given,
        [EnumeratorCancellation] CancellationToken asked = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(given, asked);
        using var source = items.GetEnumerator();
        var running = new LinkedList<Task<T>>();
        try
        {
            var more = true;
            while (true)
            {
                while (more && running.Count < ahead && (more = source.MoveNext()))
                {
                    running.AddLast(run(source.Current, stop.Token));
                }

                if (running.Count == 0)
                {
                    yield break;
                }

                var next = asCompleted ? await Task.WhenAny(running).ConfigureAwait(false) : running.First!.Value;
                running.Remove(next);
                yield return await next.ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            foreach (var task in running)
            {
                await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
