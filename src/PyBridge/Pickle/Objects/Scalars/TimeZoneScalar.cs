using System;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Scalars;

/// <summary>
/// Time zones: those of the system by their identifier, others by their rules, where .NET reads back what it writes of
/// them. Of zones of the system with daylight saving it does not.
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
