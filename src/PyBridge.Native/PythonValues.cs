using PyBridge.Pickle.Objects.Conversion;

namespace PyBridge.Native;

/// <summary>Objects of a program that has the CLR, as bytes that Python reads.</summary>
public static class PythonValues
{
    /// <summary>Writes a value as Python's plain counterpart: <see cref="int"/> as <c>int</c>, a record as <c>dict</c>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>A pickle that needs nothing of .NET to be read.</returns>
    /// <exception cref="PickleException">Something in it has no counterpart; the text names the way to it.</exception>
    public static byte[] Dump(object? value) =>
        PythonValueWriter.Dump(value, value?.GetType().Name ?? "null").ToArray();
}
