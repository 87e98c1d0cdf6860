using PyBridge.Pickle.Globals;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Arrays;

/// <summary>The form in which Python's <c>array.array</c> is pickled since protocol 3.</summary>
/// <remarks>CPython: <c>Modules/arraymodule.c</c>, the machine formats of <c>_array_reconstructor</c>.</remarks>
internal static class ArrayModuleForms
{
    // Each signed or unsigned integer has two formats, little and big endian, and so on.
    private static readonly ElementType[] Formats =
    [
        new(ElementKind.Unsigned, 1), new(ElementKind.Signed, 1),
        new(ElementKind.Unsigned, 2), new(ElementKind.Unsigned, 2, IsBigEndian: true),
        new(ElementKind.Signed, 2), new(ElementKind.Signed, 2, IsBigEndian: true),
        new(ElementKind.Unsigned, 4), new(ElementKind.Unsigned, 4, IsBigEndian: true),
        new(ElementKind.Signed, 4), new(ElementKind.Signed, 4, IsBigEndian: true),
        new(ElementKind.Unsigned, 8), new(ElementKind.Unsigned, 8, IsBigEndian: true),
        new(ElementKind.Signed, 8), new(ElementKind.Signed, 8, IsBigEndian: true),
        new(ElementKind.Float, 4), new(ElementKind.Float, 4, IsBigEndian: true),
        new(ElementKind.Float, 8), new(ElementKind.Float, 8, IsBigEndian: true),
    ];

    private const int Utf32 = 20;

    /// <summary>The array of a recipe; <see langword="null"/> if it is none.</summary>
    public static PickleArray? Of(PickleInstance instance)
    {
        if (instance is not { Kind: PickleInstanceKind.Call, Content: null }
            || instance.Class is not PickleGlobal { Known: KnownGlobal.ArrayReconstructor }
            || instance.Args.Items is not [PickleGlobal, string, long format, var buffer]
            || ArrayBytes.Of(buffer) is not { } bytes || TypeOf(format) is not { } type || bytes.Length % type.Size != 0)
        {
            return null;
        }

        return ArrayLayout.Arrange(type, new PickleTuple((long)(bytes.Length / type.Size)), axes: null, bytes);
    }

    private static ElementType? TypeOf(long format) => format switch
    {
        >= 0 when format < Formats.Length => Formats[format],
        Utf32 or Utf32 + 1 => new ElementType(ElementKind.Text, sizeof(uint), format > Utf32),
        _ => null,
    };
}
