using System.Threading;

namespace PyBridge.Conformance.Lane;

/// <summary>The processes that wait to become children, in a program that starts its children so.</summary>
internal static class Reserve
{
    private const int Workers = 2;

    /// <summary>Whether this is such a program.</summary>
    public static bool Wanted { get; set; }

    /// <summary>Lets every child be one of them, and fills them up: most scenarios have one start, which else were cold.</summary>
    public static void Open()
    {
        if (!Wanted)
        {
            return;
        }

        Process.DefaultStartMethod = StartMethod.Standby;
        if (PythonChildren.Wanted)
        {
            Standby.Configure(csharp: 0, python: Workers, interpreter: PythonChildren.Interpreter);
        }
        else
        {
            Standby.Configure(csharp: Workers);
        }

        Fill();
    }

    /// <summary>Waits until as many wait as are wanted; in a program without them that is none.</summary>
    public static void Fill()
    {
        while (IsShort(Standby.Statistics) || IsShort(Standby.PythonStatistics))
        {
            Thread.Sleep(1);
        }
    }

    private static bool IsShort(StandbyCounts counts) => counts.Idle < counts.Wanted;
}
