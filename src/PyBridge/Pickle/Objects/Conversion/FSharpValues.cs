using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>
/// F# options and unions on their way to Python: an option becomes its value or <c>None</c>, a union a <c>dict</c> with
/// the name of its <c>case</c> and the fields of that case.
/// </summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
internal static class FSharpValues
{
    /// <summary>The key that holds the case of a union.</summary>
    public const string CaseKey = "case";

    /// <summary>Converts; <see langword="false"/> if the value is neither.</summary>
    public static bool TryConvert(PythonValueWriter writer, object value, out object? general)
    {
        Type type = value.GetType();
        general = null;
        if (FSharpTypes.IsOption(type))
        {
            bool isNone = type.IsValueType && type.GetProperty("IsNone")?.GetValue(value) is true;
            general = isNone
                ? null
                : writer.PartOf(type.GetProperty("Value")!.GetValue(value), PathStep.Member("Value"));
            return true;
        }

        if (!FSharpTypes.IsUnion(type))
        {
            return false;
        }

        var parts = (ITuple)FSharpTypes.Call(
            FSharpTypes.LibraryOf(type), "Reflection.FSharpValue", "GetUnionFields", value, type, AllMembers(type))!;
        object @case = parts[0]!;
        var values = (object?[])parts[1]!;
        PropertyInfo[] fields = UnionCases.FieldsOf(@case);
        PickleDictionary members = writer.Register(value, new PickleDictionary());
        members.Add(CaseKey, UnionCases.NameOf(@case));
        for (int i = 0; i < fields.Length; i++)
        {
            members.Add(fields[i].Name, writer.PartOf(values[i], PathStep.Member(fields[i].Name)));
        }

        general = members;
        return true;
    }

    /// <summary>The F# option that requests members of any access.</summary>
    public static object AllMembers(Type type)
    {
        Type option = FSharpTypes.LibraryOf(type).GetType("Microsoft.FSharp.Core.FSharpOption`1", throwOnError: true)!;
        return Activator.CreateInstance(
            MakeOption(option), BindingFlags.Public | BindingFlags.NonPublic)!;
    }

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only where code is dynamic.")]
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = Reasons.ApplicationIsRooted)]
    private static Type MakeOption(Type option) => option.MakeGenericType(typeof(BindingFlags));
}
