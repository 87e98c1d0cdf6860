using System;
using System.Collections.Generic;

namespace PyBridge.Calls;

/// <summary>Binds positional and keyword arguments to the parameters of code in this program.</summary>
internal sealed class ArgumentBinder(string functionName, TargetParameter[] parameters)
{
    /// <exception cref="TargetArgumentException">Too many, too few, unknown names, or a type that does not fit.</exception>
    /// <exception cref="PickleException">A parameter takes something that another process cannot supply.</exception>
    public BoundArgument[] Bind(object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        // C# also allows the array of a params parameter to be passed whole.
        var matcher = new ArgumentMatcher(functionName, parameters)
        {
            IsWhole = i => arguments[i] is null || parameters[i].Type.IsInstanceOfType(arguments[i]),
        };
        var matches = matcher.Match(
            arguments.Length, Array.ConvertAll(keywordArguments, argument => argument.Key));
        var bound = new BoundArgument[matches.Length];
        for (var i = 0; i < bound.Length; i++)
        {
            var (parameter, index) = (parameters[i], matches[i].Index);
            bound[i] = matches[i].Source switch
            {
                ArgumentSource.Positional => Convert(parameter, arguments[index], $"args[{index}]"),
                ArgumentSource.Keyword => Convert(
                    parameter, keywordArguments[index].Value, $"kwargs['{keywordArguments[index].Key}']"),
                ArgumentSource.Rest => Collect(parameter, arguments, index),
                _ => new BoundArgument($"kwargs['{parameter.Name}']", parameter.Type, parameter.Default),
            };
        }

        return bound;
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
}
