using System;
using System.Collections.Generic;
using NUnit.Framework;
using PyBridge.Pickle.Objects;

namespace PyBridge.Tests.Pickle.Objects;

/// <summary>Sends values through a pickle and back, types by their names as in another process.</summary>
internal static class Crossing
{
    /// <summary>Sends a value in a slot of its static type.</summary>
    public static T Send<T>(T value) => (T)SendAs(typeof(T), value)!;

    /// <summary>Sends a value in a slot of type <see cref="object"/>, so that its type must cross, too.</summary>
    public static object? SendAsObject(object? value) => SendAs(typeof(object), value);

    /// <summary>Sends a value in a slot of some type.</summary>
    public static object? SendAs(Type declared, object? value) => SendAll([("args[0]", declared, value)])[0];

    /// <summary>Sends several values together.</summary>
    public static object?[] SendAll(params ReadOnlySpan<(string Path, Type Declared, object? Value)> values)
    {
        var slots = new Slot[values.Length];
        var contents = new object?[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            slots[i] = new Slot(values[i].Path, values[i].Declared);
            contents[i] = values[i].Value;
        }

        PickledObjects pickled = new ObjectPickler().Dump(slots, contents);
        return ObjectUnpickler.Load(pickled.Pickle, slots, TypesOf(pickled.Types));
    }

    /// <summary>Finds types by their numbers.</summary>
    public static Func<int, Type> TypesOf(IReadOnlyList<Type> types) =>
        number => Type.GetType(types[number].AssemblyQualifiedName!, throwOnError: true)!;

    /// <summary>What writing a value fails with.</summary>
    public static PickleException Refusal(object? value, Type? declared = null, string path = "args[0]")
    {
        PickleException error = Assert.Throws<PickleException>(
            () => new ObjectPickler().Dump([new Slot(path, declared ?? typeof(object))], [value]))!;
        Assert.That(error.PythonType, Is.EqualTo("TypeError"));
        Assert.That(error.Message, Does.StartWith($"cannot pickle {error.Path}: "));
        return error;
    }
}
