using System.Collections.Generic;
using System.Diagnostics;
using PyBridge.Calls;
using PyBridge.Platform;
using PyBridge.Wire;

namespace PyBridge.Worker;

/// <summary>A method with the arguments for its only call.</summary>
internal sealed class ReceivedMethod : Target
{
    private readonly LoadedMethod _method;
    private readonly byte[] _call;

    private ReceivedMethod(LoadedMethod method, byte[] call)
    {
        _method = method;
        _call = call;
    }

    /// <inheritdoc cref="LoadedMethod.Load"/>
    /// <param name="label">The method.</param>
    /// <param name="call">Its arguments, as a pickle; empty if there are none.</param>
    /// <param name="isApplication">Whether the assembly acts as the application, as there is no other.</param>
    public static ReceivedMethod Load(MethodLabel label, byte[] call, bool isApplication) =>
        new(LoadedMethod.Load(label, isApplication), call);

    internal override PythonArrays ResultArrays => CallPreface.ArraysOf(_call);

    internal override object? Run(object?[] arguments, KeyValuePair<string, object?>[] keywordArguments) => _method.Call(_call);

    internal override LaunchPlan PlanLaunch(
        Process process, object?[] arguments, KeyValuePair<string, object?>[] keywordArguments) =>
        throw new UnreachableException(); // it is the target of the current process, which is not started
}
