using System;
using System.Collections;
using PyBridge.Pickle.Objects.Codecs;

namespace PyBridge.Pickle.Objects;

/// <summary>What cannot cross, whatever its fields, and why.</summary>
internal static class Refusals
{
    private const string NoValue = "this framework type has no form by value";

    /// <summary>Why objects of a type without a codec cannot cross.</summary>
    public static string ReasonAgainst(Type type)
    {
        if (FindInherited(type) is { } reason)
        {
            return reason;
        }

        if (StructLayouts.IsBuffer(type))
        {
            return "inline arrays and fixed buffers cross only where code is made at run time";
        }

        if (typeof(IEnumerable).IsAssignableFrom(type))
        {
            return NoValue + "; copy it into a list or an array";
        }

        if (typeof(IEnumerator).IsAssignableFrom(type))
        {
            return "an enumeration that is under way belongs to its collection";
        }

        return HandleOwners.Includes(type) ? "it owns a native handle of its process; make it in the child"
            : PlainTypes.HoldsHandle(type) ? "it holds a native handle or pointer of its process" : NoValue;
    }

    /// <summary>Why a type cannot cross for itself or for a type it is derived from; <see langword="null"/> if it may.</summary>
    public static string? FindInherited(Type type)
    {
        for (Type? current = type; current is not null; current = current.BaseType)
        {
            if (Find(current) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }

    /// <summary>Why a type, and any derived from it, cannot cross; <see langword="null"/> if it may.</summary>
    public static string? Find(Type type) =>
        FrameworkTypes.Owns(type) ? FindByName(type.FullName ?? type.Name) ?? FindGeneric(type) : FindForeign(type);

    // pythonnet's: its number means an object of the interpreter in this process, and serialization would write it.
    private static string? FindForeign(Type type) => type.FullName == "Python.Runtime.PyObject"
        ? "a Python object belongs to the interpreter of its process; pass a .NET value made of it, as by As<T>()"
        : null;

    // By name: most of these types are in assemblies that are not loaded, and need not be.
    private static string? FindByName(string name) => name switch
    {
        "System.IO.FileStream" => "an open file handle belongs to its process; open it in the child",
        "System.IO.MemoryStream" => "a stream belongs to its process; pass its bytes",
        "System.IO.Stream" => "a stream belongs to its process; open it in the child",
        "System.IO.TextReader" or "System.IO.TextWriter" or "System.IO.BinaryReader" or "System.IO.BinaryWriter" =>
            "a reader or writer belongs to its process; open it in the child",
        "System.IO.FileSystemWatcher" => "a watch on files belongs to its process; make it in the child",
        "System.Threading.Thread" => "a thread belongs to its process",
        "System.Net.Sockets.Socket" or "System.Net.Sockets.TcpClient" or "System.Net.Sockets.TcpListener"
            or "System.Net.Sockets.UdpClient" => "a socket belongs to its process; connect it in the child",
        "System.Net.Http.HttpMessageInvoker" or "System.Net.Http.HttpMessageHandler" or "System.Net.HttpListener" =>
            "network connections belong to their process; make them in the child",
        "System.Runtime.InteropServices.SafeHandle" or "System.Runtime.InteropServices.CriticalHandle"
            or "System.Runtime.InteropServices.GCHandle" or "System.Runtime.InteropServices.HandleRef" =>
            "a handle belongs to its process",
        "System.Threading.WaitHandle" or "System.Threading.Lock" or "System.Threading.SemaphoreSlim"
            or "System.Threading.ManualResetEventSlim" or "System.Threading.CountdownEvent"
            or "System.Threading.Barrier" or "System.Threading.ReaderWriterLockSlim"
            or "System.Threading.ReaderWriterLock" or "System.Threading.SpinLock" =>
            "a lock or event works inside one process only",
        "System.Threading.Timer" or "System.Threading.PeriodicTimer" or "System.Timers.Timer" =>
            "a timer belongs to its process; make it in the child",
        "System.Threading.Tasks.Task" or "System.Threading.Tasks.TaskCompletionSource"
            or "System.Threading.Tasks.TaskScheduler" or "System.Threading.Tasks.TaskFactory" =>
            "a task runs in its process; pass its result",
        "System.Threading.CancellationTokenSource" => "cancellation does not reach other processes",
        "System.Threading.ExecutionContext" or "System.Threading.SynchronizationContext" =>
            "a context belongs to its process",
        "System.Reflection.Assembly" or "System.Reflection.Module" => "loaded code belongs to its process",
        "System.Reflection.MemberInfo" => "of members only types and methods cross",
        "System.AppDomain" or "System.Runtime.Loader.AssemblyLoadContext" => "loaded code belongs to its process",
        "System.Delegate" => "a delegate of an unknown kind",
        "System.WeakReference" => "a weak reference would refer to nothing in another process",
        "System.Diagnostics.Process" => "a process object belongs to its process",
        "System.HashCode" => "hash codes differ from process to process",
        "System.RuntimeTypeHandle" or "System.RuntimeMethodHandle" or "System.RuntimeFieldHandle" =>
            "a handle belongs to its process",
        "System.Globalization.CultureInfo" => "a culture with changed formats or a class of its own has no name",
        "System.TimeZoneInfo" => "a time zone that is not the system's, and whose rules .NET cannot read back",
        "System.Text.Encoding" => "an encoding that is not built in, or handles errors in its own way, has no name",
        _ => null,
    };

    private static string? FindGeneric(Type type) =>
        !type.IsGenericType ? null : type.GetGenericTypeDefinition().FullName switch
        {
            "System.WeakReference`1" => "a weak reference would refer to nothing in another process",
            "System.Threading.ThreadLocal`1" or "System.Threading.AsyncLocal`1" => "the value belongs to a thread",
            "System.Threading.Tasks.TaskCompletionSource`1" => "a task runs in its process; pass its result",
            "System.Runtime.CompilerServices.ConditionalWeakTable`2" =>
                "weak references would refer to nothing in another process",
            "System.Collections.Concurrent.BlockingCollection`1" => "a queue that blocks works inside one process only",
            _ => null,
        };
}
