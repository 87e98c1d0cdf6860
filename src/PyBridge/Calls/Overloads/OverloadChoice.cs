using System;
using System.Collections.Generic;
using System.Text;
using PyBridge.Pickle.Objects.Conversion;

namespace PyBridge.Calls.Overloads;

/// <summary>Chooses among methods of the same name by the number, names and values of the arguments.</summary>
internal static class OverloadChoice
{
    /// <summary>
    /// The one method that takes the arguments and does so better than the others: no argument fits worse and one fits
    /// better, or else fewer parameters are left to their defaults.
    /// </summary>
    /// <exception cref="TargetArgumentException">No method does, or several do.</exception>
    public static MethodShape Choose(List<MethodShape> methods, CallArguments arguments)
    {
        if (methods.Count == 1)
        {
            Weigh(methods[0], arguments);
            return methods[0];
        }

        var fitting = new List<(MethodShape Method, int[] Distances)>();
        var refusals = new StringBuilder();
        foreach (var method in methods)
        {
            try
            {
                fitting.Add((method, Weigh(method, arguments)));
            }
            catch (TargetArgumentException exception)
            {
                refusals.Append("\n  ").Append(method).Append(": ").Append(exception.Message);
            }
        }

        if (fitting.Count == 0)
        {
            throw new TargetArgumentException($"no overload of {methods[0].Name}() takes these arguments:{refusals}");
        }

        foreach (var candidate in fitting)
        {
            if (fitting.TrueForAll(other => ReferenceEquals(other.Method, candidate.Method)
                || IsBetter(candidate.Distances, other.Distances)))
            {
                return candidate.Method;
            }
        }

        throw new TargetArgumentException(
            $"the call of {methods[0].Name}() is ambiguous between\n  "
            + string.Join("\n  ", fitting.ConvertAll(candidate => candidate.Method.ToString())));
    }

    /// <summary>How well each argument fits, positional ones first; then how many parameters get no argument.</summary>
    /// <exception cref="TargetArgumentException">The method does not take them.</exception>
    private static int[] Weigh(MethodShape method, CallArguments arguments)
    {
        if (method.Obstacle is { } obstacle)
        {
            throw new TargetArgumentException($"{method.Name}() cannot be called: {obstacle}");
        }

        // Before any argument is missed or one too many: no call of such a method is right.
        if (Array.Find(method.Parameters, parameter => parameter is { Obstacle: not null, IsOptional: false }) is { } impossible)
        {
            throw CannotBeGiven(method, impossible);
        }

        var matcher = new ArgumentMatcher(method.Name, method.Parameters) { NamesAreLoose = true };
        var matches = matcher.Match(arguments.Positional.Count, arguments.Names);
        var positional = arguments.Positional.Count;
        var distances = new int[positional + arguments.Names.Length + 1];
        for (var i = 0; i < matches.Length; i++)
        {
            var (parameter, match) = (method.Parameters[i], matches[i]);
            if (parameter.Obstacle is not null && match.Source != ArgumentSource.Default)
            {
                throw CannotBeGiven(method, parameter);
            }

            switch (match.Source)
            {
                case ArgumentSource.Positional or ArgumentSource.Keyword:
                    var place = match.Source == ArgumentSource.Keyword ? positional + match.Index : match.Index;
                    distances[place] = Distance(method, parameter.Shape, arguments.At(match), parameter.Name);
                    break;
                case ArgumentSource.Rest:
                    distances[^1] += 2;
                    for (var j = match.Index; j < positional; j++)
                    {
                        distances[j] = Distance(
                            method, parameter.Shape.Item!, arguments.Positional[j], $"{parameter.Name}[{j - match.Index}]");
                    }

                    break;
                default:
                    distances[^1]++;
                    break;
            }
        }

        return distances;
    }

    private static TargetArgumentException CannotBeGiven(MethodShape method, ParameterShape parameter) =>
        new($"{method.Name}() argument '{parameter.Name}' cannot be given, {parameter.Shape}: {parameter.Obstacle}");

    private static int Distance(MethodShape method, DeclaredShape shape, object? value, string path)
    {
        try
        {
            return ShapeFit.Distance(value, shape, new ConversionPath(path));
        }
        catch (PickleException exception)
        {
            throw new TargetArgumentException($"{method.Name}(): {exception.Message}");
        }
    }

    private static bool IsBetter(int[] one, int[] other)
    {
        var better = false;
        for (var i = 0; i < one.Length - 1; i++)
        {
            if (one[i] > other[i])
            {
                return false;
            }

            better |= one[i] < other[i];
        }

        return better || one[^1] < other[^1];
    }
}
