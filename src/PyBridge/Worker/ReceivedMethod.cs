using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;
using PyBridge.Calls;
using PyBridge.Calls.Packages;
using PyBridge.Platform;
using PyBridge.Results;
using PyBridge.Wire;

namespace PyBridge.Worker;

/// <summary>A loaded method, named by its assembly file and already chosen from its overloads by the parent.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The assembly is loaded, so nothing of it was trimmed.")]
[UnconditionalSuppressMessage("Trimming", "IL2077", Justification = "As above.")]
[UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "As above.")]
internal sealed class ReceivedMethod : Target
{
    private readonly MethodInfo _method;
    private readonly Type _type;
    private readonly byte[] _call;

    private ReceivedMethod(MethodInfo method, Type type, byte[] call)
    {
        _method = method;
        _type = type;
        _call = call;
    }

    /// <summary>Loads the assembly. Its dependencies are its own, even where the application has others.</summary>
    /// <param name="label">The method.</param>
    /// <param name="call">Its arguments, as a pickle; empty if there are none.</param>
    /// <param name="isApplication">Whether the assembly acts as the application, as there is no other.</param>
    /// <exception cref="PickleException">The file is not the one the parent saw.</exception>
    public static ReceivedMethod Load(MethodLabel label, byte[] call, bool isApplication)
    {
        var assembly = isApplication
            ? AssemblyLoadContext.Default.LoadFromAssemblyPath(label.File)
            : TargetLoadContext.LoadFile(label.File);
        var module = assembly.ManifestModule;
        if (module.ModuleVersionId != label.VersionId)
        {
            throw BuiltAnew(label.File);
        }

        if (isApplication)
        {
            Assembly.SetEntryAssembly(assembly);
            AppContext.SetData("APP_CONTEXT_BASE_DIRECTORY", Path.GetDirectoryName(label.File) + Path.DirectorySeparatorChar);
        }

        return new ReceivedMethod((MethodInfo)module.ResolveMethod(label.Token)!, module.ResolveType(label.TypeToken), call);
    }

    internal override PythonArrays ResultArrays => CallPreface.ArraysOf(_call);

    internal override object? Run(object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        try
        {
            return Call();
        }
        catch (FileNotFoundException missing) when (MissingPackages.Explain(missing) is { } explained)
        {
            throw explained;
        }
    }

    internal override LaunchPlan PlanLaunch(
        Process process, object?[] arguments, KeyValuePair<string, object?>[] keywordArguments) =>
        throw new InvalidOperationException("the current process is not to be started");

    private static PickleException BuiltAnew(string file) =>
        new($"{file} was built anew while it was being started from", "UnpicklingError");

    private object?[] Arguments()
    {
        using var conversion = new CallConversion(_method, _call);
        return conversion.Convert();
    }

    private object? Call()
    {
        // By far the commonest case, and it spares the child the cost of reflection.
        if (_call.Length == 0 && _method.IsStatic && _method.ReturnType == typeof(void)
            && _method.GetParameters().Length == 0)
        {
            _method.CreateDelegate<Action>()();
            return null;
        }

        return Outcome.Await(CallWithArguments());
    }

    private object? CallWithArguments()
    {
        const BindingFlags asThrown = BindingFlags.DoNotWrapExceptions;
        var values = Arguments();
        var instance = _method.IsStatic
            ? null
            : Activator.CreateInstance(_type, BindingFlags.Instance | BindingFlags.Public | asThrown, null, null, null);
        return _method.Invoke(instance, asThrown, binder: null, values, culture: null);
    }
}
