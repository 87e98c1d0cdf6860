using System;
using System.Reflection;

namespace PyBridge.Pickle.Objects;

/// <summary>The types that need no name beside the pickle. They hold plain data and can do no harm.</summary>
internal static class WellKnownTypes
{
    /// <summary>The number that no type has.</summary>
    public const int None = 0;

    /// <summary>The number of a type, from -1 down, or <see cref="None"/>.</summary>
    public static int NumberOf(Type type)
    {
        for (int number = -1; Find(number) is { } known; number--)
        {
            if (known == type)
            {
                return number;
            }
        }

        return None;
    }

    /// <summary>The type with a number, or <see langword="null"/>.</summary>
    // A switch, not a table: a table would be filled at every start of a worker.
    public static Type? Find(long number) => number switch
    {
        -1 => typeof(int),
        -2 => typeof(long),
        -3 => typeof(byte),
        -4 => typeof(char),
        -5 => typeof(float),
        -6 => typeof(uint),
        -7 => typeof(ulong),
        -8 => typeof(short),
        -9 => typeof(ushort),
        -10 => typeof(sbyte),
        -11 => typeof(decimal),
        -12 => typeof(DateTime),
        -13 => typeof(TimeSpan),
        -14 => typeof(Guid),
        -15 => typeof(nint),
        -16 => typeof(nuint),
        -17 => typeof(object),
        -18 => typeof(string),
        -19 => typeof(bool),
        -20 => typeof(double),
        -21 => typeof(Type),
        -22 => typeof(MethodInfo),
        -23 => typeof(byte[]),
        -24 => typeof(object[]),
        _ => null,
    };
}
