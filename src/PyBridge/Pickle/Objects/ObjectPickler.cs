using System;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects;

/// <summary>Writes values of .NET so that another process running the same code gets equal ones.</summary>
/// <param name="reducer">Says which objects cross as a token of the host.</param>
/// <remarks>
/// State is all instance fields, except those marked <see cref="NonSerializedAttribute"/>; no constructor runs on
/// the other side. Objects that several values share, and cycles, stay so. Collections of the framework are filled
/// anew, with their comparers; their capacity is not kept. Classes that take part in being serialized are told, and
/// asked where they are <see cref="System.Runtime.Serialization.ISerializable"/>. Texts, numbers and other values that
/// never change do not keep their identity as objects. A <see cref="nint"/> of an application is a number; framework
/// types that hold one are refused: it is a handle there.
/// </remarks>
internal sealed class ObjectPickler(IObjectReducer? reducer = null)
{
    /// <summary>Writes one value per slot. Whatever cannot cross is found here.</summary>
    /// <param name="slots">The places, as the other side knows them, too.</param>
    /// <param name="values">Their values, in the same order.</param>
    /// <exception cref="PickleException">Something cannot cross, at <see cref="PickleException.Path"/>.</exception>
    public PickledObjects Dump(ReadOnlySpan<Slot> slots, ReadOnlySpan<object?> values)
    {
        if (slots.Length != values.Length)
        {
            throw new ArgumentException($"{slots.Length} slots, but {values.Length} values", nameof(values));
        }

        CapturedVariables? captures = null;
        IObjectReducer? tokens = reducer is null ? null : new RememberingReducer(reducer);
        while (true)
        {
            var types = new TypeRegistry();
            var writer = new GraphWriter(types, tokens, captures);
            try
            {
                ReadOnlyMemory<byte> pickle = writer.Write(slots.ToArray(), values.ToArray());
                return new PickledObjects(pickle, types.Types, types.Assemblies);
            }
            catch (PickleException refusal)
            {
                // A variable that the target does not read need not cross, even though it shares an object with others.
                if (writer.FindCapture() is not var (closure, variable)
                    || !(captures ??= new CapturedVariables()).TryLeaveOut(closure, variable, refusal))
                {
                    throw;
                }
            }
        }
    }
}
