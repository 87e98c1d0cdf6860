using System;
using System.IO;
using System.Reflection;

namespace PyBridge.Launch.Python;

/// <summary>The Python that the package Python.Included brings along, in applications that reference it. Found by its name.</summary>
internal static class PythonIncluded
{
    /// <summary>The folder that it has set up; <see langword="null"/> if there is none.</summary>
    public static string? Home
    {
        get
        {
            try
            {
                var home = Type.GetType("Python.Included.Installer, Python.Included")
                    ?.GetProperty("EmbeddedPythonHome", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as string;
                return Directory.Exists(home) ? home : null;
            }
            catch (Exception exception) when (exception is IOException or BadImageFormatException or TargetInvocationException)
            {
                return null; // it cannot be loaded, so nobody has set it up
            }
        }
    }
}
