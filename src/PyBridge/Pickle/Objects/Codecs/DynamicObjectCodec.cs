using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary><c>ExpandoObject</c>: its members. Who is told of changes stays behind.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Reasons.ApplicationIsRooted)]
internal sealed class DynamicObjectCodec(Type type) : ObjectCodec(type)
{
    /// <inheritdoc/>
    public override object CreateShell(ItemReader items) => Activator.CreateInstance(WireType)!;

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        // By its interface: the class itself is in the assembly of expression trees, which few programs load.
        var members = (IDictionary<string, object?>)value;
        parts.AddRaw(members.Count);
        foreach ((string name, object? member) in members)
        {
            parts.AddRaw(name);
            parts.Add(member, typeof(object), PathStep.Member(name));
        }
    }

    /// <inheritdoc/>
    public override void Fill(object shell, ItemReader items)
    {
        var members = (IDictionary<string, object?>)shell;
        for (int left = items.NextItemCount(); left > 0; left--)
        {
            string name = items.NextString();
            members[name] = items.ReadObject();
        }
    }
}
