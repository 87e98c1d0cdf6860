using System;
using System.Diagnostics;

namespace PyBridge.Platform.Linux;

/// <summary>
/// Decides whether to poll instead of sleeping. Waking up costs more than most peers take to answer, so after short
/// waits the next is expected to be short, too: it polls for a while, yielding the processor between two looks. After
/// each failed attempt, more short waits have to be seen before the next.
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

    /// <summary>Starts waiting for something.</summary>
    /// <returns>Whether it is likely to come soon.</returns>
    public bool Begin()
    {
        _begin = Stopwatch.GetTimestamp();
        return _looked = _missing == 0;
    }

    /// <summary>Whether polling should go on.</summary>
    public readonly bool Lasts() => Stopwatch.GetTimestamp() - _begin < Max;

    /// <summary>Ends the wait: it came.</summary>
    /// <param name="seen">Whether it was seen by polling.</param>
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
