using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;
using PyBridge.Calls;
using PyBridge.Calls.Packages;
using PyBridge.Launch.Hosting;
using PyBridge.Results;
using PyBridge.Wire;

namespace PyBridge.Worker;

/// <summary>A method that was named by its assembly file and chosen from its overloads, ready to be called.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The assembly is loaded, so nothing of it was trimmed.")]
[UnconditionalSuppressMessage("Trimming", "IL2077", Justification = "As above.")]
[UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "As above.")]
internal sealed class LoadedMethod
{
    private readonly MethodInfo _method;
    private readonly Type _type;

    private LoadedMethod(MethodInfo method, Type type)
    {
        _method = method;
        _type = type;
    }

    /// <summary>Loads the assembly. Its dependencies are its own, even where the application has others.</summary>
    /// <param name="label">The method.</param>
    /// <param name="isApplication">Whether the assembly acts as the application, as there is no other.</param>
    /// <exception cref="PickleException">The file is not the one that the method was looked up in.</exception>
    public static LoadedMethod Load(MethodLabel label, bool isApplication)
    {
        var assembly = isApplication && !HostProperties.IsTrusted(label.File)
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

        return new LoadedMethod((MethodInfo)module.ResolveMethod(label.Token)!, module.ResolveType(label.TypeToken));
    }

    /// <summary>Calls it. Whatever it throws is passed on.</summary>
    /// <param name="call">Its arguments, as a pickle; empty if there are none.</param>
    /// <returns>What it returned; if that was a task, the completed one.</returns>
    /// <exception cref="TargetArgumentException">An argument does not fit.</exception>
    public object? Call(byte[] call)
    {
        try
        {
            // By far the commonest case, and it spares the child the cost of reflection.
            if (call.Length == 0 && _method.IsStatic && _method.ReturnType == typeof(void)
                && _method.GetParameters().Length == 0)
            {
                _method.CreateDelegate<Action>()();
                return null;
            }

            return Outcome.Await(CallWithArguments(call));
        }
        catch (FileNotFoundException missing) when (MissingPackages.Explain(missing) is { } explained)
        {
            throw explained;
        }
    }

    private static PickleException BuiltAnew(string file) =>
        new($"{file} was built anew while it was being started from", "UnpicklingError");

    private object?[] Arguments(byte[] call)
    {
        using var conversion = new CallConversion(_method, call);
        return conversion.Convert();
    }

    private object? CallWithArguments(byte[] call)
    {
        const BindingFlags asThrown = BindingFlags.DoNotWrapExceptions;
        var values = Arguments(call);
        var instance = _method.IsStatic
            ? null
            : Activator.CreateInstance(_type, BindingFlags.Instance | BindingFlags.Public | asThrown, null, null, null);
        return _method.Invoke(instance, asThrown, binder: null, values, culture: null);
    }
}
