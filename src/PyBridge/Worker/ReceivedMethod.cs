using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;
using PyBridge.Calls;
using PyBridge.Handing;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Platform;
using PyBridge.Results;
using PyBridge.Wire;

namespace PyBridge.Worker;

/// <summary>A method that was named by the file of its assembly, loaded; the parent has chosen it among its overloads.</summary>
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

    /// <summary>Loads the assembly; what it needs is looked for beside it when it is needed.</summary>
    /// <param name="label">The method.</param>
    /// <param name="call">Its arguments, a pickle; empty where there are none.</param>
    /// <param name="isApplication">Whether the assembly is to pass for the application: there is no other.</param>
    /// <exception cref="PickleException">The file is not the one that the parent has seen.</exception>
    public static ReceivedMethod Load(MethodLabel label, byte[] call, bool isApplication)
    {
        var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(label.File);
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

    internal override object? Run(object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        // By far the commonest, and it spares the child the reflection on its way.
        if (_call.Length == 0 && _method.IsStatic && _method.ReturnType == typeof(void)
            && _method.GetParameters().Length == 0)
        {
            _method.CreateDelegate<Action>()();
            return null;
        }

        return Outcome.Await(Call());
    }

    internal override LaunchPlan PlanLaunch(
        Process process, object?[] arguments, KeyValuePair<string, object?>[] keywordArguments) =>
        throw new InvalidOperationException("the current process is not to be started");

    private static PickleException BuiltAnew(string file) =>
        new($"{file} was built anew while it was being started from", "UnpicklingError");

    private object? Call()
    {
        const BindingFlags asThrown = BindingFlags.DoNotWrapExceptions;
        var values = Convert(CallArguments.Read(_call));
        var instance = _method.IsStatic
            ? null
            : Activator.CreateInstance(_type, BindingFlags.Instance | BindingFlags.Public | asThrown, null, null, null);
        return _method.Invoke(instance, asThrown, binder: null, values, culture: null);
    }

    /// <exception cref="TargetArgumentException">A value does not fit the type that its parameter declares.</exception>
    private object?[] Convert(CallArguments arguments)
    {
        var parameters = Array.ConvertAll(_method.GetParameters(), TargetParameter.Of);
        var matcher = new ArgumentMatcher(_method.Name, parameters) { NamesAreLoose = true };
        var matches = matcher.Match(arguments.Positional.Count, arguments.Names);
        var exact = arguments.LoadExact();
        var converter = new ValueConverter(
            new InheritedObjectBuilder(), number => (uint)number < (uint)exact.Length ? exact[number] : null);
        var values = new object?[parameters.Length];
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = parameters[i];
                values[i] = matches[i].Source switch
                {
                    ArgumentSource.Default => parameter.Default,
                    ArgumentSource.Rest => Collect(converter, parameter, arguments, matches[i].Index),
                    _ => converter.Convert(arguments.At(matches[i]), parameter.Type, parameter.Name),
                };
            }
        }
        catch (PickleException exception)
        {
            throw new TargetArgumentException($"{_method.Name}(): {exception.Message}");
        }

        return values;
    }

    private static Array Collect(
        ValueConverter converter, TargetParameter parameter, CallArguments arguments, int start)
    {
        var element = parameter.Type.GetElementType()!;
        var rest = Array.CreateInstanceFromArrayType(parameter.Type, arguments.Positional.Count - start);
        for (var i = 0; i < rest.Length; i++)
        {
            rest.SetValue(converter.Convert(arguments.Positional[start + i], element, $"{parameter.Name}[{i}]"), i);
        }

        return rest;
    }
}
