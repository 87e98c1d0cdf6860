using System.Globalization;
using System.Text;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>What crosses between processes of .NET, but has no counterpart in Python, and what to do instead.</summary>
internal static class PythonOnlyRefusals
{
    /// <summary>The reason; <see langword="null"/> if it is the one for any process.</summary>
    public static string? Find(object value) => value switch
    {
        CultureInfo => "Python has no counterpart; pass its Name",
        Encoding => "Python has no counterpart; pass its WebName, which names a codec there",
        _ => null,
    };
}
