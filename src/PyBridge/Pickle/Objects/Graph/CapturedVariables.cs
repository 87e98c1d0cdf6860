using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PyBridge.Pickle.Objects.Graph;

/// <summary>
/// Captured variables that cannot cross, and that nothing in a graph reads: the lambdas of one scope share one object
/// for everything any of them captures. They are looked for only after a refusal, so that nobody else pays for it.
/// </summary>
internal sealed class CapturedVariables
{
    private readonly HashSet<(object Closure, FieldInfo Variable)> _leftOut = [];
    private readonly Dictionary<FieldInfo, PickleException> _errors = [];

    // Native code cannot be examined, and what is built to become native code is not.
    private static bool CanBeExamined => RuntimeFeature.IsDynamicCodeSupported;

    /// <summary>Whether a variable may be one that the target does not read, and nothing can tell.</summary>
    public static bool CanBeUnread(FieldInfo variable) => !CanBeExamined && ObjectFields.Of(variable.DeclaringType!).Length > 1;

    /// <summary>Leaves out a variable from now on.</summary>
    /// <returns><see langword="false"/> if that was already tried, or is impossible.</returns>
    public bool TryLeaveOut(object closure, FieldInfo variable, PickleException error)
    {
        if (!CanBeExamined || !_leftOut.Add((closure, variable)))
        {
            return false;
        }

        _errors.TryAdd(variable, error);
        return true;
    }

    /// <summary>Whether a variable is left out.</summary>
    public bool IsLeftOut(object closure, FieldInfo variable) => _leftOut.Contains((closure, variable));

    /// <summary>Checks that a delegate does not need what was left out.</summary>
    /// <exception cref="PickleException">Its code reads one of the variables: that variable's refusal.</exception>
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

    /// <summary>Checks that an object with variables is held only by code that is examined.</summary>
    /// <exception cref="PickleException">It is not: the refusal of its variable.</exception>
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

    /// <summary>The refusal of a variable that the target may not even read, with what to do where nothing can tell.</summary>
    public static PickleException Unexamined(PickleException refusal, FieldInfo variable) =>
        new($"{refusal.Message}; the target crosses with all variables of the block that any lambda captures, for in a program for native "
            + $"code nothing can tell whether it reads '{MemberNames.InSource(variable) ?? variable.Name}': capture that one in a "
            + "method of its own, or, unless it is published so, set PublishAot to false (in a single file: #:property PublishAot=false)",
            refusal.PythonType)
        {
            Path = refusal.Path,
        };

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
