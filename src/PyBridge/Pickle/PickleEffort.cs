using System;

namespace PyBridge.Pickle;

/// <summary>The combined cost allowed for reading one message and converting what was read.</summary>
/// <remarks>
/// A unit is the cost of one byte of an honest message, within a small factor. Values that share their parts can be
/// read in no time and still expand to more than any machine can hold; code that walks them pays here for each step.
/// </remarks>
internal sealed class PickleEffort
{
    private const int UnitsPerByte = 16;
    private const int FreeUnits = 1 << 20;
    private const int UnitsBetweenChecks = 1 << 14;

    private readonly Action? _check;
    private readonly bool _isBounded;
    private long _left;
    private long _unfoldable;
    private long _untilCheck = UnitsBetweenChecks;

    /// <summary>Sets the bounds for one message.</summary>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="limits">How far a message may expand beyond what it contains.</param>
    /// <param name="check">
    /// Called repeatedly; throws to stop the work. <see langword="null"/> if nothing else stops it.
    /// </param>
    public PickleEffort(long size, PickleLimits limits, Action? check = null)
    {
        _isBounded = true;
        _left = (UnitsPerByte * size) + FreeUnits;
        _unfoldable = size + limits.MaxUnfolded;
        _check = check;
    }

    private PickleEffort()
    {
    }

    /// <summary>No bounds: for values created by the program itself.</summary>
    public static PickleEffort Unbounded { get; } = new();

    /// <summary>Whether there is a check to call during the work.</summary>
    public bool IsChecked => _check is not null;

    /// <summary>Whether there is a bound at all.</summary>
    public bool IsBounded => _isBounded;

    /// <summary>Counts bytes of the message that lie elsewhere.</summary>
    public void Add(long size)
    {
        _left += UnitsPerByte * size;
        _unfoldable += size;
    }

    /// <summary>Pays for work.</summary>
    /// <returns><see langword="false"/> if there is not enough left.</returns>
    public bool TrySpend(long units)
    {
        if (!_isBounded)
        {
            return true;
        }

        _left -= units;
        _untilCheck -= units;
        if (_untilCheck < 0)
        {
            Check();
        }

        return _left >= 0;
    }

    /// <summary>Requests permission to produce more than the message contains, as for a range of numbers.</summary>
    /// <param name="items">How many items, characters or bytes there will be.</param>
    /// <returns><see langword="false"/> if the receiver allows no more.</returns>
    public bool TryUnfold(long items)
    {
        if (!_isBounded)
        {
            return true;
        }

        if (items > _unfoldable)
        {
            return false;
        }

        _unfoldable -= items;
        _left += items;
        return true;
    }

    /// <summary>Gives the check an opportunity to stop the work.</summary>
    public void Check()
    {
        _untilCheck = UnitsBetweenChecks;
        _check?.Invoke();
    }
}
