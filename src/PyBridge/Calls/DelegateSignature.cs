using System;
using System.Collections.Generic;
using System.Reflection;

namespace PyBridge.Calls;

/// <summary>The parameters through which a delegate's method receives its arguments.</summary>
/// <remarks>
/// A delegate may fix the first argument of a static method (an extension method on a value) or leave the instance of
/// an instance method open; the caller supplies what remains. Names and defaults are the method's.
/// </remarks>
internal sealed class DelegateSignature
{
    private readonly Delegate _delegate;
    private readonly MethodInfo _method;
    private readonly TargetParameter[] _parameters;

    private DelegateSignature(Delegate target)
    {
        _delegate = target;
        _method = target.Method;
        _parameters = ParametersOf(target, _method);
    }

    public static DelegateSignature Of(Delegate target) => new(target);

    /// <exception cref="TargetArgumentException">The arguments do not fit.</exception>
    public BoundArgument[] Bind(object?[] arguments, KeyValuePair<string, object?>[] keywordArguments) =>
        new ArgumentBinder(PythonMethodName.Of(_method), _parameters).Bind(arguments, keywordArguments);

    /// <summary>Calls the method; exceptions pass through unwrapped.</summary>
    public object? Invoke(object?[] values)
    {
        if (_method.IsStatic && _delegate.Target is { } first)
        {
            return Call(instance: null, [first, .. values]);
        }

        return !_method.IsStatic && _delegate.Target is null
            ? Call(values[0], values[1..])
            : Call(_delegate.Target, values);
    }

    private static TargetParameter[] ParametersOf(Delegate target, MethodInfo method)
    {
        var own = Array.ConvertAll(method.GetParameters(), TargetParameter.Of);
        if (method.IsStatic)
        {
            return target.Target is null ? own : own[1..];
        }

        return target.Target is null ? [TargetParameter.Instance(method.DeclaringType!), .. own] : own;
    }

    private object? Call(object? instance, object?[] values) =>
        _method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, values, culture: null);
}
