using System.Diagnostics;

namespace PyBridge.Launch;

/// <summary>
/// Code that runs because a type or an assembly is loaded: static constructors, initializers of static fields, and
/// module initializers.
/// </summary>
internal static class LoadingCode
{
    private const string StaticConstructor = ".cctor";

    /// <summary>
    /// Refuses a start by such code. What the parent has started while it was loaded, its child would start again when it
    /// loads the same, and so would the child's child.
    /// </summary>
    /// <exception cref="ProcessStateException">Such code is running on this thread.</exception>
    /// <remarks>
    /// For children alone. CPython: <c>spawn._check_not_importing_main</c>, which cannot see what is imported later.
    /// </remarks>
    public static void RefuseStart()
    {
        foreach (var frame in new StackTrace(fNeedFileInfo: false).GetFrames())
        {
            if (DiagnosticMethodInfo.Create(frame) is { Name: StaticConstructor } method)
            {
                throw new ProcessStateException(
                    $"An attempt has been made to start a process while code is being loaded: by the static fields or the "
                    + $"initializer of {method.DeclaringTypeName ?? "a type"}. These run again in each child, which would "
                    + "start processes without end. Start processes in Main, or in what it calls.",
                    "RuntimeError");
            }
        }
    }
}
