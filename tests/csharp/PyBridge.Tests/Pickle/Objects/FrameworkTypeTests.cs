using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using NUnit.Framework;

namespace PyBridge.Tests.Pickle.Objects;

[TestFixture]
public class FrameworkTypeTests
{
    [Test]
    public void Send_StringBuilder_KeepsTextAndIdentity()
    {
        var builder = new StringBuilder("abc", 100);

        (StringBuilder one, StringBuilder two) = Crossing.Send((builder, builder));

        Assert.That(one.ToString(), Is.EqualTo("abc"));
        Assert.That(two, Is.SameAs(one));
    }

    [Test]
    public void Send_Memory_SharesItsArray()
    {
        byte[] bytes = [1, 2, 3, 4];
        var memory = new Memory<byte>(bytes, 1, 2);

        (Memory<byte> copy, byte[] array) = Crossing.Send((memory, bytes));
        copy.Span[0] = 99;

        Assert.That(copy.Length, Is.EqualTo(2));
        Assert.That(array[1], Is.EqualTo(99));
        Assert.That(Crossing.Send("text".AsMemory(1, 2)).ToString(), Is.EqualTo("ex"));
        Assert.That(Crossing.Send(Memory<int>.Empty).IsEmpty);
        Assert.That(((ReadOnlyMemory<byte>)Crossing.SendAsObject((ReadOnlyMemory<byte>)memory)!).Length, Is.EqualTo(2));
    }

    [Test]
    public void Send_PinnedMemory_IsNotTakenForPinned()
    {
        byte[] pinned = GC.AllocateArray<byte>(4, pinned: true);
        pinned[2] = 7;
        Memory<byte> memory = System.Runtime.InteropServices.MemoryMarshal.CreateFromPinnedArray(pinned, 1, 2);

        Memory<byte> copy = Crossing.Send(memory);

        Assert.That(copy.ToArray(), Is.EqualTo(memory.ToArray()));
        Assert.That(System.Runtime.InteropServices.MemoryMarshal.TryGetArray<byte>(copy, out ArraySegment<byte> array));
        Assert.That(array.Offset, Is.EqualTo(1));
    }

    [Test]
    public void Send_LazyWithAValue_KeepsIt()
    {
        var lazy = new Lazy<string>(() => "made");
        _ = lazy.Value;

        Assert.That(Crossing.Send(lazy).Value, Is.EqualTo("made"));
    }

    [Test]
    public void Send_CancellationTokenNone_Crosses()
    {
        Assert.That(Crossing.Send(CancellationToken.None), Is.EqualTo(CancellationToken.None));
        Assert.That(Crossing.SendAsObject(CancellationToken.None), Is.EqualTo(CancellationToken.None));
    }

    [Test]
    public void Send_Regex_MatchesAlike()
    {
        var regex = new Regex("^a+$", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(3));

        Regex copy = Crossing.Send(regex);

        Assert.That(copy.IsMatch("AAA"));
        Assert.That(copy.Options, Is.EqualTo(regex.Options));
        Assert.That(copy.MatchTimeout, Is.EqualTo(regex.MatchTimeout));
    }

    [Test]
    public void Send_SeededRandom_GoesOnWhereItWas()
    {
        var random = new Random(42);
        random.Next();

        Random copy = Crossing.Send(random);

        Assert.That(copy.Next(), Is.EqualTo(random.Next()));
    }

    [Test]
    public void Send_Exception_KeepsWhatItSays()
    {
        OrderException thrown = Throw();
        thrown.Data["key"] = new List<int> { 1 };
        thrown.HelpLink = "https://example.org";

        OrderException copy = Crossing.Send(thrown);

        Assert.That(copy.Message, Is.EqualTo("bad order"));
        Assert.That(copy.Order, Is.EqualTo(7));
        Assert.That(copy.StackTrace, Does.Contain(nameof(Throw)));
        Assert.That(copy.InnerException, Is.TypeOf<ArgumentNullException>());
        Assert.That(((ArgumentException)copy.InnerException!).ParamName, Is.EqualTo("order"));
        Assert.That(copy.Data["key"], Is.EqualTo(thrown.Data["key"]));
        Assert.That(copy.HelpLink, Is.EqualTo(thrown.HelpLink));
        Assert.That(copy.HResult, Is.EqualTo(thrown.HResult));
        Assert.That(Assert.Throws<OrderException>(() => throw copy), Is.SameAs(copy));
    }

    [Test]
    public void Send_FrameworkExceptions_Cross()
    {
        using var source = new CancellationTokenSource();
        Exception[] exceptions =
        [
            new InvalidOperationException(), new AggregateException(new FormatException("a"), new FormatException("b")),
            new OperationCanceledException("stopped", source.Token), new ObjectDisposedException("x", "y"),
        ];

        foreach (Exception exception in exceptions)
        {
            Exception copy = Crossing.Send(exception);
            Assert.That(copy, Is.TypeOf(exception.GetType()).With.Message.EqualTo(exception.Message));
            Assert.That(
                (copy as AggregateException)?.InnerExceptions.Count,
                Is.EqualTo((exception as AggregateException)?.InnerExceptions.Count));
        }
    }

    private static OrderException Throw()
    {
        try
        {
            throw new OrderException("bad order", new ArgumentNullException("order")) { Order = 7 };
        }
        catch (OrderException exception)
        {
            return exception;
        }
    }

    private sealed class OrderException(string message, Exception inner) : Exception(message, inner)
    {
        public int Order { get; init; }
    }
}
