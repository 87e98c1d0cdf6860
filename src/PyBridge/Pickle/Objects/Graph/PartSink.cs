using System;
using System.Collections.Generic;
using System.Reflection;
using PyBridge.Pickle.Objects.Codecs;
using PyBridge.Pickle.Objects.Scalars;

namespace PyBridge.Pickle.Objects.Graph;

/// <summary>Collects the description of one object at a time.</summary>
/// <param name="codecs">How values of each type cross.</param>
/// <param name="types">The types that are named.</param>
/// <param name="captures">What is left out; <see langword="null"/> if nothing is.</param>
internal sealed class PartSink(CodecTable codecs, TypeRegistry types, CapturedVariables? captures = null)
{
    private readonly List<Part> _parts = [];
    private PathTrace? _trace;

    /// <summary>The slot whose value is being described, or -1 inside objects.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>The number of parts so far.</summary>
    public int Count => _parts.Count;

    /// <summary>The number of parts up to the last key.</summary>
    public int KeyCount { get; private set; }

    /// <summary>Forgets the previous object.</summary>
    public void Clear()
    {
        _parts.Clear();
        KeyCount = 0;
    }

    /// <summary>The parts of the object just described.</summary>
    public Part[] ToArray() => _parts.ToArray();

    /// <summary>Records the path to one part while the object is described again.</summary>
    public void Trace(PathTrace? trace) => _trace = trace;

    /// <summary>Marks all parts so far as keys, or as leading to them.</summary>
    public void MarkKeys() => KeyCount = _parts.Count;

    /// <summary>Adds a number, text, truth value or <see langword="null"/>, which the codec itself reads.</summary>
    public void AddRaw(object? value) => Append(new Part(value, PartKind.Scalar), PathStep.Transparent);

    /// <summary>Adds the elements of an array as raw memory.</summary>
    public void AddBlock(Array block) => Append(new Part(block, PartKind.Block), PathStep.Transparent);

    /// <summary>Adds a type, which the codec itself reads.</summary>
    public void AddType(Type type, in PathStep step)
    {
        if (types.ReasonAgainst(type) is { } reason)
        {
            Refuse(type, reason, step);
        }
        else
        {
            Append(new Part(type, PartKind.Type), step);
        }
    }

    /// <summary>Whether a captured variable is left out because nobody reads it.</summary>
    public bool IsLeftOut(object closure, FieldInfo variable) => captures?.IsLeftOut(closure, variable) == true;

    /// <summary>Adds a method, which the codec itself reads.</summary>
    public void AddMethod(MethodInfo method, in PathStep step)
    {
        captures?.CheckCode(method);
        if (MethodReference.ReasonAgainst(method) is { } reason)
        {
            Refuse(method.GetType(), reason, step);
            return;
        }

        if (MetadataTokens.Identify(method))
        {
            AddType(method.DeclaringType!, step);
            AddRaw(method.MetadataToken);
            return;
        }

        MethodReference reference = MethodReference.Of(method);
        AddType(reference.DeclaringType, step);
        AddRaw(reference.Name);
        AddRaw(reference.Signature);
        AddRaw(reference.GenericArguments.Length);
        foreach (Type argument in reference.GenericArguments)
        {
            AddType(argument, step);
        }
    }

    /// <summary>Declares that what follows is one step further down.</summary>
    public void EnterStep(in PathStep step) => _trace?.Enter(step);

    /// <summary>Leaves that step.</summary>
    public void LeaveStep() => _trace?.Leave();

    /// <summary>Declares that something cannot cross.</summary>
    public void Refuse(Type type, string reason, in PathStep step) =>
        Append(new Part(new Refusal(type, reason), PartKind.Refusal), step);

    /// <summary>Adds the value of a field, an element or a slot.</summary>
    /// <param name="value">The value.</param>
    /// <param name="declared">The declared type of the place.</param>
    /// <param name="step">The path from the object to the value.</param>
    public void Add(object? value, Type declared, in PathStep step)
    {
        if (declared.IsPointer || declared.IsFunctionPointer)
        {
            Refuse(declared, "a pointer belongs to its process", step);
        }
        else if (declared.IsByRef || declared.IsByRefLike)
        {
            Refuse(declared, "a reference to a place in memory belongs to its process", step);
        }
        else if (declared.IsValueType)
        {
            AddValue(value, declared, step);
        }
        else if (value is null or string or bool or double)
        {
            Append(new Part(value, PartKind.Scalar), step);
        }
        else
        {
            AddObject(value, declared, step);
        }
    }

    private void AddValue(object? value, Type declared, in PathStep step)
    {
        if (Nullable.GetUnderlyingType(declared) is { } underlying)
        {
            AddRaw(value is null ? null : true);
            if (value is null)
            {
                return;
            }

            declared = underlying;
        }

        if (value?.GetType() != declared)
        {
            Refuse(declared, value is null ? "there is no value" : $"the value is a {value.GetType()}", step);
        }
        else if (Scalar.IsScalarValue(declared))
        {
            Append(new Part(value, PartKind.Scalar), step);
        }
        else if (codecs.Find(declared) is not { } codec)
        {
            Refuse(declared, Refusals.ReasonAgainst(declared), step);
        }
        else
        {
            int slot = Slot;
            Slot = -1;
            EnterStep(step);
            codec.Describe(value, this);
            LeaveStep();
            Slot = slot;
        }
    }

    private void AddObject(object value, Type declared, in PathStep step)
    {
        switch (value)
        {
            case Type type:
                AddType(typeof(Type), step);
                AddType(type, step);
                break;
            case MethodInfo method:
                AddType(typeof(MethodInfo), step);
                AddMethod(method, step);
                break;
            default:
                if (Scalar.WireTypeOf(value) is { } scalar)
                {
                    AddType(scalar, step);
                    Append(new Part(value, PartKind.Scalar), step);
                }
                else
                {
                    bool exact = Slot >= 0 && codecs.Find(value.GetType())?.WireType == declared;
                    Append(new Part(value, PartKind.Reference, exact ? Slot : -1), step);
                }

                break;
        }
    }

    private void Append(in Part part, in PathStep step)
    {
        _trace?.Note(_parts.Count, step);
        _parts.Add(part);
    }
}
