using System.Collections.Generic;
using PyBridge.Calls;
using PyBridge.Wire;

namespace PyBridge.Worker.Tasks;

/// <summary>The assembly files that tasks have told of; each is to be told to the runtime once.</summary>
internal static class KnownFiles
{
    private static readonly HashSet<string> Known = [];

    /// <summary>Makes the files of a task known.</summary>
    public static void Add(Preparation preparation)
    {
        var added = new List<string>();
        foreach (var file in preparation.AssemblyFiles)
        {
            if (Known.Add(file))
            {
                added.Add(file);
            }
        }

        AssemblyFiles.FindByName(added.ToArray(), preparation.HasNativeAssets);
    }
}
