namespace PyBridge.Pickle.Objects;

/// <summary>Why reflection is safe here, for the trimming and ahead-of-time compilation analyzers.</summary>
internal static class Reasons
{
    /// <summary>For reflection over members.</summary>
    public const string ApplicationIsRooted =
        "Types of the application are rooted by the package's targets file; those of the framework that cross by "
        + "their members are named in DynamicDependency attributes, and others are refused where code is not dynamic.";

    /// <summary>For closed generic types and arrays made at run time.</summary>
    public const string TypeExists =
        "The type is one that a value of the sending process, which runs the same code, has.";
}
