using PyBridge.Pickle.Globals;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Arrays;

/// <summary>
/// The forms in which Python's <c>array.array</c> is pickled: since protocol 3, and once a program has imported
/// <c>multiprocessing.managers</c>, by its type code and its bytes.
/// </summary>
/// <remarks>
/// CPython: <c>Modules/arraymodule.c</c>, the machine formats of <c>_array_reconstructor</c>; <c>reduce_array</c> in
/// <c>Lib/multiprocessing/managers.py</c>.
/// </remarks>
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
        if (instance is not { Kind: PickleInstanceKind.Call, Content: null, Class: PickleGlobal { Known: var function } })
        {
            return null;
        }

        var (found, buffer) = instance.Args.Items switch
        {
            [PickleGlobal, string, long format, var content] when function == KnownGlobal.ArrayReconstructor => (TypeOf(format), content),
            [string { Length: 1 } code, var content] when function == KnownGlobal.ArrayConstructor => (TypeOf(code[0]), content),
            _ => (null, null),
        };
        if (found is not { } type || ArrayBytes.Of(buffer) is not { } bytes || bytes.Length % type.Size != 0)
        {
            return null;
        }

        return ArrayLayout.Arrange(type, new PickleTuple((long)(bytes.Length / type.Size)), axes: null, bytes);
    }

    /// <summary>The type of a type code of this machine.</summary>
    private static ElementType? TypeOf(char code) => code switch
    {
        'b' => new ElementType(ElementKind.Signed, 1),
        'B' => new ElementType(ElementKind.Unsigned, 1),
        'h' => new ElementType(ElementKind.Signed, 2),
        'H' => new ElementType(ElementKind.Unsigned, 2),
        'i' => new ElementType(ElementKind.Signed, 4),
        'I' => new ElementType(ElementKind.Unsigned, 4),
        'l' or 'q' => new ElementType(ElementKind.Signed, 8),
        'L' or 'Q' => new ElementType(ElementKind.Unsigned, 8),
        'f' => new ElementType(ElementKind.Float, 4),
        'd' => new ElementType(ElementKind.Float, 8),
        'u' or 'w' => new ElementType(ElementKind.Text, sizeof(uint)),
        _ => null,
    };

    private static ElementType? TypeOf(long format) => format switch
    {
        >= 0 when format < Formats.Length => Formats[format],
        Utf32 or Utf32 + 1 => new ElementType(ElementKind.Text, sizeof(uint), format > Utf32),
        _ => null,
    };
}
