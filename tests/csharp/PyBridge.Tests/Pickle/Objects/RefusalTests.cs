using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Pickle.Objects;

namespace PyBridge.Tests.Pickle.Objects;

[TestFixture]
public class RefusalTests
{
    private static IEnumerable<TestCaseData> Unsendable()
    {
        yield return Case(() => new MemoryStream(), "a stream belongs to its process; pass its bytes");
        yield return Case(() => new StringReader("x"), "a reader or writer belongs to its process; open it in the child");
        yield return Case(() => TextWriter.Synchronized(TextWriter.Null), "a reader or writer belongs to its process; open it in the child");
        yield return Case(() => new Thread(() => { }), "a thread belongs to its process");
        yield return Case(
            () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp),
            "a socket belongs to its process; connect it in the child");
        yield return Case(() => new HttpClient(), "network connections belong to their process; make them in the child");
        yield return Case(() => new Mutex(), "a lock or event works inside one process only");
        yield return Case(() => new ManualResetEvent(false), "a lock or event works inside one process only");
        yield return Case(() => new SemaphoreSlim(1), "a lock or event works inside one process only");
        yield return Case(
            () => new Guarded().Gate, "a lock or event works inside one process only");
        yield return Case(() => new ReaderWriterLockSlim(), "a lock or event works inside one process only");
        yield return Case(() => new SpinLock(), "a lock or event works inside one process only");
        yield return Case(() => new Timer(_ => { }), "a timer belongs to its process; make it in the child");
        yield return Case(() => Task.CompletedTask, "a task runs in its process; pass its result");
        yield return Case(() => Task.FromResult(1), "a task runs in its process; pass its result");
        yield return Case(() => new TaskCompletionSource<int>(), "a task runs in its process; pass its result");
        yield return Case(() => new CancellationTokenSource(), "cancellation does not reach other processes");
        yield return Case(() => new CancellationToken(true), "cancellation does not reach other processes");
        yield return Case(() => typeof(int).Assembly, "loaded code belongs to its process");
        yield return Case(() => typeof(string).GetProperty("Length")!, "of members only types and methods cross");
        yield return Case(() => new WeakReference<object>("x"), "a weak reference would refer to nothing in another process");
        yield return Case(() => new ThreadLocal<int>(), "the value belongs to a thread");
        yield return Case(() => new AsyncLocal<int>(), "the value belongs to a thread");
        yield return Case(() => GCHandle.FromIntPtr(1), "a handle belongs to its process");
        yield return Case(() => new HashCode(), "hash codes differ from process to process");
        yield return Case(
            () => new List<int>.Enumerator(), "an enumeration that is under way belongs to its collection");
        yield return Case(
            () => new List<int> { 1 }.Where(n => n > 0),
            "this framework type has no form by value; copy it into a list or an array");
        yield return Case(() => new Lazy<int>(() => 1), "its value is not there yet; use it first");
        yield return Case(() => typeof(int).TypeHandle, "a handle belongs to its process");
        yield return Case(
            () => new UTF8Encoding().GetEncoder(), "this framework type has no form by value");
        yield return Case(ChangedCulture, "a culture with changed formats or a class of its own has no name");
        yield return Case(() => new Disposable(), "it owns a native handle of its process; make it in the child");
        yield return Case(() => new Derived(), "it owns a native handle of its process; make it in the child");
        yield return Case(() => new Wrapping(), "it owns a native handle of its process; make it in the child");
        yield return Case(() => new AsyncDisposable(), "it owns a native handle of its process; make it in the child");
        yield return Case(
            () => new Python.Runtime.PyList(),
            "a Python object belongs to the interpreter of its process; pass a .NET value made of it, as by As<T>()");
        yield return Case(() => new Finalized(), "it owns a native handle of its process; make it in the child");
        yield return Case(() => new BufferedStream(Stream.Null), "a stream belongs to its process; open it in the child");
        yield return Case(() => new FileSystemWatcher(), "a watch on files belongs to its process; make it in the child");
        yield return Case(() => ExecutionContext.Capture()!, "a context belongs to its process");
        yield return Case(() => new SynchronizationContext(), "a context belongs to its process");
        yield return Case(() => new System.Diagnostics.Process(), "a process object belongs to its process");
        yield return Case(
            () => new System.Runtime.CompilerServices.ConditionalWeakTable<object, object>(),
            "weak references would refer to nothing in another process");
        yield return Case(
            () => new System.Collections.Concurrent.BlockingCollection<int>(), "a queue that blocks works inside one process only");
        yield return Case(
            () => Encoding.GetEncoding("us-ascii", new EncoderReplacementFallback("!"), new DecoderReplacementFallback("!")),
            "an encoding that is not built in, or handles errors in its own way, has no name");
        yield return Case(() => new System.Reflection.Metadata.BlobReader(), "it holds a native handle or pointer of its process");
        yield return Case(() => typeof(List<>).GetGenericArguments()[0], "this kind of type has no name");
        yield return Case(() => new MyStream(), "a stream belongs to its process; pass its bytes");

