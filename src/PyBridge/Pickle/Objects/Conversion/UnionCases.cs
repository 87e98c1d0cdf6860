using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>The cases of F# unions, as described by F# itself.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
internal static class UnionCases
{
    /// <summary>All cases of a union.</summary>
    public static Array Of(Type union) => (Array)FSharpTypes.Call(
        FSharpTypes.LibraryOf(union), "Reflection.FSharpType", "GetUnionCases", union, FSharpValues.AllMembers(union))!;

    /// <summary>The name of a case.</summary>
    public static string NameOf(object @case) => (string)@case.GetType().GetProperty("Name")!.GetValue(@case)!;

    /// <summary>The fields of a case.</summary>
    public static PropertyInfo[] FieldsOf(object @case) =>
        (PropertyInfo[])@case.GetType().GetMethod("GetFields", [])!.Invoke(@case, null)!;
}
