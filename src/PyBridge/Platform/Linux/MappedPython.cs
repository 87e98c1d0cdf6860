using System;
using System.Globalization;
using System.IO;
using System.Runtime.Versioning;

namespace PyBridge.Platform.Linux;

/// <summary>
/// Recognizes a CPython in a process by the files that the process has mapped: the interpreter, <c>libpython3.14.so</c>
/// if it is embedded, or one of its extension modules, whatever the program is called.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class MappedPython
{
    private const string ProgramPrefix = "python3.";
    private const string LibraryPrefix = "libpython3.";
    private const string ModuleInfix = ".cpython-3";

    public static Version? In(int processId)
    {
        try
        {
            foreach (var line in File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/maps")))
            {
                var slash = line.LastIndexOf('/');
                if (slash >= 0 && MinorIn(line.AsSpan(slash + 1)) is { } minor)
                {
                    return new Version(3, minor);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended, or belongs to another user.
        }

        return null;
    }

    /// <summary>The path of a <c>libpython3.14.so</c> that this process has mapped.</summary>
    public static string? Library()
    {
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            var file = line.AsSpan(line.LastIndexOf('/') + 1);
            if (file.StartsWith(LibraryPrefix, StringComparison.Ordinal) && MinorIn(file) is not null)
            {
                return line[line.IndexOf('/')..];
            }
        }

        return null;
    }

    /// <summary>
    /// The 14 in names like <c>python3.14</c>, <c>libpython3.14.so.1.0</c> or <c>x.cpython-314-….so</c>.
    /// </summary>
    internal static int? MinorIn(ReadOnlySpan<char> file)
    {
        var module = file.IndexOf(ModuleInfix, StringComparison.Ordinal);
        var digits = file.StartsWith(ProgramPrefix, StringComparison.Ordinal) ? file[ProgramPrefix.Length..]
            : file.StartsWith(LibraryPrefix, StringComparison.Ordinal) ? file[LibraryPrefix.Length..]
            : module >= 0 ? file[(module + ModuleInfix.Length)..]
            : default;
        var length = digits.IndexOfAnyExceptInRange('0', '9');
        digits = length < 0 ? digits : digits[..length];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? minor : null;
    }
}
