using System;
using System.Globalization;

namespace PyBridge;

/// <summary>How a process ended: with a code, by a signal, or in a way that is no longer known.</summary>
/// <remarks>
/// CPython folds both into <c>exitcode</c> (a signal N is -N); <see cref="ExitCode"/> is that number. Here they are
/// also kept apart, so that <c>exit 137</c> and death by SIGKILL are never the same value.
/// </remarks>
public readonly struct ExitStatus : IEquatable<ExitStatus>
{
    private readonly Kind _kind;
    private readonly int _value;

    private ExitStatus(Kind kind, int value)
    {
        _kind = kind;
        _value = value;
    }

    private enum Kind
    {
        Unknown,
        Exited,
        Signaled,
        Dumped,
    }

    /// <summary>The process ended, but another <c>wait</c> call took its status.</summary>
    public static ExitStatus Unknown => default;

    /// <summary>The code the process exited with, 0 to 255, or <see langword="null"/>.</summary>
    public int? Code => _kind == Kind.Exited ? _value : null;

    /// <summary>The number of the signal that ended the process, 1 to 64, or <see langword="null"/>.</summary>
    public int? Signal => _kind is Kind.Signaled or Kind.Dumped ? _value : null;

    /// <summary>Whether the process left a core dump.</summary>
    public bool CoreDumped => _kind == Kind.Dumped;

    /// <summary>Whether the status was lost; see <see cref="Unknown"/>.</summary>
    public bool IsUnknown => _kind == Kind.Unknown;

    /// <summary>CPython's number: the code, or -N for signal N; <see langword="null"/> if unknown.</summary>
    public int? ExitCode => _kind switch
    {
        Kind.Exited => _value,
        Kind.Unknown => null,
        _ => -_value,
    };

    /// <summary>An exit with a code.</summary>
    /// <param name="code">The code; only its low byte counts.</param>
    /// <returns>The status.</returns>
    public static ExitStatus Exited(int code) => new(Kind.Exited, code & 0xFF);

    /// <summary>Death by a signal.</summary>
    /// <param name="signal">The number of the signal, 1 to 64.</param>
    /// <param name="coreDumped">Whether a core dump was written.</param>
    /// <returns>The status.</returns>
    public static ExitStatus Signaled(int signal, bool coreDumped = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(signal);
        return new(coreDumped ? Kind.Dumped : Kind.Signaled, signal);
    }

    /// <summary>Compares two statuses.</summary>
    public static bool operator ==(ExitStatus left, ExitStatus right) => left.Equals(right);

    /// <summary>Compares two statuses.</summary>
    public static bool operator !=(ExitStatus left, ExitStatus right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(ExitStatus other) => _kind == other._kind && _value == other._value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ExitStatus other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_kind, _value);

    /// <summary>As in CPython's repr: a number, or <c>-SIGTERM</c>; <c>unknown</c> if the status was lost.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _kind switch
    {
        Kind.Exited => _value.ToString(CultureInfo.InvariantCulture),
        Kind.Unknown => "unknown",
        _ => "-" + SignalNames.Of(_value),
    };
}
