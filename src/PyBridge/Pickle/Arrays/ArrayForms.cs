using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Arrays;

/// <summary>Which values of Python are arrays.</summary>
internal static class ArrayForms
{
    /// <summary>The array that a general value is; <see langword="null"/> if it is none, or one without a counterpart.</summary>
    public static PickleArray? Of(object general) => general switch
    {
        PickleArray array => array,
        PickleInstance instance => ArrayModuleForms.Of(instance) ?? NumpyForms.Of(instance) ?? ViewForms.Of(instance)
            ?? ViewForms.OfNumbers(instance),
        _ => null,
    };
}
