using System.Collections.Generic;
using PyBridge.Platform;

namespace PyBridge.Worker.Serving;

/// <summary>One call: the method's name, its arguments, the folder it is made in, and the files that came along.</summary>
/// <param name="Method">Namespace, type and method.</param>
/// <param name="Folder">The current directory of the process that calls; empty where it is that of the last call.</param>
/// <param name="Arguments">The call, as in a start message; empty if there are no arguments.</param>
/// <param name="Files">The system's numbers of the files with what is large.</param>
internal sealed record ReceivedCall(string Method, byte[] Folder, byte[] Arguments, List<int> Files)
{
    /// <summary>Closes the files; they are for those only who have read the arguments, which close them.</summary>
    public void CloseFiles()
    {
        foreach (var file in Files)
        {
            ProcessPlatform.Current.Adopt(file).Close();
        }
    }
}
