using System;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Graph;

/// <summary>
/// What the persistent identifiers in a pickled graph mean: a number means a type, a token in a tuple an object of the
/// host.
/// </summary>
internal sealed class PersistentIds(Func<int, Type> typeTable, Func<object?, object?>? hostLoad)
{
    /// <summary>Finds the meaning of an identifier.</summary>
    /// <exception cref="PickleException">It has none.</exception>
    public object Load(object? id)
    {
        switch (id)
        {
            case long number and < 0 when WellKnownTypes.Find(number) is { } known:
                return known;
            case long number and >= 0 and < int.MaxValue:
                return typeTable((int)number);
            case PickleTuple { Count: 1 } token when hostLoad?.Invoke(token[0]) is { } value:
                return new HostObject(value);
            default:
                throw ItemReader.Damaged();
        }
    }
}
