using System.Numerics;

namespace PyBridge.Pickle.Objects.Conversion.Framework;

/// <summary>
/// How long an integer in JSON may be. To turn digits into a number, or back, takes time that grows with the square of their
/// count; CPython's <c>json</c> has the same limit (section "Integer string conversion length limitation" of its library
/// reference).
/// </summary>
internal static class JsonIntegers
{
    /// <summary>How many digits.</summary>
    public const int MaxDigits = 4300;

    /// <summary>The reason for refusing a longer one.</summary>
    public const string TooLong = "an integer of more than 4300 digits is too long for JSON";

    private const int MaxBits = 14_285; // those of the last number with so many digits

    /// <summary>Whether a number has more digits; the first few that do are let pass.</summary>
    public static bool IsTooLong(BigInteger number) => number.GetBitLength() > MaxBits;
}
