using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion.Framework;

/// <summary>A <c>dict</c> with text for keys as an <c>ExpandoObject</c>, whose members are what they are for <see cref="object"/>.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Reasons.ApplicationIsRooted)]
internal static class DynamicObjects
{
    public static object? Find(ValueConverter converter, object general, DeclaredType type)
    {
        if (type.Type.Name != "ExpandoObject")
        {
            return null;
        }

        // By its interface: the class itself is in the assembly of expression trees, which few programs load.
        PickleDictionary entries = general as PickleDictionary ?? throw converter.Error(general, type);
        var made = (IDictionary<string, object?>)converter.Register(general, type, Activator.CreateInstance(type.Type)!);
        DeclaredType anything = converter.TypeOf(typeof(object));
        foreach ((object? key, object? value) in entries)
        {
            string name = key as string ?? throw converter.Error(general, type, "the name of a member is text");
            made[name] = converter.ConvertPart(value, anything, PathStep.Key(name));
        }

        return made;
    }
}
