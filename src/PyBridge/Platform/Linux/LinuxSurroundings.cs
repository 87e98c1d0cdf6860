using System;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>Read from <c>/proc/thread-self</c>: some of it belongs to the thread that starts the child.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxSurroundings : Surroundings
{
    private static readonly string[] FixedLines =
    [
        "Uid:", "Gid:", "Groups:", "CapInh:", "CapPrm:", "CapEff:", "CapBnd:", "CapAmb:", "NoNewPrivs:", "Seccomp:",
        "Seccomp_filters:", "Mems_allowed:",
    ];

    private LinuxSurroundings()
    {
    }

    public override string Fixed => _fixed;

    public override string Measures =>
        $"{Allowances.Processors()} {SoftLimit(LibC.LimitOfMemory)} {SoftLimit(LibC.LimitOfData)}";

    public override string CurrentDirectory => SystemFiles.ReadLink("/proc/thread-self/cwd"u8);

    /// <summary>The mask for the permissions of new files.</summary>
    public int UserMask { get; private set; }

    /// <summary>The signals that the process ignores, one bit each.</summary>
    public ulong Ignored { get; private set; }

    /// <summary>The signals that the thread blocks, likewise.</summary>
    public ulong Blocked { get; private set; }

    private string _fixed = string.Empty;

    public static LinuxSurroundings Now()
    {
        var found = new LinuxSurroundings();
        var kept = new StringBuilder();
        foreach (var line in SystemFiles.Read("/proc/thread-self/status"u8).AsSpan().EnumerateLines())
        {
            found.Take(line, kept);
        }

        kept.Append(SystemFiles.Read("/proc/self/cgroup"u8))
            .Append(SystemFiles.Read("/proc/self/oom_score_adj"u8))
            .Append(SystemFiles.Read("/proc/self/coredump_filter"u8))
            .Append(SystemFiles.ReadLink("/proc/thread-self/ns/cgroup"u8))
            .Append(SystemFiles.ReadLink("/proc/thread-self/ns/ipc"u8))
            .Append(SystemFiles.ReadLink("/proc/thread-self/ns/mnt"u8))
            .Append(SystemFiles.ReadLink("/proc/thread-self/ns/net"u8))
            .Append(SystemFiles.ReadLink("/proc/thread-self/ns/pid_for_children"u8))
            .Append(SystemFiles.ReadLink("/proc/thread-self/ns/time_for_children"u8))
            .Append(SystemFiles.ReadLink("/proc/thread-self/ns/user"u8))
            .Append(SystemFiles.ReadLink("/proc/thread-self/ns/uts"u8))
            .Append(CultureInfo.InvariantCulture, $" {RootInode()} {LibC.GetSession(0)} {LibC.GetProcessGroup(0)}")
            .Append(CultureInfo.InvariantCulture, $" {LibC.GetScheduler(0)} {LibC.Personality(LibC.PersonalityQuery)}")
            .Append(CultureInfo.InvariantCulture, $" {StackLimit()}");
        found._fixed = kept.ToString();
        return found;
    }

    private void Take(ReadOnlySpan<char> line, StringBuilder kept)
    {
        if (line.StartsWith("Umask:"))
        {
            UserMask = Convert.ToInt32(line["Umask:".Length..].Trim().ToString(), 8);
        }
        else if (line.StartsWith("SigIgn:"))
        {
            Ignored = Hexadecimal(line["SigIgn:".Length..]);
        }
        else if (line.StartsWith("SigBlk:"))
        {
            Blocked = Hexadecimal(line["SigBlk:".Length..]);
        }
        else
        {
            foreach (var beginning in FixedLines)
            {
                if (line.StartsWith(beginning))
                {
                    kept.Append(line).Append('\n');
                }
            }
        }
    }

    private static ulong Hexadecimal(ReadOnlySpan<char> digits) =>
        ulong.Parse(digits.Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>The C library and interpreters read it when they start: it is how large the stacks of threads are.</summary>
    private static ulong StackLimit() => SoftLimit(LibC.LimitOfStack);

    private static ulong SoftLimit(int resource)
    {
        LibC.Limit limit;
        return LibC.LimitOf(0, resource, null, &limit) == 0 ? limit.Soft : 0;
    }

    /// <summary>Tells one root directory from another; its path is <c>/</c> for everybody.</summary>
    private static ulong RootInode()
    {
        LibC.FileStatus status;
        fixed (byte* root = "/"u8)
        {
            return LibC.Status(LibC.CurrentFolder, root, 0, LibC.StatusInode, &status) == 0 ? status.Inode : 0;
        }
    }
}
