using System;
using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>A file created by <c>memfd_create</c>.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxResultFile : ResultFile
{
    private const int LastError = 133; // EHWPOISON; no file starts with so few permissions

    private readonly SafeDescriptor _descriptor;

    private LinuxResultFile(SafeDescriptor descriptor) => _descriptor = descriptor;

    public int Number => _descriptor.Number;

    public override long Length
    {
        get
        {
            using var held = new HeldDescriptor(_descriptor);
            LibC.FileStatus status;
            return LibC.Status(held.Number, LibC.EmptyPath, LibC.StatusOfDescriptor, LibC.StatusSize, &status) == 0
                ? status.Size
                : throw SystemErrors.Last("statx");
        }
    }

    public static LinuxResultFile Create() => new(LinuxMemoryFile.Create("pybridge-result"u8));

    public static LinuxResultFile Take(int descriptor)
    {
        // Only in-memory files have seals: a stray or forged launch must not make us write to someone else's file.
        if (LibC.Fcntl(descriptor, LibC.FcntlGetSeals, 0) < 0)
        {
            throw SystemErrors.Last("fcntl");
        }

        Descriptors.SetCloseOnExec(descriptor);
        return new LinuxResultFile(new SafeDescriptor(descriptor));
    }

    public override void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        using var held = new HeldDescriptor(_descriptor);
        LinuxMemoryFile.Write(held.Number, bytes, offset);
    }

    public override void Truncate(long length)
    {
        using var held = new HeldDescriptor(_descriptor);
        if (LibC.Truncate(held.Number, length) != 0)
        {
            throw SystemErrors.Last("ftruncate");
        }
    }

    public override int Read(Span<byte> buffer, long offset)
    {
        using var held = new HeldDescriptor(_descriptor);
        var filled = 0;
        while (filled < buffer.Length)
        {
            fixed (byte* start = buffer[filled..])
            {
                var count = LibC.ReadAt(held.Number, start, buffer.Length - filled, offset + filled);
                if (count == 0)
                {
                    break;
                }

                if (count > 0)
                {
                    filled += (int)count;
                }
                else if (SystemErrors.Code != LibC.Interrupted)
                {
                    throw SystemErrors.Last("pread");
                }
            }
        }

        return filled;
    }

    /// <remarks>The permissions of a file that nobody opens by name have no other meaning.</remarks>
    public override void Refuse(int errorNumber)
    {
        using var held = new HeldDescriptor(_descriptor);
        if (Refusal is null)
        {
            _ = LibC.ChangeMode(held.Number, (uint)errorNumber);
        }
    }

    public override PlatformException? Refusal
    {
        get
        {
            using var held = new HeldDescriptor(_descriptor);
            LibC.FileStatus status;
            var errorNumber = LibC.Status(held.Number, LibC.EmptyPath, LibC.StatusOfDescriptor, LibC.StatusMode, &status) == 0
                ? status.Mode & LibC.PermissionBits
                : 0;
            return errorNumber is > 0 and <= LastError ? SystemErrors.Of("write", errorNumber) : null;
        }
    }

    public override void Seal()
    {
        using var held = new HeldDescriptor(_descriptor);

        // Fails if someone has mapped the file for writing. What is read is copied and checked in any case.
        _ = LibC.Fcntl(held.Number, LibC.FcntlAddSeals, LibC.SealAll);
    }

    public override MappedFile? Map(long offset, int length)
    {
        using var held = new HeldDescriptor(_descriptor);
        var seals = LibC.Fcntl(held.Number, LibC.FcntlGetSeals, 0);
        return seals >= 0 && (seals & LibC.SealAll) == LibC.SealAll
            ? LinuxMappedFile.Open(held.Number, length, owned: null, offset)
            : null;
    }

    public override int Release()
    {
        var number = _descriptor.Number;
        _descriptor.SetHandleAsInvalid();
        return number;
    }

    public override void Dispose() => _descriptor.Dispose();
}
