using System;
using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>Makes files by <c>memfd_create</c>.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class LinuxMemoryFile
{
    /// <summary>A file with some content, sealed against all but being cut off.</summary>
    public static WatchedHandle Create(ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        var descriptor = Create("pybridge-buffer"u8);
        try
        {
            long offset = 0;
            foreach (var part in parts)
            {
                Write(descriptor.Number, part.Span, offset);
                offset += part.Length;
            }

            return LibC.Fcntl(descriptor.Number, LibC.FcntlAddSeals, LibC.SealContent) == 0
                ? new WatchedHandle(descriptor)
                : throw SystemErrors.Last("fcntl");
        }
        catch
        {
            descriptor.Dispose();
            throw;
        }
    }

    /// <summary>An empty file.</summary>
    /// <param name="name">What the system shows it as.</param>
    public static SafeDescriptor Create(ReadOnlySpan<byte> name)
    {
        fixed (byte* start = name)
        {
            using var standard = new StandardNumbers();
            var descriptor = LibC.MemFdCreate(start, LibC.MemFdCloseOnExec | LibC.MemFdAllowSealing);
            return descriptor >= 0 ? new SafeDescriptor(descriptor) : throw SystemErrors.Last("memfd_create");
        }
    }

    /// <summary>Writes all bytes at an offset; the file grows as needed.</summary>
    public static void Write(int number, ReadOnlySpan<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            fixed (byte* start = bytes)
            {
                var written = LibC.WriteAt(number, start, bytes.Length, offset);
                if (written >= 0)
                {
                    bytes = bytes[(int)written..];
                    offset += written;
                }
                else if (SystemErrors.Code != LibC.Interrupted)
                {
                    throw SystemErrors.Last("pwrite");
                }
            }
        }
    }
}
