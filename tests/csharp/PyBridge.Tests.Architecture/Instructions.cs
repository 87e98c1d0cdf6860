using System;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Emit;

namespace PyBridge.Tests.Architecture;

/// <summary>What follows the number of each instruction of the intermediate language.</summary>
internal static class Instructions
{
    /// <summary>Begins the instructions of two bytes.</summary>
    public const ushort Prefix = 0xFE;

    private static readonly Dictionary<ushort, OperandType> Operands = ReadOperands();

    public static OperandType OperandOf(ushort value) => Operands[value];

    public static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineBrTarget or OperandType.InlineI or OperandType.InlineSig or OperandType.InlineString
            or OperandType.ShortInlineR => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(operand), operand, null),
    };

    private static Dictionary<ushort, OperandType> ReadOperands()
    {
        var operands = new Dictionary<ushort, OperandType>();
        foreach (var field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var code = (OpCode)field.GetValue(null)!;
            operands[unchecked((ushort)code.Value)] = code.OperandType;
        }

        return operands;
    }
}
