using System.Text;
using PyBridge.Platform;

namespace PyBridge.Launch.Standby;

/// <summary>
/// What a reserve worker has for good: a start that would give a new process anything else cannot use it.
/// </summary>
/// <param name="Text">All of it; the fixed circumstances of the process are part of it.</param>
internal sealed record StandbyKey(string Text)
{
    /// <summary>The variables that interpreters, the loader and the C library read only when they start.</summary>
    private static readonly string[] ReadAtStart =
    [
        "PYTHON", "PYBRIDGE_", "DOTNET_", "COMPlus_", "CORECLR_", "LD_", "LANG", "LC_", "LOCPATH=", "NLSPATH=", "TZ", "MALLOC_",
        "GLIBC_TUNABLES=", "TMPDIR=", "OPENSSL_", "HOME=", "VIRTUAL_ENV=", "__PYVENV_LAUNCHER__=",
    ];

    /// <summary>The key of workers that a plan would start now.</summary>
    public static StandbyKey Of(LaunchPlan plan, Surroundings surroundings)
    {
        var variables = plan.Environment.Matching(ReadAtStart);
        var text = new StringBuilder(surroundings.Fixed).Append(variables);
        if (plan.RunsDotNet)
        {
            text.Append(surroundings.Measures).Append('\0');
        }

        foreach (var argument in plan.Arguments)
        {
            text.Append(argument).Append('\0');
        }

        foreach (var part in plan.Message)
        {
            text.Append(Encoding.Latin1.GetString(part.Span));
        }

        if (plan.Environment.Find("PYTHONPATH") is { } path && HasRelativeEntry(path))
        {
            text.Append('\0').Append(surroundings.CurrentDirectory);
        }

        return new StandbyKey(text.ToString());
    }

    /// <summary>Relative entries mean folders of the directory in which the interpreter starts.</summary>
    private static bool HasRelativeEntry(string path)
    {
        foreach (var entry in path.Split(':'))
        {
            if (!entry.StartsWith('/'))
            {
                return true;
            }
        }

        return false;
    }
}
