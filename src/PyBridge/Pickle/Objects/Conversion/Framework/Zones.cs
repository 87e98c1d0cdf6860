using System;

namespace PyBridge.Pickle.Objects.Conversion.Framework;

/// <summary>A <see cref="TimeZoneInfo"/> of the system is a <c>zoneinfo.ZoneInfo</c>, and UTC <c>timezone.utc</c>.</summary>
internal static class Zones
{
    public static bool TryWrite(object value, out object? general)
    {
        general = value is not TimeZoneInfo zone ? null
            : zone.Equals(TimeZoneInfo.Utc) ? FrameworkForms.Call("datetime", "timezone", TimeSpan.Zero)
            : zone.HasIanaId && TimeZoneInfo.TryFindSystemTimeZoneById(zone.Id, out TimeZoneInfo? known) && zone.Equals(known)
                ? FrameworkForms.Call("zoneinfo", "ZoneInfo", zone.Id)
                : null;
        return general is not null;
    }
}
