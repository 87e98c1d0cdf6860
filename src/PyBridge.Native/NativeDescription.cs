using System;
using System.Runtime.InteropServices;

namespace PyBridge.Native;

/// <summary>What another process must know about an object: <c>pybridge_description</c> in <c>pybridge.h</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeDescription
{
    /// <summary>The creator's process id; 0 if there is none.</summary>
    public int ParentPid;

    /// <summary>1 or 0.</summary>
    public int Daemon;

    /// <summary>The number of numbers in the identity.</summary>
    public int IdentityLength;

    /// <summary>The length of the name in UTF-16 units.</summary>
    public int NameLength;

    /// <summary>The length of the creator's name in UTF-16 units.</summary>
    public int ParentNameLength;

    /// <summary>The length of the key in bytes.</summary>
    public int AuthKeyLength;

    /// <summary>The description, followed by the data whose lengths it gives.</summary>
    public static ReadOnlySpan<byte> Of(Process process)
    {
        var description = process.Description;
        var identity = MemoryMarshal.AsBytes<int>(description.Identity);
        var name = MemoryMarshal.AsBytes<char>(description.Name);
        var parentName = MemoryMarshal.AsBytes<char>(description.ParentName);
        var key = description.AuthKey.Bytes;
        var head = new NativeDescription
        {
            ParentPid = description.ParentPid ?? 0,
            Daemon = description.Daemon ? 1 : 0,
            IdentityLength = identity.Length / sizeof(int),
            NameLength = name.Length / sizeof(char),
            ParentNameLength = parentName.Length / sizeof(char),
            AuthKeyLength = key.Length,
        };
        var packedHead = MemoryMarshal.AsBytes(new ReadOnlySpan<NativeDescription>(in head));
        return (byte[])[.. packedHead, .. identity, .. name, .. parentName, .. key];
    }
}
