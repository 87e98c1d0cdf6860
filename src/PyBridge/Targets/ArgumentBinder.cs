using System;
using System.Collections.Generic;

namespace PyBridge.Targets;

/// <summary>Brings positional and keyword arguments to parameters, with Python's rules and texts.</summary>
/// <remarks>CPython: <c>initialize_locals</c> in <c>Python/ceval.c</c>, for the texts.</remarks>
internal sealed class ArgumentBinder(string functionName, TargetParameter[] parameters)
{
    /// <exception cref="TargetArgumentException">Too many, too few, unknown names, or a type that does not fit.</exception>
    /// <exception cref="PickleException">A parameter takes what no other process can give.</exception>
    public BoundArgument[] Bind(object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        var bound = new BoundArgument?[parameters.Length];
        BindPositional(bound, arguments);
        BindKeywords(bound, keywordArguments);
        BindDefaults(bound);
        return Array.ConvertAll(bound, argument => argument!.Value);
    }

    private void BindPositional(BoundArgument?[] bound, object?[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (i < parameters.Length && parameters[i].CollectsRest && !IsWhole(parameters[i], arguments, i))
            {
                bound[i] = Collect(parameters[i], arguments, i);
                return;
            }

            if (i >= parameters.Length)
            {
                throw TooMany(arguments.Length);
            }

            bound[i] = Convert(parameters[i], arguments[i], $"args[{i}]");
        }
    }

    private void BindKeywords(BoundArgument?[] bound, KeyValuePair<string, object?>[] keywordArguments)
    {
        foreach (var (name, value) in keywordArguments)
        {
            var index = Array.FindIndex(parameters, parameter => parameter.Name == name);
            if (index < 0)
            {
                throw new TargetArgumentException($"{functionName}() got an unexpected keyword argument '{name}'");
            }

            if (bound[index] is not null)
            {
                throw new TargetArgumentException($"{functionName}() got multiple values for argument '{name}'");
            }

            bound[index] = Convert(parameters[index], value, $"kwargs['{name}']");
        }
    }

    private void BindDefaults(BoundArgument?[] bound)
    {
        List<string>? missing = null;
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = parameters[i];
            if (bound[i] is not null)
            {
                continue;
            }

            if (parameter.CollectsRest)
            {
                bound[i] = Collect(parameter, [], 0);
            }
            else if (parameter.IsOptional)
            {
                bound[i] = new BoundArgument($"kwargs['{parameter.Name}']", parameter.Type, parameter.Default);
            }
            else
            {
                (missing ??= []).Add($"'{parameter.Name}'");
            }
        }

        if (missing is not null)
        {
            throw Missing(missing);
        }
    }

    private BoundArgument Convert(TargetParameter parameter, object? value, string path)
    {
        if (parameter.Obstacle is { } obstacle)
        {
            throw new PickleException($"cannot pickle {path}: {parameter.Type} ({obstacle})", "TypeError") { Path = path };
        }

        return ArgumentConversion.TryConvert(value, parameter.Type, out var converted)
            ? new BoundArgument(path, parameter.Type, converted)
            : throw new TargetArgumentException(
                $"{functionName}() argument '{parameter.Name}' must be {parameter.Type}, "
                + $"not {value?.GetType().ToString() ?? "null"}");
    }

    /// <summary>C# lets the array of a <c>params</c> parameter be given whole, too.</summary>
    private static bool IsWhole(TargetParameter parameter, object?[] arguments, int index) =>
        index == arguments.Length - 1 && (arguments[index] is null || parameter.Type.IsInstanceOfType(arguments[index]));

    private BoundArgument Collect(TargetParameter parameter, object?[] arguments, int start)
    {
        var elementType = parameter.Type.GetElementType()!;
        var element = parameter with { Type = elementType };
        var rest = Array.CreateInstanceFromArrayType(parameter.Type, arguments.Length - start);
        for (var i = start; i < arguments.Length; i++)
        {
            rest.SetValue(Convert(element, arguments[i], $"args[{i}]").Value, i - start);
        }

        return new BoundArgument($"args[{start}..]", parameter.Type, rest);
    }

    private TargetArgumentException TooMany(int given)
    {
        var optional = Array.FindAll(parameters, parameter => parameter.IsOptional).Length;
        var takes = optional == 0 ? $"{parameters.Length}" : $"from {parameters.Length - optional} to {parameters.Length}";
        var noun = parameters.Length == 1 && optional == 0 ? "argument" : "arguments";
        var verb = given == 1 ? "was" : "were";
        return new TargetArgumentException(
            $"{functionName}() takes {takes} positional {noun} but {given} {verb} given");
    }

    private TargetArgumentException Missing(List<string> names)
    {
        var list = names.Count switch
        {
            1 => names[0],
            2 => $"{names[0]} and {names[1]}",
            _ => string.Join(", ", names.GetRange(0, names.Count - 1)) + $", and {names[^1]}",
        };
        var noun = names.Count == 1 ? "argument" : "arguments";
        return new TargetArgumentException(
            $"{functionName}() missing {names.Count} required positional {noun}: {list}");
    }
}
