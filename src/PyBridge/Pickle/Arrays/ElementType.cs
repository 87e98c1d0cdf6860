using System.Globalization;

namespace PyBridge.Pickle.Arrays;

/// <summary>The type of the elements of a Python array.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Size">The size of one in bytes, more than 0.</param>
/// <param name="IsBigEndian">Whether the bytes of a number begin with the highest.</param>
internal readonly record struct ElementType(ElementKind Kind, int Size, bool IsBigEndian = false)
{
    /// <summary>For times: the unit of the count, which may be a multiple of one that numpy names.</summary>
    public TimeUnit Unit { get; init; }

    /// <summary>How many bytes in a row form one number; 1 if their order says nothing.</summary>
    public int NumberSize => Kind switch
    {
        ElementKind.Complex => Size / 2,
        ElementKind.Text => sizeof(uint),
        ElementKind.Bytes => 1,
        _ => Size,
    };

    /// <summary>Whether the elements are numbers or truth values.</summary>
    public bool IsNumeric => Kind <= ElementKind.Float;

    /// <summary>The name that numpy gives the type.</summary>
    public override string ToString() => Kind switch
    {
        ElementKind.Boolean => "bool",
        ElementKind.Signed => "int" + Bits,
        ElementKind.Unsigned => "uint" + Bits,
        ElementKind.Float => "float" + Bits,
        ElementKind.Complex => "complex" + Bits,
        ElementKind.Moment => $"datetime64[{Unit}]",
        ElementKind.Duration => $"timedelta64[{Unit}]",
        ElementKind.Text => "str",
        _ => "bytes",
    };

    private string Bits => (8 * Size).ToString(CultureInfo.InvariantCulture);
}
