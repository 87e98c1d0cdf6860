using System;

namespace PyBridge.Wire;

/// <summary>What the command line of a worker says: where its start message and its parent are. No secrets.</summary>
/// <param name="MessageDescriptor">The number of the descriptor with the start message.</param>
/// <param name="ParentDescriptor">The number of the descriptor that watches the parent.</param>
/// <param name="ResultDescriptor">The number of the file for the result; 0 where nobody wants one.</param>
internal readonly record struct WorkerArguments(int MessageDescriptor, int ParentDescriptor, int ResultDescriptor = 0)
{
    /// <summary>CPython's word for it.</summary>
    public const string Flag = "--multiprocessing-fork";

    private const int Highest = 100_000_000; // no system has as many descriptors

    public static bool TryParse(ReadOnlySpan<string> arguments, out WorkerArguments result)
    {
        result = default;
        var wanted = 0;
        if (arguments.Length is not (3 or 4) || arguments[0] != Flag
            || !TryParse(arguments[^2], out var message)
            || !TryParse(arguments[^1], out var parent)
            || (arguments.Length == 4 && !TryParse(arguments[1], out wanted)))
        {
            return false;
        }

        result = new WorkerArguments(message, parent, wanted);
        return true;
    }

    /// <summary>
    /// A descriptor's number. <c>int.TryParse</c> asks for a culture, and the first culture loads the ICU libraries:
    /// a fifth of the time that a start takes.
    /// </summary>
    private static bool TryParse(string digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit) || number > Highest)
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return digits.Length > 0;
    }
}
