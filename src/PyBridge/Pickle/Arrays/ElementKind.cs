namespace PyBridge.Pickle.Arrays;

/// <summary>What the elements of a Python array are.</summary>
internal enum ElementKind
{
    /// <summary>One byte, 0 or 1.</summary>
    Boolean,

    /// <summary>A signed integer of 1, 2, 4 or 8 bytes.</summary>
    Signed,

    /// <summary>An unsigned integer of 1, 2, 4 or 8 bytes.</summary>
    Unsigned,

    /// <summary>An IEEE number of 2, 4 or 8 bytes.</summary>
    Float,

    /// <summary>Two IEEE numbers of 4 or 8 bytes each.</summary>
    Complex,

    /// <summary>A point in time, counted in 8 bytes in a unit from 1970 on: <c>datetime64</c>.</summary>
    Moment,

    /// <summary>A length of time, counted in 8 bytes in a unit: <c>timedelta64</c>.</summary>
    Duration,

    /// <summary>Code points of 4 bytes each, filled up with zeros.</summary>
    Text,

    /// <summary>Bytes, filled up with zeros.</summary>
    Bytes,
}
