using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;
using NUnit.Framework;

namespace PyBridge.Tests.Pickle.Objects;

[TestFixture]
public class ScalarTests
{
    public enum Tiny : byte
    {
        Zero,
        Last = 255,
    }

    public enum Minus : sbyte
    {
        Least = -128,
    }

    public enum Huge : ulong
    {
        Last = ulong.MaxValue,
    }

    public enum Wide : long
    {
        Least = long.MinValue,
    }

    private static IEnumerable<object> Values()
    {
        yield return true;
        yield return false;
        yield return (byte)5;
        yield return (sbyte)-5;
        yield return short.MinValue;
        yield return ushort.MaxValue;
        yield return int.MinValue;
        yield return 0;
        yield return uint.MaxValue;
        yield return long.MinValue;
        yield return ulong.MaxValue;
        yield return nint.MinValue;
        yield return nuint.MaxValue;
        yield return 'x';
        yield return '\uD800';
        yield return (Half)1.5;
        yield return 1.1f;
        yield return float.NegativeInfinity;
        yield return double.Epsilon;
        yield return -0.0;
        yield return double.NaN;
        yield return Int128.MinValue;
        yield return UInt128.MaxValue;
        yield return new Rune(0x1F600);
        yield return new Index(3);
        yield return ^1;
        yield return 2..^3;
        yield return "";
        yield return "héllo \U0001F600";
        yield return "\uD800 lone \uDC00";
        yield return BigInteger.Pow(-2, 1000);
        yield return new Complex(1.5, -2);
        yield return Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        yield return new DateTime(2024, 2, 29, 12, 30, 15, DateTimeKind.Local).AddTicks(1);
        yield return DateTime.MaxValue;
        yield return new DateTime(1, DateTimeKind.Utc);
        yield return new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromMinutes(-90));
        yield return new DateOnly(2024, 2, 29);
        yield return new TimeOnly(23, 59, 59, 999);
        yield return TimeSpan.MinValue;
        yield return new Version(1, 2);
        yield return new Version(1, 2, 3);
        yield return new Version(1, 2, 3, 4);
        yield return new Uri("https://example.org/a%20b?q=1#f");
        yield return new Uri("../x y", UriKind.Relative);
        yield return Tiny.Last;
        yield return (Tiny)77;
        yield return Minus.Least;
        yield return Huge.Last;
        yield return Wide.Least;
        yield return DayOfWeek.Friday;
        yield return DBNull.Value;
        yield return TimeZoneInfo.Utc;
    }

    [TestCaseSource(nameof(Values))]
    public void Send_ScalarInAnObjectSlot_KeepsValueAndType(object value)
    {
        object? copy = Crossing.SendAsObject(value);

        Assert.That(copy, Is.EqualTo(value).And.TypeOf(value.GetType()));
    }

    [TestCaseSource(nameof(Values))]
    public void Send_ScalarInASlotOfItsType_KeepsValueAndType(object value)
    {
        object? copy = Crossing.SendAs(value.GetType(), value);

        Assert.That(copy, Is.EqualTo(value).And.TypeOf(value.GetType()));
    }

    [TestCaseSource(nameof(Values))]
    public void Send_ScalarInANullableSlot_KeepsValue(object value)
    {
        if (value.GetType().IsValueType)
        {
            Type nullable = typeof(Nullable<>).MakeGenericType(value.GetType());

            Assert.That(Crossing.SendAs(nullable, value), Is.EqualTo(value));
            Assert.That(Crossing.SendAs(nullable, null), Is.Null);
        }
    }

    [Test]
    public void Send_Decimal_KeepsItsScale()
    {
        decimal[] values = [1.10m, 1.1m, decimal.MinValue, 0.0000000000000000000000000001m, -0.0m];

        foreach (decimal value in values)
        {
            Assert.That(decimal.GetBits(Crossing.Send(value)), Is.EqualTo(decimal.GetBits(value)));
            Assert.That(decimal.GetBits((decimal)Crossing.SendAsObject(value)!), Is.EqualTo(decimal.GetBits(value)));
        }
    }

    [TestCase(DateTimeKind.Local)]
    [TestCase(DateTimeKind.Utc)]
    [TestCase(DateTimeKind.Unspecified)]
    public void Send_DateTime_KeepsItsKind(DateTimeKind kind)
    {
        DateTime copy = Crossing.Send(new DateTime(638_000_000_000_000_001, kind));

        Assert.That(copy.Ticks, Is.EqualTo(638_000_000_000_000_001));
        Assert.That(copy.Kind, Is.EqualTo(kind));
    }

    [Test]
    public void Send_NegativeZero_StaysNegative()
    {
        Assert.That(double.IsNegative(Crossing.Send(-0.0)));
        Assert.That(float.IsNegative(Crossing.Send(-0.0f)));
    }

    [Test]
    public void Send_Types_AreTheSameTypes()
    {
        Type[] types =
        [
            typeof(int), typeof(string[,]), typeof(List<>), typeof(Dictionary<string, List<int?>>), typeof(void),
            typeof(Tiny), typeof(ScalarTests), typeof(int).MakeByRefType(), typeof(int*),
        ];

        foreach (Type type in types)
        {
            Assert.That(Crossing.SendAsObject(type), Is.SameAs(type));
            Assert.That(Crossing.Send(type), Is.SameAs(type));
        }
    }

    [Test]
    public void Send_Method_IsTheSameMethod()
    {
        MethodInfo method = typeof(ScalarTests).GetMethod(nameof(Send_Method_IsTheSameMethod))!;

        Assert.That(Crossing.SendAsObject(method), Is.EqualTo(method));
    }

    [Test]
    public void Send_Culture_CrossesByName()
    {
        Assert.That(Crossing.Send(CultureInfo.InvariantCulture), Is.EqualTo(CultureInfo.InvariantCulture));
        Assert.That(Crossing.Send(CultureInfo.InvariantCulture).IsReadOnly);
        var changeable = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        Assert.That(Crossing.Send(changeable).IsReadOnly, Is.False);
    }

    [Test]
    public void Send_Encodings_KeepMarkAndErrorHandling()
    {
        Encoding[] encodings =
        [
            Encoding.UTF8, new UTF8Encoding(false), new UTF8Encoding(true, true), Encoding.Unicode,
            Encoding.BigEndianUnicode, Encoding.UTF32, Encoding.ASCII, Encoding.Latin1,
        ];

        foreach (Encoding encoding in encodings)
        {
            Encoding copy = Crossing.Send(encoding);
            Assert.That(copy.CodePage, Is.EqualTo(encoding.CodePage));
            Assert.That(copy.GetPreamble(), Is.EqualTo(encoding.GetPreamble()));
            Assert.That(copy.DecoderFallback, Is.EqualTo(encoding.DecoderFallback));
            Assert.That(copy.EncoderFallback, Is.EqualTo(encoding.EncoderFallback));
        }
    }

    [Test]
    public void Send_StringComparers_CompareAlike()
    {
        Assert.That(Crossing.Send(StringComparer.Ordinal), Is.SameAs(StringComparer.Ordinal));
        Assert.That(Crossing.Send(StringComparer.OrdinalIgnoreCase), Is.SameAs(StringComparer.OrdinalIgnoreCase));
        Assert.That(
            Crossing.Send(StringComparer.InvariantCultureIgnoreCase),
            Is.EqualTo(StringComparer.InvariantCultureIgnoreCase));
    }
}
