using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>This process as another program: <c>execve</c>.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class Execution
{
    /// <inheritdoc cref="ProcessPlatform.Become"/>
    public static void Become(LaunchPlan plan)
    {
        using var path = new NativeStrings([SystemText.EncodeForC(plan.Executable)]);
        using var arguments = new NativeStrings(Encoded(plan));
        using var environment = new NativeStrings(((LinuxEnvironment)plan.Environment).Variables);
        if (plan.SignalMask is { } mask)
        {
            var blocked = LibC.SignalSet.Of(mask);
            _ = LibC.SignalMask(LibC.SetSignalMask, &blocked, null);
        }

        _ = LibC.Execute(path.Pointer[0], arguments.Pointer, environment.Pointer);
        throw SystemErrors.Last("execve", plan.Executable);
    }

    private static byte[][] Encoded(LaunchPlan plan)
    {
        var encoded = new byte[plan.Arguments.Count][];
        for (var i = 0; i < encoded.Length; i++)
        {
            encoded[i] = SystemText.EncodeForC(plan.Arguments[i]);
        }

        return encoded;
    }
}
