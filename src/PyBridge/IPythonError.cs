namespace PyBridge;

/// <summary>
/// An exception that corresponds to one of Python's. The Python face of PyBridge and the conformance suite translate by
/// <see cref="PythonType"/>, so the mapping is written once, where the exception is thrown.
/// </summary>
public interface IPythonError
{
    /// <summary>
    /// The Python type's name: a built-in such as <c>AssertionError</c>, or one of <c>multiprocessing</c>.
    /// </summary>
    string PythonType { get; }
}
