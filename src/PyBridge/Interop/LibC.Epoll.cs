using System.Runtime.InteropServices;

namespace PyBridge.Interop;

/// <content>Readiness of many descriptors.</content>
internal static unsafe partial class LibC
{
    internal const int EpollAdd = 1;       // EPOLL_CTL_ADD
    internal const int EpollDelete = 2;    // EPOLL_CTL_DEL
    internal const uint EpollIn = 0x001;
    internal const uint EpollOut = 0x004;

    /// <summary>One <c>struct epoll_event</c>, which is packed on x86-64 only, so arrays of it are avoided.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct EpollEvent
    {
        private readonly uint _events;
        private readonly uint _second;
        private readonly uint _third;
        private readonly uint _fourth;

        /// <summary>An interest, reported with the number of the descriptor.</summary>
        public EpollEvent(uint events, int descriptor)
        {
            _events = events;
            _second = IsPacked ? (uint)descriptor : 0;
            _third = IsPacked ? 0 : (uint)descriptor;
        }

        public readonly int Descriptor => (int)(IsPacked ? _second : _third);

        private static bool IsPacked => RuntimeInformation.ProcessArchitecture == Architecture.X64;
    }

    [LibraryImport(Library, EntryPoint = "epoll_create1", SetLastError = true)]
    internal static partial int EpollCreate1(int flags);

    [LibraryImport(Library, EntryPoint = "epoll_ctl", SetLastError = true)]
    internal static partial int EpollControl(int epoll, int operation, int descriptor, EpollEvent* interest);

    [LibraryImport(Library, EntryPoint = "epoll_wait", SetLastError = true)]
    internal static partial int EpollWait(int epoll, EpollEvent* events, int count, int timeoutMilliseconds);
}
