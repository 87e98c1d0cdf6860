using System;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Keys;

/// <summary>
/// Python's equality as dictionaries and sets use it: <c>1 == 1.0 == True</c>, tuples, frozen sets and bytes by
/// value, anything unknown by identity.
/// </summary>
internal static class KeyEquality
{
    /// <summary>Whether two keys are the same key.</summary>
    public static bool Equal(object? left, object? right, KeyEffort effort, int depth = 0)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left is null || right is null)
        {
            return false;
        }

        switch (left)
        {
            case string text:
                return right is string otherText && text.Length == otherText.Length
                    && EqualBytes(text, otherText, text.Length, effort);
            case long number when right is long otherNumber:
                return number == otherNumber;
            case byte[] bytes:
                return right is byte[] otherBytes && bytes.Length == otherBytes.Length
                    && EqualBytes(bytes, otherBytes, effort);
            case HashedContainer container:
                return right is HashedContainer otherContainer
                    && EqualContainers(container, otherContainer, effort, depth);
            default:
                return EqualOthers(left, right, effort);
        }
    }

    private static bool EqualBytes(string left, string right, int length, KeyEffort effort)
    {
        effort.Spend(length);
        return left == right;
    }

    private static bool EqualBytes(byte[] left, byte[] right, KeyEffort effort)
    {
        effort.Spend(left.Length);
        return left.AsSpan().SequenceEqual(right);
    }

    private static bool EqualContainers(HashedContainer left, HashedContainer right, KeyEffort effort, int depth)
    {
        if (left.IsKnownEqual(right))
        {
            return true;
        }

        if (left.IsKnownUnequal(right))
        {
            return false;
        }

        effort.Enter(depth);
        bool equal = left switch
        {
            PickleTuple tuple => right is PickleTuple other && EqualItems(tuple, other, effort, depth),
            PickleFrozenSet set => right is PickleFrozenSet other && set.HasSameItems(other, effort, depth),
            _ => false,
        };
        if (equal)
        {
            left.NoteEqual(right);
        }

        return equal;
    }

    private static bool EqualItems(PickleTuple left, PickleTuple right, KeyEffort effort, int depth)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        effort.Spend(left.Count);
        for (int i = 0; i < left.Count; i++)
        {
            if (!Equal(left[i], right[i], effort, depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool EqualOthers(object left, object right, KeyEffort effort)
    {
        if (NumericKeys.IsNumber(left))
        {
            return NumericKeys.IsNumber(right) && NumericKeys.Equal(left, right, effort);
        }

        return left switch
        {
            DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan or Guid => left.Equals(right),
            PickleGlobal global => EqualGlobals(global, right as PickleGlobal, effort),
            _ => false,
        };
    }

    private static bool EqualGlobals(PickleGlobal left, PickleGlobal? right, KeyEffort effort)
    {
        effort.Spend(left.Module.Length + left.QualifiedName.Length);
        return left.Equals(right);
    }
}
