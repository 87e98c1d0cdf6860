using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;

namespace PyBridge.Tests.Support;

/// <summary>Lets children that are started meanwhile write their standard output and error to files.</summary>
/// <remarks>
/// A child inherits the descriptors of the moment of its start. Only they are exchanged: what this process prints
/// through its own writers at that moment would go astray, so there is no parallel test.
/// </remarks>
internal sealed class CapturedOutput
{
    private const int Output = 1;
    private const int Error = 2;
    private readonly string _outputFile;
    private readonly string _errorFile;

    private CapturedOutput(string folder)
    {
        var name = Guid.NewGuid().ToString("N");
        _outputFile = Path.Combine(folder, name + ".out");
        _errorFile = Path.Combine(folder, name + ".err");
    }

    /// <summary>What the child has written to standard output; to be read after its end.</summary>
    public string StandardOutput => File.ReadAllText(_outputFile);

    /// <summary>What the child has written to standard error; to be read after its end.</summary>
    public string StandardError => File.ReadAllText(_errorFile);

    /// <summary>Calls <paramref name="start"/> with the descriptors exchanged.</summary>
    public static CapturedOutput Of(string folder, Action start)
    {
        var captured = new CapturedOutput(folder);
        using (new Exchange(Output, captured._outputFile))
        using (new Exchange(Error, captured._errorFile))
        {
            start();
        }

        return captured;
    }

    /// <summary>Starts and joins a process.</summary>
    public static CapturedOutput Of(string folder, Process process)
    {
        var captured = Of(folder, process.Start);
        process.Join();
        return captured;
    }

    private sealed class Exchange : IDisposable
    {
        private readonly int _number;
        private readonly int _saved;

        public Exchange(int number, string file)
        {
            _number = number;
            using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
            _saved = Demand(SystemCalls.Duplicate(number));
            Demand(SystemCalls.DuplicateTo((int)stream.SafeFileHandle.DangerousGetHandle(), number));
        }

        public void Dispose()
        {
            Demand(SystemCalls.DuplicateTo(_saved, _number));
            _ = SystemCalls.Close(_saved);
        }

        private static int Demand(int result) =>
            result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }
}
