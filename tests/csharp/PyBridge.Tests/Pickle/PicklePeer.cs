using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using PyBridge.Tests.Support;
using OsProcess = System.Diagnostics.Process;

namespace PyBridge.Tests.Pickle;

/// <summary>The conversation with <c>pickle_peer.py</c>, which describes it.</summary>
internal sealed class PicklePeer : IDisposable
{
    private readonly OsProcess _process;
    private readonly StringBuilder _errors = new();
    private readonly CancellationTokenRegistration _cancellation;

    public PicklePeer(PythonInterpreter python, CancellationToken cancellation)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Pickle", "pickle_peer.py");
        var start = new ProcessStartInfo(python.Executable, ["-B", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = OsProcess.Start(start)!;
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.BeginErrorReadLine();
        _cancellation = cancellation.Register(_process.Kill);
    }

    private Stream Output => _process.StandardInput.BaseStream;

    /// <summary>Receives every case of the other side, in every protocol it has.</summary>
    public List<PickleCase> ReceiveCases()
    {
        var cases = new List<PickleCase>();
        for (string name = ReceiveText(); name.Length > 0; name = ReceiveText())
        {
            cases.Add(new PickleCase(name, ReceiveText(), Receive()));
        }

        return cases;
    }

    /// <summary>Sends what a case was written back as.</summary>
    public void Send(string name, ReadOnlyMemory<byte> pickle)
    {
        Send(Encoding.UTF8.GetBytes(name));
        Send(pickle.Span);
    }

    /// <summary>Ends the list of pickles and receives what the other side says about them.</summary>
    public string ReceiveReport()
    {
        Send([]);
        Output.Flush();
        return ReceiveText();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cancellation.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Send(ReadOnlySpan<byte> content)
    {
        Span<byte> size = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(size, content.Length);
        Output.Write(size);
        Output.Write(content);
    }

    private string ReceiveText() => Encoding.UTF8.GetString(Receive());

    private byte[] Receive()
    {
        try
        {
            byte[] size = new byte[sizeof(int)];
            _process.StandardOutput.BaseStream.ReadExactly(size);
            byte[] content = new byte[BinaryPrimitives.ReadInt32LittleEndian(size)];
            _process.StandardOutput.BaseStream.ReadExactly(content);
            return content;
        }
        catch (EndOfStreamException)
        {
            _process.WaitForExit();
            throw new InvalidOperationException($"the peer ended with {_process.ExitCode}: {_errors}");
        }
    }
}
