using System;
using System.Collections;
using System.Collections.Generic;
using System.Dynamic;
using System.Runtime.Serialization;

#pragma warning disable IDE0130 // The name is what these are known by.
namespace Python.Runtime;

/// <summary>Laid out as pythonnet's: a number that means an object of Python, given away by every way of looking at it.</summary>
internal class PyObject : DynamicObject, IDisposable, ISerializable
{
    private readonly nint _rawPtr = 0x7F87_1234;

    public nint Handle => _rawPtr;

    public void GetObjectData(SerializationInfo info, StreamingContext context) => info.AddValue("h", (long)_rawPtr);

    public void Dispose() => GC.SuppressFinalize(this);
}

/// <summary>One that can be enumerated, and so looks like a collection.</summary>
internal sealed class PyList : PyObject, IEnumerable<PyObject>
{
    public IEnumerator<PyObject> GetEnumerator() => ((IEnumerable<PyObject>)[new PyObject()]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
