using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using OsProcess = System.Diagnostics.Process;

namespace PyBridge.Tests.Support;

/// <summary>A program that a test talks with. One that hangs is killed with all its descendants.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly OsProcess _process;
    private readonly Task<string> _errors;
    private readonly CancellationTokenRegistration _hang;

    public RunningProgram(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        _process = OsProcess.Start(start)!;
        _process.StandardInput.Close();
        _errors = _process.StandardError.ReadToEndAsync();
        _hang = TestContext.CurrentContext.CancellationToken.Register(() => _process.Kill(entireProcessTree: true));
    }

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The next line it prints.</summary>
    public string ReadLine()
    {
        var line = _process.StandardOutput.ReadLine();
        Assert.That(line, Is.Not.Null, () => $"it has ended: {_errors.Result}");
        return line!;
    }

    public void Signal(int signal) => Assert.That(SystemCalls.Kill(Pid, signal), Is.Zero);

    /// <summary>Waits for the death of the program alone; its descendants may still hold its output.</summary>
    public int WaitForExit()
    {
        // Without a limit .NET would wait for the end of the output, too.
        Assert.That(_process.WaitForExit(ProcessFixture.HangMilliseconds), Is.True);
        return _process.ExitCode;
    }

    /// <summary>Waits for the end of the program and of all who hold its output.</summary>
    public ProgramRun End()
    {
        var output = _process.StandardOutput.ReadToEnd();
        var errors = _errors.GetAwaiter().GetResult();
        _process.WaitForExit();
        return new ProgramRun(_process.ExitCode, output, errors);
    }

    public void Dispose()
    {
        _hang.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        // The process leaves its readers to whoever has asked for them: their descriptors would wait for a collection.
        _process.StandardOutput.Dispose();
        _process.StandardError.Dispose();
        _process.Dispose();
    }
}
