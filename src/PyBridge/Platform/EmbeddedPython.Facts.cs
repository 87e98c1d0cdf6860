using System;
using System.Runtime.InteropServices;

namespace PyBridge.Platform;

/// <content>What tells which interpreter is the same as the embedded one.</content>
internal sealed unsafe partial class EmbeddedPython
{
    private EmbeddedPythonFacts? _facts;

    /// <summary>Which Python it is; all of it once a thread has asked that holds the interpreter's lock.</summary>
    public EmbeddedPythonFacts Facts
    {
        get
        {
            if (_facts is null && IsLocked)
            {
                _facts = new EmbeddedPythonFacts(
                    Minor, Text("executable\0"u8), Text("prefix\0"u8), Text("_base_executable\0"u8), Text("base_prefix\0"u8));
            }

            return _facts ?? new EmbeddedPythonFacts(Minor, null, null, null, null);
        }
    }

    private int Minor
    {
        get
        {
            var version = Marshal.PtrToStringUTF8((nint)_version()) ?? ""; // such as "3.13.0 (main, …"
            return Version.TryParse(version[..Math.Max(version.IndexOf(' '), 0)].TrimEnd('+'), out var parsed) ? parsed.Minor : 0;
        }
    }

    /// <summary>A text of the module <c>sys</c>.</summary>
    private string? Text(ReadOnlySpan<byte> name)
    {
        fixed (byte* start = name)
        {
            var value = _sysObject(start);
            var text = value == 0 ? null : _utf8(value);
            if (value != 0 && text is null)
            {
                _clearError(); // None, or a path that is not text
            }

            return Marshal.PtrToStringUTF8((nint)text);
        }
    }
}
