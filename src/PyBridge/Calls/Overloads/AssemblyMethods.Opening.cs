using System;
using System.IO;
using System.Reflection.PortableExecutable;

namespace PyBridge.Calls.Overloads;

/// <content>Opening the assembly file.</content>
internal sealed partial class AssemblyMethods
{
    private static PEReader Open(string file)
    {
        try
        {
            return new PEReader(File.OpenRead(file), PEStreamOptions.PrefetchMetadata);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TargetNotFoundException($"No such assembly file: '{file}'", "FileNotFoundError", file, exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw Directory.Exists(file)
                ? NoAssembly(file, "it is a folder", exception)
                : new TargetNotFoundException($"The assembly file may not be read: '{file}'", "PermissionError", file, exception);
        }
        catch (BadImageFormatException exception)
        {
            throw NoAssembly(file, exception.Message, exception);
        }
    }

    private static TargetNotFoundException NoAssembly(string file, string why, Exception? inner = null) =>
        new($"{file} is not a .NET assembly: {why}", "ImportError", file, inner);
}
