using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PyBridge.Pickle.Objects.Graph;

/// <summary>
/// Captured variables that cannot cross, and that nothing in a graph reads: lambdas of one scope share one object for what
/// any of them captures. They are looked for only when one was refused, so that nobody else pays for it.
/// </summary>
internal sealed class CapturedVariables
{
    private readonly HashSet<(object Closure, FieldInfo Variable)> _leftOut = [];
    private readonly Dictionary<FieldInfo, PickleException> _errors = [];

    /// <summary>Leaves a variable out from now on.</summary>
    /// <returns><see langword="false"/> where that has been tried, or cannot be.</returns>
    public bool TryLeaveOut(object closure, FieldInfo variable, PickleException error)
    {
        // Native code cannot be looked at.
        if (!RuntimeFeature.IsDynamicCodeSupported || !_leftOut.Add((closure, variable)))
        {
            return false;
        }

        _errors.TryAdd(variable, error);
        return true;
    }

    /// <summary>Whether a variable stays behind.</summary>
    public bool IsLeftOut(object closure, FieldInfo variable) => _leftOut.Contains((closure, variable));

    /// <summary>Checks that a delegate does without what was left out.</summary>
    /// <exception cref="PickleException">Its code reads one of the variables: the refusal of that.</exception>
    public void CheckCode(MethodInfo method)
    {
        foreach ((FieldInfo variable, PickleException error) in _errors)
        {
            if (new CodeSearch(variable).IsReadBy(method))
            {
                throw Explained(error, variable);
            }
        }
    }

    /// <summary>Checks that an object with variables is held by nobody whose code is not looked at.</summary>
    /// <exception cref="PickleException">It is: the refusal of its variable.</exception>
    public void CheckHolder(object closure, object holder)
    {
        if (holder is Delegate or object?[] || MemberNames.IsClosure(holder.GetType()))
        {
            return;
        }

        foreach ((object owner, FieldInfo variable) in _leftOut)
        {
            if (ReferenceEquals(owner, closure))
            {
                throw _errors[variable];
            }
        }
    }

    private static PickleException Explained(PickleException error, FieldInfo variable) =>
        new($"{error.Message}; it was asked for because the code of the target reads "
            + (MemberNames.InSource(variable) is { } name and not "this"
                ? $"the captured variable '{name}'"
                : "'this': make the lambda static, or copy the field that it needs to a local variable"),
            error.PythonType)
        {
            Path = error.Path,
        };
}
