using System;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Scalars;

/// <summary>
/// Time zones: those of the system by identifier, others by their rules, provided that .NET can read back what it
/// writes for them. For system zones with daylight saving it cannot.
/// </summary>
internal static class TimeZoneScalar
{
    /// <summary>Whether another process can have the zone.</summary>
    public static bool Handles(TimeZoneInfo zone) => IsOfSystem(zone) || CanBeRead(zone);

    public static void Write(ItemWriter items, TimeZoneInfo zone)
    {
        bool isOfSystem = IsOfSystem(zone);
        items.WriteBool(isOfSystem);
        items.WriteString(isOfSystem ? zone.Id : zone.ToSerializedString());
    }

    public static TimeZoneInfo Read(ItemReader items) => items.NextBool()
        ? TimeZoneInfo.FindSystemTimeZoneById(items.NextString())
        : TimeZoneInfo.FromSerializedString(items.NextString());

    private static bool IsOfSystem(TimeZoneInfo zone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone.Id, out TimeZoneInfo? known) && known.Equals(zone);

    private static bool CanBeRead(TimeZoneInfo zone)
    {
        try
        {
            return TimeZoneInfo.FromSerializedString(zone.ToSerializedString()).Equals(zone);
        }
        catch (Exception exception) when (exception is ArgumentException
            or System.Runtime.Serialization.SerializationException or InvalidTimeZoneException)
        {
            return false;
        }
    }
}
