using System;
using System.Collections.Generic;
using System.Reflection;
using PyBridge.Pickle.Objects.Conversion;

namespace PyBridge.Pickle.Objects.Exact;

/// <summary>
/// The values of .NET in a message or result of a Python program that has the CLR. Its sender may be anybody who may
/// send: nothing is loaded for it, and a value whose types the receiver did not ask for is left to its plain counterpart.
/// </summary>
/// <param name="effort">Pays for reading them.</param>
internal sealed class PeerValues(PickleEffort effort)
{
    private readonly Dictionary<byte[], object?> _read = [];

    /// <summary>Makes one of the values again.</summary>
    /// <param name="value">The value as the message has it.</param>
    /// <param name="declared">The type that its place declares.</param>
    /// <returns><see langword="null"/> if its counterpart is to be converted instead.</returns>
    public object? Find(ExactValue value, Type declared)
    {
        if (value.Bytes is not { } bytes)
        {
            return PeerTypes.PrimitiveOf(value.TypeName) is { } primitive ? PrimitiveFrom(value.Plain, primitive) : null;
        }

        if (!_read.TryGetValue(bytes, out var found))
        {
            found = Read(bytes, declared);
            _read.Add(bytes, found);
        }

        return found;
    }

    private object? Read(byte[] bytes, Type declared)
    {
        var table = ExactTable.Read(bytes, effort);
        if (table.Count != 1)
        {
            return null;
        }

        var allowed = new PeerTypes(declared);
        var types = new Type[table.TypeNames.Length];
        for (int i = 0; i < types.Length; i++)
        {
            if (allowed.Find(table.TypeNames[i]) is not { } type)
            {
                return null;
            }

            types[i] = type;
        }

        try
        {
            return table.ReadValues(types)[0];
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidCastException or OverflowException
            or TargetInvocationException)
        {
            throw new PickleException($"invalid value of .NET: {exception.Message}", "UnpicklingError", exception);
        }
    }

    private static object? PrimitiveFrom(object? plain, Type type) =>
        plain is not null && ScalarConversion.TryConvert(plain, type, new ConversionPath(type.Name), out var value) ? value : null;
}
