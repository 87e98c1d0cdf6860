using System;
using System.Diagnostics.CodeAnalysis;

namespace PyBridge.Tests.Host;

/// <summary>The first argument names the command, the others are its own.</summary>
internal static class Program
{
    /// <summary>Set, it takes the support for one-file programs out of this one.</summary>
    private const string WithoutFreezeSupport = "PYBRIDGE_TEST_WITHOUT_FREEZE_SUPPORT";

    /// <summary>Set, this program is trimmed, which does not show otherwise.</summary>
    private const string IsTrimmed = "PYBRIDGE_TEST_IS_TRIMMED";

    /// <summary>Set, this program does the same whatever its arguments are.</summary>
    private const string IgnoresArguments = "PYBRIDGE_TEST_IGNORES_ARGUMENTS";

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "The empty path is what is asked for.")]
    private static bool IsOneFile => typeof(Program).Assembly.Location.Length == 0;

    private static int Main(string[] arguments)
    {
        if ((IsOneFile || Environment.GetEnvironmentVariable(IsTrimmed) is not null)
            && Environment.GetEnvironmentVariable(WithoutFreezeSupport) is null)
        {
            Process.FreezeSupport();
        }

        return arguments switch
        {
            ["names"] => Names.InOrder(),
            ["nested-names"] => Names.OfGenerations(),
            ["renamed-parent"] => Names.OfChildOfRenamed(),
            ["key-and-daemon"] => Inheritance.OfKeyAndDaemon(),
            ["parent-exit", var how, var folder] => ParentExit.Run(how, folder),
            ["targets"] => Targets.RunAll(),
            ["captures"] => Targets.CaptureMoreThanIsRead(),
            ["nothing"] => 0,
            ["handshake"] => Handshakes.Run(),
            ["hooks"] => Targets.PrintHooks(),
            ["method", var file, var name] => Targets.PrintResultOf(file, name),
            ["without", .. var files] => Hosted.RunWithout(files),
            ["broken", var configuration, var content] => Hosted.StartWithBroken(configuration, content),
            ["start-in-field"] => LoadTime.InField(),
            ["entry-assembly"] => Targets.PrintEntryAssemblies(),
            ["python-child", var interpreter, var folder, .. var files] => PythonChild.Outlive(interpreter, folder, files),
            ["interrupt-ignored"] => Interrupts.Ignored(),
            ["exhausted-descriptors"] => Exhaustion.OfDescriptors(),
            ["exhausted-processes"] => Exhaustion.OfProcesses(),
            ["exhausted-accept"] => Exhaustion.OfAccept(),
            ["exhausted-reserve"] => Exhaustion.OfDescriptorsWithReserve(),
            ["stolen-status", "crowd"] => StolenStatus.RunCrowd(),
            ["stolen-status", var how] => StolenStatus.Run(how),
            ["soak", var cycles] => Soak.StartAndJoin(int.Parse(cycles, null)),
            ["pool-chaos", var tasks] => Soak.KillWorkers(int.Parse(tasks, null)),
            ["chaos", var children] => Soak.KillAtRandom(int.Parse(children, null)),
            ["standby-wait", .. var python] => StandbySoak.Wait(python),
            ["standby-chaos", var starts, .. var python] => StandbySoak.KillWaiting(int.Parse(starts, null), python),
            ["standby-crowd", var starts, .. var python] => StandbySoak.StartAtOnce(int.Parse(starts, null), python),
            _ when Environment.GetEnvironmentVariable(IgnoresArguments) is not null => Targets.RunAll(),
            _ => Unknown(arguments),
        };
    }

    private static int Unknown(string[] arguments)
    {
        Console.Error.WriteLine($"no such command: {string.Join(' ', arguments)}");
        return 2;
    }
}