        static TestCaseData Case(Func<object> make, string reason) =>
            new TestCaseData(make, reason).SetArgDisplayNames(make().GetType().ToString());
    }

    [TestCaseSource(nameof(Unsendable))]
    public void Dump_WhatBelongsToItsProcess_IsRefusedWithItsPath(Func<object> make, string reason)
    {
        object value = make();
        try
        {
            PickleException direct = Crossing.Refusal(value);
            PickleException inside = Crossing.Refusal(new Holder { Content = [null, value] }, typeof(Holder), "kwargs['x']");

            Assert.That(direct.Message, Is.EqualTo($"cannot pickle args[0]: {direct.Message.Split(": ")[1]}"));
            Assert.That(direct.Message, Does.EndWith($" ({reason})"));
            Assert.That(direct.Path, Is.EqualTo("args[0]"));
            Assert.That(inside.Path, Is.EqualTo("kwargs['x'].Content[1]"));
            Assert.That(inside.Message, Does.EndWith($" ({reason})"));
        }
        finally
        {
            (value as IDisposable)?.Dispose();
        }
    }

    [Test]
    public void Dump_OpenFile_SaysWhatAndWhere()
    {
        string file = Path.GetTempFileName();
        try
        {
            using FileStream stream = File.OpenRead(file);

            PickleException error = Crossing.Refusal(new Download { Stream = stream }, typeof(Download), "args[1]");

            Assert.That(
                error.Message,
                Is.EqualTo(
                    "cannot pickle args[1].Stream: System.IO.FileStream (an open file handle belongs to its process; open it in the child)"));
            Assert.That(
                Crossing.Refusal(stream.SafeFileHandle).Message, Does.EndWith("(a handle belongs to its process)"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public void Dump_CapturedVariable_IsNamedAsInTheSource()
    {
        using var stream = new MemoryStream();
        int number = 1;
        Action direct = () => stream.WriteByte((byte)number);
        Action nested = Nested(stream);

        Assert.That(Crossing.Refusal(direct, path: "target").Path, Is.EqualTo("target.stream"));
        Assert.That(Crossing.Refusal(nested, path: "target").Path, Is.EqualTo("target.outer"));
    }

    [Test]
    public void Dump_VariableThatTheTargetDoesNotRead_StaysBehind()
    {
        using var stream = new MemoryStream();
        int number = 5;
        Action writes = () => stream.WriteByte((byte)number);
        Func<int> counts = () => number + 1;
        Func<int> calls = () => Local() + counts();

        Assert.That(Crossing.Send(counts)(), Is.EqualTo(6));
        Assert.That(Crossing.Send(calls)(), Is.EqualTo(11));
        Assert.That(
            Crossing.Refusal(writes, path: "target").Message,
            Is.EqualTo(
                "cannot pickle target.stream: System.IO.MemoryStream (a stream belongs to its process; pass its bytes); "
                + "it was asked for because the code of the target reads the captured variable 'stream'"));
        Assert.That(Crossing.Refusal(new Delegate[] { counts, writes }).Message, Does.Contain("'stream'"));

        int Local() => number;
    }

    [Test]
    public async Task Dump_VariableThatAnAsynchronousTargetReads_IsRefused()
    {
        using var stream = new MemoryStream();
        Func<Task> writes = async () => await stream.WriteAsync(new byte[1]);
        Func<IEnumerable<long>> yields = Lengths;

        Assert.That(Crossing.Refusal(writes, path: "target").Message, Does.Contain("the captured variable 'stream'"));
        Assert.That(Crossing.Refusal(yields, path: "target").Message, Does.Contain("'stream'"));
        await writes();

        IEnumerable<long> Lengths()
        {
            yield return stream.Length;
        }
    }

    [Test]
    public void Dump_LambdaThatCapturesThis_SaysWhatToDo()
    {
        using var stream = new MemoryStream();
        var download = new Download { Stream = stream };

        Assert.That(
            Crossing.Refusal(download.Later(), path: "target").Message,
            Does.EndWith("; the lambda captures 'this': make it static, or copy the field that it needs to a local variable"));
        Assert.That(Crossing.Refusal(download.Capturing(3), path: "target").Message, Does.Contain(
            "'this': make the lambda static, or copy the field that it needs to a local variable"));
    }

    [Test]
    public void Dump_MethodOfAnObject_NamesThis()
    {
        using var stream = new MemoryStream();
        var download = new Download { Stream = stream };

        Assert.That(Crossing.Refusal((Action)download.Run, path: "target").Path, Is.EqualTo("target.this.Stream"));
        Assert.That(
            Crossing.Refusal(download.Capturing(1), path: "target").Path, Is.EqualTo("target.this.Stream"));
    }

    [Test]
    public void Dump_Multicast_NamesTheCall()
    {
        using var stream = new MemoryStream();
        Action target = () => { };
        target += () => stream.WriteByte(1);

        Assert.That(Crossing.Refusal(target, path: "target").Path, Is.EqualTo("target[1].stream"));
    }

    [Test]
    public void Dump_DeepPlaces_AreSpelledOut()
    {
        using var bad = new MemoryStream();
        (object Value, string Path)[] cases =
        [
            (new object[,] { { 1, 2 }, { 3, bad } }, "args[0][1, 1]"),
            (new Dictionary<string, object> { ["a"] = new List<object> { bad } }, "args[0]['a'][0]"),
            (new Dictionary<int, object> { [7] = bad }, "args[0][7]"),
            (new Dictionary<object, int> { ["x"] = 1, [bad] = 2 }, "args[0].Keys[1]"),
            (new HashSet<object> { "x", bad }, "args[0][1]"),
            (new Stack<object>([bad, "top"]), "args[0][1]"),
            (Tuple.Create(1, (object)bad), "args[0].Item2"),
            ((1, (object)bad), "args[0].Item2"),
            (KeyValuePair.Create(1, (object)bad), "args[0].Value"),
            (new { Name = "n", Inner = new { Stream = bad } }, "args[0].Inner.Stream"),
            (new Wrapper(new Inner(bad)), "args[0].Inner.Stream"),
            (new Dictionary<string, int>(new BadComparer(bad)), "args[0].Comparer.stream"),
            (new InvalidOperationException("x", new HolderException { Content = bad }), "args[0].InnerException.Content"),
        ];

        foreach ((object value, string path) in cases)
        {
            Assert.That(Crossing.Refusal(value).Path, Is.EqualTo(path));
        }
    }

    [Test]
    public void Dump_DeepChain_ShortensThePath()
    {
        using var bad = new MemoryStream();
        var chain = new Holder { Content = [bad] };
        for (int i = 0; i < 100_000; i++)
        {
            chain = new Holder { Content = [chain] };
        }

        string path = Crossing.Refusal(chain).Path!;

        Assert.That(path, Does.StartWith("args[0].Content[0].Content[0]").And.Contain("…").And.EndWith(".Content[0]"));
        Assert.That(path, Has.Length.LessThan(500));
    }

    [Test]
    public unsafe void Dump_Pointers_AreRefused()
    {
        var value = new Pointing { Pointer = null, Function = null };

        Assert.That(
            Crossing.Refusal(value).Message,
            Is.EqualTo("cannot pickle args[0].Pointer: System.Byte* (a pointer belongs to its process)"));
        Assert.That(Crossing.Refusal(null, typeof(int*)).Message, Does.Contain("a pointer belongs to its process"));
    }

    [Test]
    public void Dump_RefStructSlot_IsRefused()
    {
        Assert.That(
            Crossing.Refusal(null, typeof(Span<int>)).Message,
            Does.EndWith("(a reference to a place in memory belongs to its process)"));
        Assert.That(Crossing.Refusal(1, typeof(int).MakeByRefType()).Path, Is.EqualTo("args[0]"));
    }

    [Test]
    public void Dump_ValueThatDoesNotFitItsSlot_IsRefused()
    {
        Assert.That(Crossing.Refusal(null, typeof(int)).Message, Does.EndWith("System.Int32 (there is no value)"));
        Assert.That(
            Crossing.Refusal("x", typeof(int)).Message, Does.EndWith("System.Int32 (the value is a System.String)"));
    }

    [Test]
    public void Dump_CodeMadeAtRunTime_IsRefused()
    {
        var dynamicMethod = new DynamicMethod("M", typeof(int), []);
        ILGenerator il = dynamicMethod.GetILGenerator();
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Ret);
        System.Linq.Expressions.Expression<Func<int>> tree = () => 1;
        AssemblyBuilder assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Made"), AssemblyBuilderAccess.Run);
        Type made = assembly.DefineDynamicModule("Made").DefineType("T", TypeAttributes.Public).CreateType();
        object[] values =
        [
            dynamicMethod.CreateDelegate<Func<int>>(), tree.Compile(), made, Activator.CreateInstance(made)!,
            Array.CreateInstance(made, 1), Activator.CreateInstance(typeof(List<>).MakeGenericType(made))!,
        ];

        foreach (object value in values)
        {
            Assert.That(
                Crossing.Refusal(value).Message,
                Does.EndWith("(its code was generated at run time, which another process cannot find)"));
        }
    }

    [Test]
    public void Dump_AssemblyLoadedFromMemory_IsRefused()
    {
        byte[] image = File.ReadAllBytes(typeof(RefusalTests).Assembly.Location);
        Type twin = Assembly.Load(image).GetType(typeof(Holder).FullName!, throwOnError: true)!;

        Assert.That(
            Crossing.Refusal(Activator.CreateInstance(twin)).Message,
            Does.EndWith("(its assembly was loaded from memory, which another process cannot find)"));
    }

    [Test]
    public void Dump_AssemblyThatCanBeUnloaded_IsRefused()
    {
        var context = new System.Runtime.Loader.AssemblyLoadContext("unloaded", isCollectible: true);
        Type twin = context.LoadFromAssemblyPath(typeof(RefusalTests).Assembly.Location).GetType(typeof(Holder).FullName!, throwOnError: true)!;

        Assert.That(
            Crossing.Refusal(Activator.CreateInstance(twin)).Message,
            Does.EndWith("(its assembly can be unloaded, which another process cannot find)"));
        context.Unload();
    }

    [Test]
    public void Dump_CycleOfWhatIsMadeInOneStep_IsRefused()
    {
        Lazy<object> lazy = null!;
        lazy = new Lazy<object>(() => lazy);
        _ = lazy.Value;

        Assert.That(Crossing.Refusal(lazy).Message, Does.EndWith("(its cycle cannot be made again)"));
    }

    [Test]
    public void Dump_MoreThanAnArrayOfBytesHolds_IsRefusedBeforeItIsCopied()
    {
        // The memory is never touched, so the system does not provide it.
        if (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < 6L << 30)
        {
            Assert.Ignore("this machine allows no arrays of 2 GiB");
        }

        Assert.That(
            Crossing.Refusal(new long[300_000_000]).Message, Is.EqualTo("cannot pickle args[0]: System.Int64[] (it is larger than 2 GiB)"));
    }

    [Test]
    public void ReasonAgainst_StructsThatNeedCodeMadeAtRunTime_SaysSo()
    {
        // Asked for by programs that were compiled ahead alone.
        Assert.That(
            Refusals.ReasonAgainst(typeof(Two)), Is.EqualTo("inline arrays and fixed buffers cross only where code is made at run time"));
    }

    [Test]
    public void Load_TypeThatCannotCross_IsRefused()
    {
        // What a hostile sender writes: a type number with nothing of the type's own behind it.
        Assert.That(
            () => new PyBridge.Pickle.Objects.Codecs.CodecTable().Get(typeof(Delegate)),
            Throws.TypeOf<PickleException>().With.Message.EqualTo("cannot unpickle System.Delegate (a delegate of an unknown kind)"));
    }

    [Test]
    public void Dump_AfterARefusal_WorksAgain()
    {
        var pickler = new ObjectPickler();
        Slot[] slots = [new("args[0]", typeof(object))];
        using var stream = new MemoryStream();

        Assert.Throws<PickleException>(() => pickler.Dump(slots, [stream]));

        Assert.That(pickler.Dump(slots, ["fine"]).Pickle.Length, Is.Positive);
    }

    private static Action Nested(Stream outer)
    {
        int first = 1;
        Action result = null!;
        for (int i = 0; i < 1; i++)
        {
            int inner = i;
            result = () => outer.WriteByte((byte)(inner + first));
        }

        return result;
    }

    private static CultureInfo ChangedCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        return culture;
    }

    private sealed class Guarded
    {
#pragma warning disable CS9216 // As an object, so that it can be a value like any other.
        public object Gate { get; } = new Lock();
#pragma warning restore CS9216
    }

    [System.Runtime.CompilerServices.InlineArray(2)]
    private struct Two
    {
        private int _first;
    }

    private sealed class MyStream : MemoryStream;

    private class Disposable : IDisposable
    {
        private readonly nint _handle = 7;

        public nint Handle => _handle;

        public void Dispose() => GC.SuppressFinalize(this);
    }

    private sealed class Derived : Disposable;

    private readonly record struct Wrapped(nint Handle, int Count);

    private sealed class Wrapping : IDisposable
    {
        public Wrapped Inner { get; } = new(7, 1);

        public void Dispose()
        {
        }
    }

    private sealed class AsyncDisposable : IAsyncDisposable
    {
        public nuint Handle { get; } = 7;

        public ValueTask DisposeAsync() => default;
    }

    private sealed class Finalized
    {
        ~Finalized() => Handle = 0;

        public nint Handle { get; private set; } = 7;
    }

    private readonly struct Inner(Stream stream)
    {
        public Stream Stream { get; } = stream;
    }

    private sealed class Wrapper(Inner inner)
    {
        public Inner Inner { get; } = inner;
    }

    private sealed class Holder
    {
        public object?[] Content { get; set; } = [];
    }

    private sealed class HolderException : Exception
    {
        public object? Content { get; set; }
    }

    private sealed class BadComparer(Stream stream) : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => x == y && stream.CanRead;

        public int GetHashCode(string obj) => 0;
    }

    private sealed class Download
    {
        public Stream? Stream { get; set; }

        public void Run() => _ = Stream;

        public Action Later() => () => Stream!.Flush();

        public Action Capturing(int value) => () => Stream!.WriteByte((byte)value);
    }

    private sealed unsafe class Pointing
    {
        public byte* Pointer;

        public delegate*<void> Function;
    }
}
