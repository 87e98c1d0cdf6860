using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace PyBridge.Pickle.Keys;

/// <summary>
/// Bounds the cost of hashing and comparing the keys of a hostile pickle. Without it, a pickle that uses one long key a
/// thousand times would cost the product of both lengths.
/// </summary>
internal sealed class KeyEffort
{
    /// <summary>No bound: for look-ups by the program itself.</summary>
    public static readonly KeyEffort Unbounded = new(PickleEffort.Unbounded, PickleLimits.Default.MaxDepth);

    // Below this, hashing again is cheaper than looking the hash up.
    private const int LongKey = 128;

    private readonly PickleEffort _effort;
    private readonly int _maxDepth;
    private Dictionary<object, int>? _longHashes;

    /// <summary>Creates a bound.</summary>
    /// <param name="effort">Pays for the bytes, characters and items compared.</param>
    /// <param name="maxDepth">How deeply tuples and frozen sets may be nested.</param>
    public KeyEffort(PickleEffort effort, int maxDepth)
    {
        _effort = effort;
        _maxDepth = maxDepth;
    }

    /// <summary>The position in the pickle, for errors; negative when not reading.</summary>
    public int Offset { get; set; } = -1;

    /// <summary>Counts work that no honest pickle repeats for the same pair of keys.</summary>
    public void Spend(int units)
    {
        if (!_effort.TrySpend(units))
        {
            throw Fail("the keys of the pickle are too costly to compare");
        }
    }

    /// <summary>Checks that another level of nesting may be entered.</summary>
    public void Enter(int depth)
    {
        if (depth > _maxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Fail("a key is nested too deeply");
        }
    }

    /// <summary>Whether the hash of a key of this length is worth keeping.</summary>
    public bool Keeps(int length) => _effort.IsBounded && length >= LongKey;

    /// <summary>Finds the hash of a long key, known by reference.</summary>
    public bool TryGetHash(object key, out int hash)
    {
        hash = 0;
        return _longHashes is not null && _longHashes.TryGetValue(key, out hash);
    }

    /// <summary>Keeps the hash of a long key.</summary>
    public void KeepHash(object key, int hash) =>
        (_longHashes ??= new Dictionary<object, int>(ReferenceEqualityComparer.Instance)).Add(key, hash);

    /// <summary>Creates the exception for a value that cannot be a key.</summary>
    public PickleException Fail(string message) => Offset < 0
        ? new PickleException(message, "TypeError")
        : new PickleException(message, "UnpicklingError") { Offset = Offset };
}
