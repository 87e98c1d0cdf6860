using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PyBridge.Wire;

/// <summary>The command line of a worker that serves calls: where it finds the socket, whose calls, and of which file.</summary>
/// <param name="Socket">The system's number of the socket.</param>
/// <param name="Caller">The process id of the parent.</param>
/// <param name="File">The full path of the assembly file.</param>
internal sealed record CallServerArguments(int Socket, int Caller, string File)
{
    private const string Flag = "--pybridge-calls";
    private const int Count = 4;

    /// <summary>The arguments after the program.</summary>
    public string[] Encode() =>
        [Flag, Socket.ToString(CultureInfo.InvariantCulture), Caller.ToString(CultureInfo.InvariantCulture), File];

    public static bool TryParse(ReadOnlySpan<string> arguments, [NotNullWhen(true)] out CallServerArguments? parsed)
    {
        parsed = arguments.Length == Count && arguments[0] == Flag
            && int.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out var socket)
            && int.TryParse(arguments[2], NumberStyles.None, CultureInfo.InvariantCulture, out var caller)
                ? new CallServerArguments(socket, caller, arguments[3])
                : null;
        return parsed is not null;
    }
}
