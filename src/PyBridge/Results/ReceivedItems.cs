using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace PyBridge.Results;

/// <summary>The items of an asynchronous result, all of which are there.</summary>
internal sealed class ReceivedItems<T>(List<T> items) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => new Enumerator(items, cancellationToken);

    private sealed class Enumerator(List<T> items, CancellationToken cancellation) : IAsyncEnumerator<T>
    {
        private int _position = -1;

        public T Current => items[_position];

        public ValueTask<bool> MoveNextAsync()
        {
            cancellation.ThrowIfCancellationRequested();
            return ValueTask.FromResult(++_position < items.Count);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
