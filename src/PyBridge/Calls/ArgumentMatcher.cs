using System;
using System.Collections.Generic;
using PyBridge.Pickle.Objects.Conversion;

namespace PyBridge.Calls;

/// <summary>Matches arguments to parameters by position and by name, with Python's rules and error messages.</summary>
/// <param name="functionName">How errors refer to the function.</param>
/// <param name="parameters">Its parameters.</param>
/// <remarks>CPython: the messages are those of <c>initialize_locals</c> in <c>Python/ceval.c</c>.</remarks>
internal sealed class ArgumentMatcher(string functionName, MatchedParameter[] parameters)
{
    /// <summary>
    /// Whether an argument is the whole array of a <c>params</c> parameter, not its first item; never, if not set.
    /// </summary>
    public Func<int, bool>? IsWhole { get; init; }

    /// <summary>Whether <c>max_size</c> matches <c>maxSize</c>, if no parameter has that exact name.</summary>
    public bool NamesAreLoose { get; init; }

    /// <summary>One match per parameter.</summary>
    /// <exception cref="TargetArgumentException">Too many, too few, or unknown names.</exception>
    public ArgumentMatch[] Match(int argumentCount, string[] names)
    {
        var matches = new ArgumentMatch[parameters.Length];
        MatchPositional(matches, argumentCount);
        for (var i = 0; i < names.Length; i++)
        {
            var index = IndexOf(names[i]);
            if (matches[index].Source != ArgumentSource.None)
            {
                throw new TargetArgumentException(
                    $"{functionName}() got multiple values for argument '{parameters[index].Name}'");
            }

            matches[index] = new ArgumentMatch(ArgumentSource.Keyword, i);
        }

        MatchDefaults(matches, argumentCount);
        return matches;
    }

    private void MatchPositional(ArgumentMatch[] matches, int argumentCount)
    {
        for (var i = 0; i < argumentCount; i++)
        {
            if (i >= parameters.Length)
            {
                throw TooMany(argumentCount);
            }

            if (parameters[i].CollectsRest && !(i == argumentCount - 1 && IsWhole is not null && IsWhole(i)))
            {
                matches[i] = new ArgumentMatch(ArgumentSource.Rest, i);
                return;
            }

            matches[i] = new ArgumentMatch(ArgumentSource.Positional, i);
        }
    }

    private int IndexOf(string name)
    {
        var index = Array.FindIndex(parameters, parameter => parameter.Name == name);
        if (index < 0 && NamesAreLoose)
        {
            index = Array.FindIndex(parameters, parameter => LooseNames.AreSame(parameter.Name, name));
        }

        return index >= 0
            ? index
            : throw new TargetArgumentException($"{functionName}() got an unexpected keyword argument '{name}'");
    }

    private void MatchDefaults(ArgumentMatch[] matches, int argumentCount)
    {
        List<string>? missing = null;
        for (var i = 0; i < parameters.Length; i++)
        {
            if (matches[i].Source != ArgumentSource.None)
            {
                continue;
            }

            if (parameters[i].CollectsRest)
            {
                matches[i] = new ArgumentMatch(ArgumentSource.Rest, argumentCount);
            }
            else if (parameters[i].IsOptional)
            {
                matches[i] = new ArgumentMatch(ArgumentSource.Default, 0);
            }
            else
            {
                (missing ??= []).Add($"'{parameters[i].Name}'");
            }
        }

        if (missing is not null)
        {
            throw Missing(missing);
        }
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
