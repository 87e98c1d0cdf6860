using System;
using System.Collections.Generic;
using System.Reflection;

namespace PyBridge.Pickle.Objects;

/// <summary>.NET values as bytes, with what must accompany them.</summary>
/// <param name="Pickle">The values. It names a type only by its number in <paramref name="Types"/>.</param>
/// <param name="Types">The named types; a type's persistent identifier is its index here.</param>
/// <param name="Assemblies">The assemblies of these types, each once, so that the other side can find them.</param>
internal readonly record struct PickledObjects(
    ReadOnlyMemory<byte> Pickle,
    IReadOnlyList<Type> Types,
    IReadOnlyList<Assembly> Assemblies);
