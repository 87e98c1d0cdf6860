using System;
using System.Numerics;
using NUnit.Framework;
using PyBridge.Pickle;
using static PyBridge.Tests.Pickle.HandWritten;

namespace PyBridge.Tests.Pickle;

[TestFixture]
public sealed class PickleReaderNumberTests
{
    [TestCase("N.", null)]
    [TestCase(@"\x88.", true)]
    [TestCase(@"\x89.", false)]
    [TestCase(@"I01\n.", true)]
    [TestCase(@"I00\n.", false)]
    [TestCase(@"K\xff.", 255L)]
    [TestCase(@"M\x00\x01.", 256L)]
    [TestCase(@"J\xfe\xff\xff\xff.", -2L)]
    [TestCase(@"I-12\n.", -12L)]
    [TestCase(@"L5L\n.", 5L)]
    [TestCase(@"L5\n.", 5L)]
    [TestCase(@"L-9223372036854775808L\n.", long.MinValue)]
    [TestCase(@"\x8a\x00.", 0L)]
    [TestCase(@"\x8a\x02\x00\x80.", -32768L)]
    [TestCase(@"\x8a\x09\xff\xff\xff\xff\xff\xff\xff\x7f\x00.", long.MaxValue)]
    [TestCase(@"\x8b\x01\x00\x00\x00\xff.", -1L)]
    [TestCase(@"G?\xf8\x00\x00\x00\x00\x00\x00.", 1.5)]
    [TestCase(@"F-1e-05\n.", -1e-05)]
    [TestCase(@"Finf\n.", double.PositiveInfinity)]
    [TestCase(@"F-inf\n.", double.NegativeInfinity)]
    [TestCase(@"Fnan\n.", double.NaN)]
    public void Load_Number_IsOfThatTypeAndValue(string pickle, object? expected)
    {
        object? value = Load(pickle);

        Assert.That(value, Is.EqualTo(expected));
        Assert.That(value?.GetType(), Is.EqualTo(expected?.GetType()));
    }

    [TestCase(@"L9223372036854775808\n.", "9223372036854775808")]
    [TestCase(@"I-9223372036854775809\n.", "-9223372036854775809")]
    [TestCase(@"\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x80\x00.", "9223372036854775808")]
    public void Load_IntegerBeyondLong_IsBigInteger(string pickle, string expected)
    {
        Assert.That(Load(pickle), Is.EqualTo(BigInteger.Parse(expected, null)).And.TypeOf<BigInteger>());
    }

    [TestCase(@"I\n.")]
    [TestCase(@"I-\n.")]
    [TestCase(@"I1 2\n.")]
    [TestCase(@"I0x10\n.")]
    [TestCase(@"I010\n.")]
    [TestCase(@"L-00L\n.")]
    [TestCase(@"LL\n.")]
    [TestCase(@"L5LL\n.")]
    [TestCase(@"F\n.")]
    [TestCase(@"F1.5x\n.")]
    [TestCase(@"F1,5\n.")]
    [TestCase("I12")]
    [TestCase("K")]
    [TestCase(@"M\x00")]
    [TestCase(@"J\x00\x00\x00")]
    [TestCase(@"G\x00")]
    [TestCase(@"\x8a\x02\x00")]
    [TestCase(@"\x8b\xff\xff\xff\xff")]
    [TestCase(@"\x8b\xff\xff\xff\x7f")]
    public void Load_MalformedNumber_IsRefused(string pickle)
    {
        Assert.That(Refused(pickle).Offset, Is.Zero);
    }

    [TestCase(@"I{0}\n.")]
    [TestCase(@"L-{0}L\n.")]
    public void Load_DecimalText_IsBoundedInDigits(string pattern)
    {
        string longest = string.Format(null, pattern, new string('9', 4300));
        string tooLong = string.Format(null, pattern, new string('9', 4301));
        string absurd = string.Format(null, pattern, new string('9', 10_000_000));

        Assert.That(Load(longest), Is.TypeOf<BigInteger>());
        Assert.That(Refused(tooLong).Message, Does.Contain("4300 digits"));
        Assert.That(Refused(absurd).Message, Does.Contain("4300 digits"));
        var options = new PickleReaderOptions { Limits = new PickleLimits { MaxIntegerDigits = 5000 } };
        Assert.That(Load(tooLong, options), Is.TypeOf<BigInteger>());
    }

    [Test]
    public void Limits_OutOfRange_AreRefused()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => new PickleLimits { MaxIntegerDigits = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new PickleLimits { MaxDepth = 1_000_001 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new PickleLimits { MaxMemo = -1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new PickleLimits { MaxSize = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        });
    }
}
