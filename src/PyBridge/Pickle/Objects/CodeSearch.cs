using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace PyBridge.Pickle.Objects;

/// <summary>
/// Checks whether code uses a field: a method, and everything it calls in the class in which the method was written.
/// Whatever cannot be followed counts as a use.
/// </summary>
/// <remarks>The instructions are those of ECMA-335, partition III.</remarks>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Nothing is trimmed where code is dynamic.")]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "As above.")]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "As above.")]
internal sealed class CodeSearch(FieldInfo field)
{
    private const int MaxMethods = 2_000;
    private const byte Prefix = 0xFE;

    private static readonly OpCode[] Short = new OpCode[256];
    private static readonly OpCode[] Long = new OpCode[256];

    private readonly HashSet<MethodBase> _seen = [];
    private readonly Queue<MethodBase> _left = new();

    static CodeSearch()
    {
        foreach (FieldInfo named in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var code = (OpCode)named.GetValue(null)!;
            (code.Size == 1 ? Short : Long)[(byte)code.Value] = code;
        }
    }

    /// <summary>Whether a method uses the field.</summary>
    public bool IsReadBy(MethodBase method)
    {
        Add(method);
        while (_left.TryDequeue(out MethodBase? next))
        {
            if (_seen.Count > MaxMethods || Uses(next))
            {
                return true;
            }
        }

        return false;
    }

    private void Add(MethodBase method)
    {
        if (!_seen.Add(method))
        {
            return;
        }

        _left.Enqueue(method);

        // Asynchronous methods and iterators do their work in a class of their own.
        if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine)
        {
            const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
            foreach (MethodInfo step in machine.StateMachineType.GetMethods(Declared))
            {
                if (IsNear(step))
                {
                    Add(step);
                }
            }
        }
    }

    private bool Uses(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
        {
            return false;
        }

        Type[]? typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        Type[]? methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (int position = 0; position < code.Length;)
        {
            OpCode instruction = code[position] == Prefix ? Long[code[position + 1]] : Short[code[position]];
            position += instruction.Size;
            if (instruction.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok
                && IsUse(method.Module, BitConverter.ToInt32(code, position), typeArguments, methodArguments))
            {
                return true;
            }

            position += SizeOfOperand(instruction.OperandType, code, position);
        }

        return false;
    }

    private bool IsUse(Module module, int token, Type[]? typeArguments, Type[]? methodArguments)
    {
        MemberInfo? member;
        try
        {
            member = module.ResolveMember(token, typeArguments, methodArguments);
        }
        catch (Exception exception) when (exception is ArgumentException or TypeLoadException or System.IO.IOException)
        {
            return true;
        }

        switch (member)
        {
            case FieldInfo used:
                return used.MetadataToken == field.MetadataToken && used.Module == field.Module;
            case MethodBase called when IsNear(called):
                Add(called);
                return false;
            default:
                return false;
        }
    }

    /// <summary>Only code written in the same class can name the compiler's fields for captured variables.</summary>
    private bool IsNear(MethodBase method) => OutermostOf(method.DeclaringType) == OutermostOf(field.DeclaringType);

    private static Type? OutermostOf(Type? type)
    {
        while (type?.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type is { IsConstructedGenericType: true } ? type.GetGenericTypeDefinition() : type;
    }

    private static int SizeOfOperand(OperandType type, byte[] code, int position) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, position)),
        _ => 4,
    };
}
