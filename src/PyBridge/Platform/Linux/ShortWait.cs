using System;
using System.Diagnostics;

namespace PyBridge.Platform.Linux;

/// <summary>
/// Whether to look again rather than sleep. To be woken costs more than most peers take to answer, so whoever did not
/// wait long expects the same again, looks for a while, and gives the processor to others between two looks. Each time
/// that is in vain, more short waits have to be seen before the next try.
/// </summary>
internal struct ShortWait
{
    private const long MaxMicroseconds = 50;
    private const int MostMissing = 64;
    private static readonly long Max = MaxMicroseconds * Stopwatch.Frequency / 1_000_000;

    private long _begin;
    private bool _looked;
    private int _missing = 1;
    private int _missingAfterFailure = 1;

    public ShortWait()
    {
    }

    /// <summary>Something is waited for from now on.</summary>
    /// <returns>Whether it is probably there soon.</returns>
    public bool Begin()
    {
        _begin = Stopwatch.GetTimestamp();
        return _looked = _missing == 0;
    }

    /// <summary>Whether it can still be called soon.</summary>
    public readonly bool Lasts() => Stopwatch.GetTimestamp() - _begin < Max;

    /// <summary>It is there.</summary>
    /// <param name="seen">Whether it was there at a look.</param>
    public void End(bool seen)
    {
        if (seen)
        {
            _missingAfterFailure = 1;
        }
        else if (_looked)
        {
            _missingAfterFailure = Math.Min(_missingAfterFailure * 2, MostMissing);
            _missing = _missingAfterFailure;
        }
        else
        {
            _missing = Lasts() ? _missing - 1 : _missingAfterFailure;
        }
    }
}
