using System;
using System.Runtime.InteropServices;

namespace PyBridge.Native;

/// <summary>What another process has to know of an object: <c>pybridge_description</c> of <c>pybridge.h</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeDescription
{
    /// <summary>The creator's process id; 0 where there is none.</summary>
    public int ParentPid;

    /// <summary>1 or 0.</summary>
    public int Daemon;

    /// <summary>How many numbers the identity has.</summary>
    public int IdentityLength;

    /// <summary>UTF-16 units of the name.</summary>
    public int NameLength;

    /// <summary>UTF-16 units of the creator's name.</summary>
    public int ParentNameLength;

    /// <summary>Bytes of the key.</summary>
    public int AuthKeyLength;

    /// <summary>The description, and after it what it counts.</summary>
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
