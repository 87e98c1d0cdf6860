using System;
using System.Reflection;
using PyBridge.Handing;
using PyBridge.Pickle;
using PyBridge.Pickle.Objects.Conversion;

namespace PyBridge.Calls;

/// <summary>Converts the arguments of a call from Python values to what the method's parameters declare.</summary>
internal sealed class CallConversion : IDisposable
{
    private readonly MethodInfo _method;
    private readonly CallArguments _arguments;
    private readonly ValueConverter _converter;

    /// <param name="method">The method.</param>
    /// <param name="call">Its arguments, as a pickle; reading and converting them share one budget.</param>
    public CallConversion(MethodInfo method, byte[] call)
    {
        _method = method;
        var effort = new PickleEffort(call.Length, PickleLimits.Default);
        _arguments = CallArguments.Read(call, owns: true, effort);
        var exact = _arguments.LoadExact();
        _converter = new ValueConverter(
            new InheritedObjectBuilder(),
            (value, _) => value.Number is { } number && number < exact.Length ? exact[number] : null,
            effort);
    }

    /// <summary>Gives back the memory of large arguments: what was made of them holds its own.</summary>
    public void Dispose() => _arguments.Dispose();

    /// <summary>One value for each parameter.</summary>
    /// <exception cref="TargetArgumentException">A value does not fit the type that its parameter declares.</exception>
    public object?[] Convert()
    {
        var parameters = Array.ConvertAll(_method.GetParameters(), TargetParameter.Of);
        var matcher = new ArgumentMatcher(_method.Name, parameters) { NamesAreLoose = true };
        var matches = matcher.Match(_arguments.Positional.Count, _arguments.Names);
        var values = new object?[parameters.Length];
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = Convert(parameters[i], matches[i]);
            }
        }
        catch (PickleException exception)
        {
            throw new TargetArgumentException($"{_method.Name}(): {exception.Message}");
        }

        return values;
    }

    private object? Convert(TargetParameter parameter, ArgumentMatch match) => match.Source switch
    {
        ArgumentSource.Default => parameter.Default,
        ArgumentSource.Rest => Collect(parameter, match.Index),
        _ => _converter.Convert(_arguments.At(match), parameter.Type, parameter.Name),
    };

    private Array Collect(TargetParameter parameter, int start)
    {
        var element = parameter.Type.GetElementType()!;
        var rest = Array.CreateInstanceFromArrayType(parameter.Type, _arguments.Positional.Count - start);
        for (var i = 0; i < rest.Length; i++)
        {
            rest.SetValue(_converter.Convert(_arguments.Positional[start + i], element, $"{parameter.Name}[{i}]"), i);
        }

        return rest;
    }
}
