using System;
using NUnit.Framework;

namespace PyBridge.Tests.Pickle.Arrays;

/// <summary>Times of numpy and pandas.</summary>
[TestFixture]
public sealed class NumpyTimeTests
{
    private static readonly DateTime Leap = new(2024, 2, 29);

    [TestCase("D", 19782L)]
    [TestCase("h", 19782L * 24)]
    [TestCase("m", 19782L * 1440)]
    [TestCase("s", 19782L * 86400)]
    [TestCase("ms", 19782L * 86400_000)]
    [TestCase("us", 19782L * 86400_000_000)]
    [TestCase("ns", 19782L * 86400_000_000_000)]
    public void Moment_OfEachUnit_BecomesIt(string unit, long count)
    {
        byte[] array = NumpyPickle.Reconstruct("numpy._core", "M8", NumpyPickle.Of(count, long.MinValue), [2], unit: unit);
        byte[] scalar = NumpyPickle.Scalar("numpy.core", "M8", NumpyPickle.Of(count), unit: unit);

        Assert.That(NumpyPickle.Load<DateTime?[]>(array), Is.EqualTo(new DateTime?[] { Leap, null }));
        Assert.That(NumpyPickle.Load<DateTime>(scalar), Is.EqualTo(Leap));
        Assert.That(
            () => NumpyPickle.Load<DateTime[]>(array),
            Throws.InstanceOf<PickleException>().With.Message.Contains("'x[1]'")
                .And.Message.Contains("NaT is no time, and becomes null where the type has one"));
        Assert.That(() => NumpyPickle.Load<DateTimeOffset>(scalar), Throws.InstanceOf<PickleException>());
    }

    [TestCase("W", 1L, "1970-01-08")]
    [TestCase("M", -1L, "1969-12-01")]
    [TestCase("Y", 54L, "2024-01-01")]
    [TestCase("D", -719162L, "0001-01-01")]
    public void Date_OfEachUnit_BecomesIt(string unit, long count, string expected)
    {
        byte[] scalar = NumpyPickle.Scalar("numpy._core", "M8", NumpyPickle.Of(count), unit: unit);

        var date = DateOnly.ParseExact(expected, "O", System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(NumpyPickle.Load<DateOnly>(scalar), Is.EqualTo(date));
        Assert.That(NumpyPickle.Load<DateTime>(scalar), Is.EqualTo(date.ToDateTime(TimeOnly.MinValue)));
    }

    [TestCase("ns", 150L)]
    [TestCase("D", 5_000_000L)]
    [TestCase("D", -719163L)]
    [TestCase("s", long.MaxValue)]
    [TestCase("as", 1L)]
    public void Moment_WithoutExactCounterpart_IsRefused(string unit, long count)
    {
        byte[] array = NumpyPickle.FromBuffer("numpy._core", "M8", NumpyPickle.Of(0L, count), [2], unit: unit);

        Assert.That(
            () => NumpyPickle.Load<DateTime[]>(array),
            Throws.InstanceOf<PickleException>().With.Message.Contains("'x[1]'").And.Message.Contains("no exact counterpart"));
    }

    [Test]
    public void Duration_BecomesATimeSpan()
    {
        byte[] array = NumpyPickle.Reconstruct("numpy._core", "m8", NumpyPickle.Of(1500L, -1L), [2], unit: "ms");

        Assert.That(NumpyPickle.Load<TimeSpan[]>(array), Is.EqualTo(new[] { TimeSpan.FromSeconds(1.5), TimeSpan.FromMilliseconds(-1) }));
        Assert.That(
            () => NumpyPickle.Load<TimeSpan>(NumpyPickle.Scalar("numpy._core", "m8", NumpyPickle.Of(1L), unit: "Y")),
            Throws.InstanceOf<PickleException>());
    }

    [Test]
    public void TimesOfPandas_BecomeThoseOfDotNet()
    {
        const string stamps = "pandas._libs.tslibs.timestamps";
        long nanoseconds = 19782L * 86400_000_000_000;

        Assert.That(NumpyPickle.Load<DateTime>(NumpyPickle.Call(stamps, "_unpickle_timestamp", nanoseconds, null, null)), Is.EqualTo(Leap));
        Assert.That(
            NumpyPickle.Load<DateTime>(NumpyPickle.Call(stamps, "_unpickle_timestamp", nanoseconds, null, null)).Kind,
            Is.EqualTo(DateTimeKind.Unspecified));
        Assert.That(
            NumpyPickle.Load<DateTime>(NumpyPickle.Call(stamps, "_unpickle_timestamp", nanoseconds / 1000, null, null, 9L)), Is.EqualTo(Leap));
        Assert.That(
            NumpyPickle.Load<TimeSpan>(NumpyPickle.Call("pandas._libs.tslibs.timedeltas", "_timedelta_unpickle", 1500L, 8L)),
            Is.EqualTo(TimeSpan.FromSeconds(1.5)));
        byte[] none = NumpyPickle.Call("pandas._libs.tslibs.nattype", "__nat_unpickle", [null]);
        Assert.That(NumpyPickle.Load<DateTime?>(none), Is.Null);
        Assert.That(
            () => NumpyPickle.Load<DateTime>(none),
            Throws.InstanceOf<PickleException>().With.Message.Contains("NaT is no time, and becomes null where the type has one"));
    }
}
