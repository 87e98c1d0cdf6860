using System.Runtime.InteropServices;

namespace PyBridge.Interop;

/// <content>Stream sockets, and the descriptors sent over them.</content>
internal static unsafe partial class LibC
{
    internal const int FamilyUnix = 1;                 // AF_UNIX
    internal const int FamilyInet = 2;                 // AF_INET
    internal const int SocketStream = 1;               // SOCK_STREAM
    internal const int SocketCloseOnExec = 0x80000;    // SOCK_CLOEXEC
    internal const int SocketNonBlocking = 0x800;      // SOCK_NONBLOCK
    internal const int LevelSocket = 1;                // SOL_SOCKET
    internal const int OptionReuseAddress = 2;         // SO_REUSEADDR
    internal const int OptionPeerCredentials = 17;     // SO_PEERCRED
    internal const int OptionSendTimeout = 21;         // SO_SNDTIMEO
    internal const int ShutdownBoth = 2;               // SHUT_RDWR
    internal const int MessageRights = 1;              // SCM_RIGHTS
    internal const int MessagePeek = 0x02;             // MSG_PEEK
    internal const int MessageDontWait = 0x40;         // MSG_DONTWAIT
    internal const int MessageNoSignal = 0x4000;       // MSG_NOSIGNAL
    internal const int MessageTruncatedControl = 0x08; // MSG_CTRUNC
    internal const int MessageCloseOnExec = 0x40000000; // MSG_CMSG_CLOEXEC

    /// <summary><c>struct iovec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct IoVector
    {
        public byte* Start;
        public nint Length;
    }

    /// <summary>glibc's <c>struct msghdr</c> on 64-bit machines.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct MessageHeader
    {
        public byte* Name;
        public uint NameLength;
        public IoVector* Vectors;
        public nint VectorCount;
        public byte* Control;
        public nint ControlLength;
        public int Flags;
    }

    /// <summary><c>struct cmsghdr</c> with room for one descriptor: <c>CMSG_SPACE(sizeof(int))</c> bytes.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 24)]
    internal struct DescriptorMessage
    {
        public nint Length;
        public int Level;
        public int Type;
        public int Descriptor;

        /// <summary><c>CMSG_LEN(sizeof(int))</c>.</summary>
        public const int UsedLength = 20;
    }

    /// <summary><c>struct ucred</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Credentials
    {
        public int ProcessId;
        public uint UserId;
        public uint GroupId;
    }

    /// <summary><c>struct timeval</c> on 64-bit machines.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeValue
    {
        public long Seconds;
        public long Microseconds;
    }

    [LibraryImport(Library, EntryPoint = "writev", SetLastError = true)]
    internal static partial nint WriteVectors(int descriptor, IoVector* vectors, int count);

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    internal static partial int Socket(int family, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "socketpair", SetLastError = true)]
    internal static partial int SocketPair(int family, int type, int protocol, int* ends);

    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(int descriptor, byte* name, uint length);

    [LibraryImport(Library, EntryPoint = "listen", SetLastError = true)]
    internal static partial int Listen(int descriptor, int backlog);

    [LibraryImport(Library, EntryPoint = "connect", SetLastError = true)]
    internal static partial int Connect(int descriptor, byte* name, uint length);

    [LibraryImport(Library, EntryPoint = "accept4", SetLastError = true)]
    internal static partial int Accept(int descriptor, byte* name, uint* length, int flags);

    [LibraryImport(Library, EntryPoint = "getsockname", SetLastError = true)]
    internal static partial int GetSocketName(int descriptor, byte* name, uint* length);

    [LibraryImport(Library, EntryPoint = "getsockopt", SetLastError = true)]
    internal static partial int GetSocketOption(int descriptor, int level, int option, void* value, uint* length);

    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int SetSocketOption(int descriptor, int level, int option, void* value, uint length);

    [LibraryImport(Library, EntryPoint = "shutdown", SetLastError = true)]
    internal static partial int Shutdown(int descriptor, int how);

    [LibraryImport(Library, EntryPoint = "sendmsg", SetLastError = true)]
    internal static partial nint SendMessage(int descriptor, MessageHeader* message, int flags);

    [LibraryImport(Library, EntryPoint = "recvmsg", SetLastError = true)]
    internal static partial nint ReceiveMessage(int descriptor, MessageHeader* message, int flags);

    [LibraryImport(Library, EntryPoint = "mkdtemp", SetLastError = true)]
    internal static partial byte* MakeFolder(byte* template);

    [LibraryImport(Library, EntryPoint = "unlink", SetLastError = true)]
    internal static partial int Unlink(byte* path);
}
