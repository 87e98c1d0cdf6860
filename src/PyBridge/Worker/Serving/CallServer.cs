using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using PyBridge.Calls;
using PyBridge.Launch;
using PyBridge.Platform;
using PyBridge.Results;
using PyBridge.Wire;

namespace PyBridge.Worker.Serving;

/// <summary>The life of a worker that serves the calls of the process that has started it, and ends with that.</summary>
internal sealed class CallServer : IDisposable
{
    private const int Grace = 2000; // milliseconds that exit handlers have

    private readonly ServedChannel _channel;
    private readonly ServedFile _file;
    private readonly ServedMethods _methods;
    private readonly AnswerFile _answer = new();
    private volatile bool _isCalling;

    private CallServer(ServedChannel channel, string file)
    {
        _channel = channel;
        _file = new ServedFile(file);
        _methods = new ServedMethods(file);
    }

    /// <summary>Serves calls until there are none any more; then it ends the process.</summary>
    public static void Run(CallServerArguments arguments)
    {
        FrozenStart.IsWorking = true;
        StandardInput.Replace();
        AssemblyFiles.FindByName([arguments.File], NativeAssets.LieBeside([arguments.File]));
        using var channel = ProcessPlatform.Current.Serve(arguments.Socket, arguments.Caller);
        using var server = new CallServer(channel, arguments.File);
        ProcessPlatform.Current.StartThread("PyBridge caller's end", server.EndWithCaller);
        server.Serve();

        // Threads that a method has left behind do not keep a worker that nobody can call.
        Environment.Exit(0);
    }

    public void Dispose() => _answer.Dispose();

    private void Serve()
    {
        var version = BitConverter.GetBytes(CallFrame.Version);
        var reader = new CallReader(_channel);
        for (var goesOn = Send(CallFrameKind.Ready, version, file: null); goesOn && reader.Read() is { } call;)
        {
            if (!_file.IsCurrent())
            {
                call.CloseFiles();
                goesOn = Send(CallFrameKind.Outdated, [], file: null);
                continue;
            }

            _isCalling = true;
            Answer(call);
            StandardInput.FlushIfConsoleIsLoaded();
            _isCalling = false;
            goesOn = SendAnswer();
            _answer.Clear();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a method throws is the answer.")]
    private void Answer(ReceivedCall call)
    {
        var writer = new ResultWriter(_answer);
        var arguments = call.Arguments;
        try
        {
            var value = CollectedItems.Of(Outcome.ValueOf(Call(call)), declared: null);
            writer.WriteValue(value, declared: null, CallPreface.ArraysOf(arguments));
        }
        catch (Exception exception)
        {
            writer.WriteFailure(exception, declared: null);
        }
    }

    private object? Call(ReceivedCall call)
    {
        LoadedMethod method;
        try
        {
            if (call.Folder.Length > 0)
            {
                ProcessPlatform.Current.ChangeFolder(call.Folder);
            }

            method = _methods.Find(call.Method, call.Arguments);
        }
        catch
        {
            call.CloseFiles();
            throw;
        }

        return method.Call(call.Arguments);
    }

    private bool SendAnswer()
    {
        if (_answer.Refusal is not null)
        {
            return false; // there is no room even to say so: the caller sees a worker that has ended
        }

        _answer.Seal();
        return Send(CallFrameKind.Answer, _answer.File is null ? _answer.Memory : [], _answer.File);
    }

    private bool Send(CallFrameKind kind, ReadOnlySpan<byte> content, ResultFile? file)
    {
        Span<byte> header = stackalloc byte[CallFrame.HeaderSize];
        new CallFrame(kind, file is null ? 0 : 1, content.Length).Write(header);
        return _channel.Write(header, content, file);
    }

    /// <summary>An idle worker ends in its own way. Nobody would see what a call goes on to do.</summary>
    private void EndWithCaller()
    {
        _channel.WaitForEnd();
        if (!_isCalling)
        {
            Thread.Sleep(Grace);
        }

        ProcessPlatform.Current.EndNow();
    }
}
