using System;
using System.Collections.Generic;
using System.Diagnostics;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects;

/// <summary>Writes .NET values so that another process running the same code gets equal ones.</summary>
/// <param name="reducer">Decides which objects cross as a token of the host.</param>
/// <remarks>
/// An object's state is all its instance fields, except those marked <see cref="NonSerializedAttribute"/>; no
/// constructor runs on the other side. Shared objects and cycles are preserved. Framework collections are refilled,
/// with their comparers; their capacity is not kept. Classes that take part in serialization get their callbacks, and
/// <see cref="System.Runtime.Serialization.ISerializable"/> ones are asked for their values. Text, numbers and other
/// immutable values do not keep their identity as objects. A <see cref="nint"/> in an application is a number;
/// framework types that hold one are refused, because it is a handle there.
/// </remarks>
internal sealed class ObjectPickler(IObjectReducer? reducer = null)
{
    /// <summary>Writes one value per slot. Anything that cannot cross is detected here.</summary>
    /// <param name="slots">The places, which the other side knows, too.</param>
    /// <param name="values">Their values, in the same order.</param>
    /// <param name="buffers">
    /// Gets large blocks of numbers where they lie, which the pickle then refers to by <c>NEXT_BUFFER</c> (PEP 574); without it
    /// the pickle holds them all.
    /// </param>
    /// <exception cref="PickleException">Something cannot cross, at <see cref="PickleException.Path"/>.</exception>
    public PickledObjects Dump(
        ReadOnlySpan<Slot> slots, ReadOnlySpan<object?> values, List<ReadOnlyMemory<byte>>? buffers = null)
    {
        Debug.Assert(slots.Length == values.Length, "each slot has a value");
        CapturedVariables? captures = null;
        IObjectReducer? tokens = reducer is null ? null : new RememberingReducer(reducer);
        while (true)
        {
            buffers?.Clear();
            var types = new TypeRegistry();
            var writer = new GraphWriter(types, tokens, captures, buffers);
            try
            {
                ReadOnlyMemory<byte> pickle = writer.Write(slots.ToArray(), values.ToArray());
                return new PickledObjects(pickle, types.Types, types.Assemblies);
            }
            catch (PickleException refusal)
            {
                // A variable that the target does not read need not cross, even if it shares an object with others.
                if (writer.FindCapture() is not var (closure, variable))
                {
                    throw;
                }

                if (!(captures ??= new CapturedVariables()).TryLeaveOut(closure, variable, refusal))
                {
                    if (CapturedVariables.CanBeUnread(variable))
                    {
                        throw CapturedVariables.Unexamined(refusal, variable);
                    }

                    throw;
                }
            }
        }
    }
}
