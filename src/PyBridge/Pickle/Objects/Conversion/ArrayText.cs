using System.Globalization;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>What errors say about arrays, in the parent as in the child.</summary>
internal static class ArrayText
{
    /// <summary>Why <c>NaT</c> is refused.</summary>
    public const string NoTime = "NaT is no time, and becomes null where the type has one";

    /// <summary>
    /// Why an array with other dimensions than its type is refused; <see langword="null"/> for a list, which has no dimensions to
    /// those who sent it.
    /// </summary>
    public static string? WrongRank(PickleArray array, int wanted)
    {
        if (array.IsList)
        {
            return null;
        }

        string taken = (array.Shape.Length, wanted) switch
        {
            (_, 0) => "takes a single value",
            ( > 1, 1) => "one; its ravel() has one",
            _ => $"{Count(wanted)}; its reshape() can have as many",
        };
        return $"it has {Dimensions(array.Shape.Length)}, and the type {taken}";
    }

    /// <summary>The way to an element, counted over all dimensions.</summary>
    public static PathStep StepTo(PickleArray array, int index) => array.Shape.Length == 1
        ? PathStep.Index(index)
        : PathStep.GridIndex(array.Shape, index);

    private static string Dimensions(int count) => Count(count) + (count == 1 ? " dimension" : " dimensions");

    private static string Count(int count) => count switch
    {
        0 => "no",
        1 => "one",
        _ => count.ToString(CultureInfo.InvariantCulture),
    };
}
