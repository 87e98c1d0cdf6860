using System;
using System.Numerics;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Scalars;

/// <summary>The structs of System.Runtime.Numerics, which is loaded only if one of them occurs.</summary>
internal static class NumericsScalar
{
    public static void Write(ItemWriter items, object value)
    {
        switch (value)
        {
            case BigInteger number:
                items.WriteBytes(number.ToByteArray());
                break;
            case Complex number:
                items.WriteFloat(number.Real);
                items.WriteFloat(number.Imaginary);
                break;
            default:
                throw new NotSupportedException(value.GetType().ToString());
        }
    }

    public static object Read(ItemReader items, Type type) =>
        type == typeof(BigInteger)
            ? new BigInteger(items.NextBytes())
            : new Complex(items.NextFloat(), items.NextFloat());
}
