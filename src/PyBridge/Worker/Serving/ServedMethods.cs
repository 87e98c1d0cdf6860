using System.Collections.Generic;
using PyBridge.Calls;
using PyBridge.Calls.Overloads;
using PyBridge.Wire;

namespace PyBridge.Worker.Serving;

/// <summary>The methods of the file whose calls are served, each loaded when it is first called.</summary>
/// <param name="file">The full path of the assembly file.</param>
internal sealed class ServedMethods(string file)
{
    private readonly Dictionary<string, LoadedMethod> _withoutOverloads = [];
    private readonly Dictionary<string, List<MethodShape>> _shapes = [];
    private readonly Dictionary<(int Method, int Type), LoadedMethod> _loaded = [];
    private AssemblyMethods? _assembly;

    /// <summary>The method for a call.</summary>
    /// <exception cref="TargetNotFoundException">There is no such file, type or method.</exception>
    /// <exception cref="TargetArgumentException">No overload takes the arguments, or none fits best.</exception>
    public LoadedMethod Find(string name, byte[] call)
    {
        if (_withoutOverloads.TryGetValue(name, out var known))
        {
            return known; // converting the arguments tells what is wrong with them
        }

        _assembly ??= new AssemblyMethods(file);
        if (!_shapes.TryGetValue(name, out var shapes))
        {
            _shapes[name] = shapes = _assembly.Find(name);
        }

        var method = Load(Choose(shapes, call), _assembly);
        if (shapes.Count == 1)
        {
            _withoutOverloads[name] = method;
        }

        return method;
    }

    private static MethodShape Choose(List<MethodShape> shapes, byte[] call)
    {
        using var arguments = CallArguments.Read(call, owns: false);
        return OverloadChoice.Choose(shapes, arguments);
    }

    private LoadedMethod Load(MethodShape shape, AssemblyMethods assembly)
    {
        if (!_loaded.TryGetValue((shape.Token, shape.TypeToken), out var method))
        {
            var label = new MethodLabel(file, assembly.VersionId, shape.Token, shape.TypeToken);
            method = LoadedMethod.Load(label, isApplication: true);
            _loaded[(shape.Token, shape.TypeToken)] = method;
        }

        return method;
    }
}
