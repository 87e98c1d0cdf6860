using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Globals;

namespace PyBridge.Pickle;

/// <content>Numbers and identifiers other than the common ones.</content>
internal sealed partial class GeneralPickler
{
    private void SaveNumber(object value)
    {
        switch (value)
        {
            case uint number: _writer.WriteInt((long)number); break;
            case ulong number: _writer.WriteInt(number); break;
            case byte number: _writer.WriteInt((long)number); break;
            case sbyte number: _writer.WriteInt(number); break;
            case short number: _writer.WriteInt(number); break;
            case ushort number: _writer.WriteInt((long)number); break;
            case float number: _writer.WriteFloat(number); break;
            default: SaveLargeNumber(value); break;
        }
    }

    // Not inlined: a type test for BigInteger loads System.Runtime.Numerics.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SaveLargeNumber(object value)
    {
        switch (value)
        {
            case BigInteger number: _writer.WriteBigInteger(number); break;
            case Complex number: SaveComplex(number); break;
            case decimal number: SaveDecimal(number); break;
            case Guid identifier: SaveUuid(identifier); break;
            default: throw new PickleException($"cannot pickle '{value.GetType()}' object", "TypeError");
        }
    }

    private void SaveComplex(Complex number)
    {
        _writer.WriteGlobal("builtins", "complex");
        _writer.WriteFloat(number.Real);
        _writer.WriteFloat(number.Imaginary);
        _writer.WriteTuple(2);
        _writer.WriteReduce();
    }

    private void SaveDecimal(decimal number)
    {
        _writer.WriteGlobal("decimal", "Decimal");
        _writer.WriteString(DecimalText.Format(number));
        _writer.WriteTuple(1);
        _writer.WriteReduce();
    }

    private void SaveUuid(Guid identifier)
    {
        _writer.WriteGlobal("uuid", "UUID");
        _writer.WriteEmptyTuple();
        _writer.WriteNewObject();
        _writer.WriteEmptyDict();
        _writer.WriteString(UuidState.Key);
        _writer.WriteBigInteger(UuidState.ToInteger(identifier));
        _writer.WriteSetItem();
        _writer.WriteBuild();
    }
}
