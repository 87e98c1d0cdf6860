using PyBridge.Connections.Sharing;
using PyBridge.Pickle.Values;

namespace PyBridge.Handing;

/// <summary>The types of this library that processes share, and what another process sends for them.</summary>
internal static class SharedTypes
{
    private const string Queues = "multiprocessing.queues";

    /// <summary>Whether a pickled value becomes an object of such a type; no other value does.</summary>
    /// <param name="value">What was pickled.</param>
    /// <param name="typeName">The full name of the type.</param>
    public static bool ComeFrom(object value, string typeName) =>
        value is PickleInstance { Class: PickleGlobal made } && (typeName, made.Module, made.QualifiedName) switch
        {
            ("PyBridge.Queues.Queue", Queues, "Queue" or "JoinableQueue") => true,
            ("PyBridge.Queues.JoinableQueue", Queues, "JoinableQueue") => true,
            ("PyBridge.Queues.SimpleQueue", Queues, "SimpleQueue") => true,
            ("PyBridge.Connections.Connection", ConnectionForm.Module, ConnectionForm.Rebuild) => true,
            _ => false,
        };
}
