using System;
using System.Collections.Generic;

namespace PyBridge.Pickle;

/// <summary>What reading a pickle may need beside its bytes.</summary>
internal sealed record PickleReaderOptions
{
    /// <summary>No persistent identifiers, no buffers, nothing after the pickle, default limits.</summary>
    public static PickleReaderOptions Default { get; } = new();

    /// <summary>How far the pickle may go.</summary>
    public PickleLimits Limits { get; init; } = PickleLimits.Default;

    /// <summary>
    /// Turns a persistent identifier (<c>PERSID</c>: text, <c>BINPERSID</c>: any value) into the value that stands
    /// for it. Without it a pickle with such identifiers cannot be read. What it throws passes through.
    /// CPython: <c>Unpickler.persistent_load</c>.
    /// </summary>
    public Func<object?, object?>? PersistentLoad { get; init; }

    /// <summary>
    /// The out-of-band buffers, in the order of the <c>NEXT_BUFFER</c> instructions. They are not copied.
    /// CPython: <c>loads(…, buffers=…)</c>, PEP 574.
    /// </summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Buffers { get; init; }

    /// <summary>
    /// Whether bytes may follow the pickle. They are an error unless allowed; CPython ignores them.
    /// </summary>
    public bool AllowTrailingBytes { get; init; }
}
