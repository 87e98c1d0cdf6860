using System;
using PyBridge.Platform;

namespace PyBridge.Results;

/// <summary>Reads results as objects that are not .NET's, such as those of an embedded Python.</summary>
internal interface IForeignResults
{
    /// <inheritdoc cref="ResultReader.Read"/>
    (object? Value, Exception? Failure) Read(ResultFile file, ResultKind kind, long length, Type declared);
}
