using System;
using System.Runtime.Versioning;
using System.Text;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>Reads small files and links of <c>/proc</c>, without the streams of .NET: it is done at every standby start.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class SystemFiles
{
    private const int FirstRoom = 4096;

    /// <summary>The content of a file; an empty text if there is no such file.</summary>
    /// <exception cref="PlatformException">No descriptors are left.</exception>
    public static string Read(ReadOnlySpan<byte> path)
    {
        using var file = Open(path, LibC.OpenReadOnly);
        if (file is null)
        {
            return string.Empty;
        }

        var content = new byte[FirstRoom];
        var length = 0;
        while (true)
        {
            if (length == content.Length)
            {
                Array.Resize(ref content, 2 * length);
            }

            fixed (byte* start = content)
            {
                var count = LibC.Read(file.Number, start + length, content.Length - length);
                if (count <= 0)
                {
                    return Encoding.Latin1.GetString(content, 0, length);
                }

                length += (int)count;
            }
        }
    }

    /// <summary>The number behind a name at the beginning of a line; <see langword="null"/> if there is none.</summary>
    /// <exception cref="PlatformException">No descriptors are left.</exception>
    public static int? Field(ReadOnlySpan<byte> path, string name)
    {
        foreach (var line in Read(path).AsSpan().EnumerateLines())
        {
            if (line.StartsWith(name) && int.TryParse(line[name.Length..].Trim(), out var number))
            {
                return number;
            }
        }

        return null;
    }

    /// <summary>Where a symbolic link leads; an empty text if there is none.</summary>
    public static string ReadLink(ReadOnlySpan<byte> path)
    {
        var target = stackalloc byte[FirstRoom];
        fixed (byte* start = path)
        {
            var length = LibC.ReadLink(start, target, FirstRoom);
            return length > 0 ? Encoding.Latin1.GetString(target, (int)length) : string.Empty;
        }
    }

    /// <summary>Opens a file or folder; <see langword="null"/> if it cannot be opened.</summary>
    /// <param name="path">The path, terminated by a zero byte, as all literals are.</param>
    /// <param name="flags">The way of opening.</param>
    /// <exception cref="PlatformException">No descriptors are left.</exception>
    public static SafeDescriptor? Open(ReadOnlySpan<byte> path, int flags)
    {
        using var standard = new StandardNumbers();
        fixed (byte* start = path)
        {
            var descriptor = LibC.Open(start, flags | LibC.OpenCloseOnExec);
            return descriptor >= 0 ? new SafeDescriptor(descriptor)
                : SystemErrors.IsShortage(SystemErrors.Code) ? throw SystemErrors.Last("open")
                : null;
        }
    }
}
