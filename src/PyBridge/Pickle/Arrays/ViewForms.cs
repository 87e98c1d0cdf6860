using PyBridge.Pickle.Globals;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Arrays;

/// <summary>
/// The form in which PyBridge's Python side pickles a <c>memoryview</c>: <c>pybridge._arrays.view(bytes, format,
/// shape)</c>, with a format of Python's <c>struct</c> in this machine's sizes.
/// </summary>
internal static class ViewForms
{
    /// <summary>The array of a recipe; <see langword="null"/> if it is none.</summary>
    public static PickleArray? Of(PickleInstance instance) =>
        instance is { Kind: PickleInstanceKind.Call, Content: null, Class: PickleGlobal { Known: KnownGlobal.View } }
        && instance.Args.Items is [var buffer, string format, PickleTuple shape]
        && ArrayBytes.Of(buffer) is { } bytes && TypeOf(format) is { } type
            ? ArrayLayout.Arrange(type, shape, axes: null, bytes)
            : null;

    /// <summary><c>pybridge._arrays.numbers(bytes, 'd' or 'q')</c>: a list, of which no number is anything else.</summary>
    public static PickleArray? OfNumbers(PickleInstance instance) =>
        instance is { Kind: PickleInstanceKind.Call, Content: null, Class: PickleGlobal { Known: KnownGlobal.Numbers } }
        && instance.Args.Items is [var buffer, "d" or "q"] && ArrayBytes.Of(buffer) is { } bytes
        && TypeOf((string)instance.Args[1]!) is { } type && bytes.Length % type.Size == 0
            ? new PickleArray(type, [bytes.Length / type.Size], bytes) { IsList = true }
            : null;

    private static ElementType? TypeOf(string format)
    {
        bool hasOrder = format.Length == 2 && format[0] is '@' or '=' or '<' or '>' or '!';
        bool isNative = !hasOrder || format[0] == '@';
        bool isBigEndian = hasOrder && format[0] is '>' or '!';
        int wide = isNative ? sizeof(long) : sizeof(int); // C's long, of which struct has a standard size, too
        return (hasOrder ? format[1..] : format) switch
        {
            "?" => new ElementType(ElementKind.Boolean, 1),
            "b" => new ElementType(ElementKind.Signed, 1),
            "B" or "c" => new ElementType(ElementKind.Unsigned, 1),
            "h" => new ElementType(ElementKind.Signed, 2, isBigEndian),
            "H" => new ElementType(ElementKind.Unsigned, 2, isBigEndian),
            "i" => new ElementType(ElementKind.Signed, 4, isBigEndian),
            "I" => new ElementType(ElementKind.Unsigned, 4, isBigEndian),
            "l" => new ElementType(ElementKind.Signed, wide, isBigEndian),
            "L" => new ElementType(ElementKind.Unsigned, wide, isBigEndian),
            "q" => new ElementType(ElementKind.Signed, 8, isBigEndian),
            "Q" => new ElementType(ElementKind.Unsigned, 8, isBigEndian),
            "n" when isNative => new ElementType(ElementKind.Signed, 8),
            "N" when isNative => new ElementType(ElementKind.Unsigned, 8),
            "e" => new ElementType(ElementKind.Float, 2, isBigEndian),
            "f" => new ElementType(ElementKind.Float, 4, isBigEndian),
            "d" => new ElementType(ElementKind.Float, 8, isBigEndian),
            _ => null,
        };
    }
}
