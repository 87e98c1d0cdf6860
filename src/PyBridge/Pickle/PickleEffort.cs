using System;

namespace PyBridge.Pickle;

/// <summary>What reading one message and converting what was read may cost together.</summary>
/// <remarks>
/// A unit is what one byte of an honest message costs, within a small factor. Values that share their parts can be
/// read in no time and still unfold to more than any machine holds; whoever walks them pays here for each step.
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
    /// <param name="limits">How much may become more than the message holds.</param>
    /// <param name="check">
    /// Called again and again; what it throws ends the work. <see langword="null"/> where nothing else ends it.
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

    /// <summary>No bounds: for values that the program itself has made.</summary>
    public static PickleEffort Unbounded { get; } = new();

    /// <summary>Whether somebody wants to be asked while the work goes on.</summary>
    public bool IsChecked => _check is not null;

    /// <summary>Whether there is a bound at all.</summary>
    public bool IsBounded => _isBounded;

    /// <summary>Pays for work.</summary>
    /// <returns><see langword="false"/> where there is not as much left.</returns>
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

    /// <summary>Asks for leave to make more of the message than it holds, as a range of numbers does.</summary>
    /// <param name="items">How many items, characters or bytes there will be.</param>
    /// <returns><see langword="false"/> where the receiver wants no more.</returns>
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

    /// <summary>Lets those who want to end the work do so.</summary>
    public void Check()
    {
        _untilCheck = UnitsBetweenChecks;
        _check?.Invoke();
    }
}
