using System;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>The declared types of places, each examined once per message.</summary>
internal sealed class DeclaredTypes
{
    private readonly ReferenceMemo _numbers = new();
    private DeclaredType[] _types = [];
    private int _count;

    /// <summary>What conversions need to know about a type.</summary>
    public DeclaredType Of(Type type)
    {
        if (_numbers.TryGet(type, out int number))
        {
            return _types[number];
        }

        if (_count == _types.Length)
        {
            var types = new DeclaredType[Math.Max(4, 2 * _count)];
            Array.Copy(_types, types, _count);
            _types = types;
        }

        _numbers.Add(type, _count);
        return _types[_count++] = new DeclaredType(this, type);
    }
}
