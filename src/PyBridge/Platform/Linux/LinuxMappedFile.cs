using System;
using System.Buffers;
using System.Runtime.Versioning;
using System.Threading;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>A mapping of a file created by <c>memfd_create</c>.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxMappedFile : MappedFile
{
    private const int SealWrite = 0x8; // F_SEAL_WRITE

    private readonly SafeDescriptor? _owned;
    private readonly int _skipped; // bytes before the content, for a mapping begins with a page
    private readonly int _length;
    private nint _address;

    private LinuxMappedFile(nint address, int skipped, int length, SafeDescriptor? owned)
    {
        _owned = owned;
        _address = address;
        _skipped = skipped;
        _length = length;
    }

    /// <summary>
    /// Maps a file, which must be sealed: what is read must not change meanwhile. Who gets it may cut it off as it reads.
    /// </summary>
    public static LinuxMappedFile Open(int descriptor, int length, SafeDescriptor? owned, long offset = 0)
    {
        var seals = LibC.Fcntl(descriptor, LibC.FcntlGetSeals, 0);
        if (seals < 0)
        {
            throw SystemErrors.Last("fcntl");
        }

        LibC.FileStatus status;
        if (LibC.Status(descriptor, LibC.EmptyPath, LibC.StatusOfDescriptor, LibC.StatusSize, &status) != 0)
        {
            throw SystemErrors.Last("statx");
        }

        if ((seals & SealWrite) == 0 || status.Size - offset < length)
        {
            throw new PickleException("a buffer of the message is not sealed, or shorter than it says", "UnpicklingError");
        }

        var skipped = (int)(offset % Environment.SystemPageSize);
        var address = LibC.MapMemory(
            0, (nint)skipped + length, LibC.MapRead, LibC.MapPrivate, descriptor, (nint)(offset - skipped));
        return address == LibC.MapFailed ? throw SystemErrors.Last("mmap") : new LinuxMappedFile(address, skipped, length, owned);
    }

    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_address == 0, this);
        return new Span<byte>((byte*)_address + _skipped, _length);
    }

    public override void CutOff(int length)
    {
        if (_owned is { IsClosed: false })
        {
            using var held = new HeldDescriptor(_owned);
            _ = LibC.Truncate(held.Number, length); // refused, it is only later that the memory is given back
        }
    }

    public override MemoryHandle Pin(int elementIndex = 0) => new((byte*)_address + _skipped + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _address, 0) is not 0 and var address)
        {
            _ = LibC.UnmapMemory(address, (nint)_skipped + _length);
            _owned?.Dispose();
        }
    }
}
