namespace PyBridge;

/// <summary>What arrays of numbers become in Python: <c>double[]</c>, <c>int[,]</c>, <c>List&lt;long&gt;</c>.</summary>
public enum PythonArrays
{
    /// <summary>Lists of Python's own numbers, in as many levels as there are dimensions; <c>byte[]</c> is <c>bytes</c>.</summary>
    List = 0,

    /// <summary>
    /// Arrays of Python's module <c>array</c>, in lists where there are more dimensions; lists where that has no such type,
    /// as for <c>bool</c>. <c>byte[]</c> is <c>bytes</c>.
    /// </summary>
    Array = 1,

    /// <summary>
    /// <c>numpy.ndarray</c> of the same type and shape, <c>byte[]</c> included. numpy 1 or 2 has to be there in the child.
    /// </summary>
    Numpy = 2,
}
