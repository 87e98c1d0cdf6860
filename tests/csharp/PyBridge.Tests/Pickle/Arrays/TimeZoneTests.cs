using System;
using NUnit.Framework;
using PyBridge.Pickle.Globals;
using PyBridge.Pickle.Values;

namespace PyBridge.Tests.Pickle.Arrays;

/// <summary>Named time zones, in each form in which their pickles come.</summary>
[TestFixture]
public sealed class TimeZoneTests
{
    private static readonly object[] Berlins =
    [
        Call(new PickleGlobal("zoneinfo", "ZoneInfo._unpickle"), "Europe/Berlin", 1L),
        Call(Call(new PickleGlobal("builtins", "getattr"), new PickleGlobal("zoneinfo", "ZoneInfo"), "_unpickle"), "Europe/Berlin", 1L),
        Call(new PickleGlobal("pytz", "_p"), "Europe/Berlin"),
    ];

    [TestCaseSource(nameof(Berlins))]
    public void Time_InANamedZone_HasItsOffset(object zone)
    {
        Assert.That(TimeZones.AtLocal(new DateTime(2024, 1, 1), isSecond: false, zone)!.Value.Offset, Is.EqualTo(TimeSpan.FromHours(1)));
        Assert.That(TimeZones.AtLocal(new DateTime(2024, 7, 1), isSecond: false, zone)!.Value.Offset, Is.EqualTo(TimeSpan.FromHours(2)));
        Assert.That(TimeZones.AtInstant(new DateTime(2024, 7, 1), zone)!.Value.DateTime, Is.EqualTo(new DateTime(2024, 7, 1, 2, 0, 0)));
        Assert.That(TimeZones.Of(zone), Is.EqualTo(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")));
    }

    // CPython: datetime(…, tzinfo=ZoneInfo("Europe/Berlin"), fold=fold).utcoffset()
    [TestCase(2, false, 2)]
    [TestCase(2, true, 1)]
    [TestCase(3, true, 1)]
    public void Time_ThatClocksShowTwice_IsToldByFold(int hour, bool isSecond, int offset) => Assert.That(
        TimeZones.AtLocal(new DateTime(2024, 10, 27, hour, 30, 0), isSecond, Berlins[0])!.Value.Offset, Is.EqualTo(TimeSpan.FromHours(offset)));

    [TestCase(false, 1)]
    [TestCase(true, 2)]
    public void Time_ThatClocksSkip_IsToldByFold(bool isSecond, int offset) => Assert.That(
        TimeZones.AtLocal(new DateTime(2024, 3, 31, 2, 30, 0), isSecond, Berlins[0])!.Value.Offset, Is.EqualTo(TimeSpan.FromHours(offset)));

    [TestCase("Nowhere/Atlantis")]
    [TestCase("../../../etc/passwd")]
    [TestCase("/etc/localtime")]
    [TestCase("")]
    public void Zone_ThatIsNone_IsUnknown(string name) =>
        Assert.That(TimeZones.Of(Call(new PickleGlobal("zoneinfo", "ZoneInfo._unpickle"), name, 1L)), Is.Null);

    private static PickleInstance Call(object callable, params object?[] arguments) =>
        new(PickleInstanceKind.Call, callable, new PickleTuple(arguments));
}
