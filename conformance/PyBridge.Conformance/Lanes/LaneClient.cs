using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Lanes;

/// <summary>Speaks the lane protocol with one running lane. Every fault of the lane is a <see cref="LaneFault"/>.</summary>
internal sealed class LaneClient : IDisposable
{
    public const int Protocol = 1;

    private readonly string _mark = Guid.NewGuid().ToString("N");
    private readonly Process _process;
    private readonly Patience _patience;
    private readonly LineReader _answers;
    private readonly ErrorOutput _complaints;

    private LaneClient(Lane lane, Patience patience)
    {
        _patience = patience;
        _process = Launch(lane, _mark);
        _answers = new LineReader(_process.StandardOutput.BaseStream);
        _complaints = new ErrorOutput(_process.StandardError.BaseStream);
    }

    public LaneDescription Description { get; private set; } = null!;

    /// <summary>What it has played last, to its end; <see langword="null"/> if nothing.</summary>
    public Scenario? LastPlayed { get; private set; }

    /// <summary>Starts a lane and asks what it is.</summary>
    public static async Task<LaneClient> StartAsync(Lane lane, Patience patience, CancellationToken cancellation)
    {
        try
        {
            return await StartItAsync(lane, patience, cancellation).ConfigureAwait(false);
        }
        catch (LaneFault fault) when (MissingFiles.Explain(lane) is { } explained)
        {
            throw new LaneFault(explained, fault) { Kind = fault.Kind };
        }
    }

    /// <summary>Plays a scenario.</summary>
    /// <param name="scenario">What to play.</param>
    /// <param name="cancellation">Gives up, and leaves the lane useless.</param>
    /// <param name="onWait">Called with what the lane waits for, where that takes long and the lane says so.</param>
    /// <returns>The observations: <c>steps</c>, <c>program</c>, and <c>trouble</c> if it did not come to its end.</returns>
    public async Task<JsonObject> RunAsync(Scenario scenario, CancellationToken cancellation, Action<string>? onWait = null)
    {
        var request = new JsonObject
        {
            ["cmd"] = "run",
            ["scenario"] = scenario.Document.DeepClone(),
            ["limit"] = _patience.Scenario,
            ["progress"] = onWait is not null,
        };
        var answer = await AskAsync(request, _patience.Scenario + _patience.Answer, onWait, cancellation).ConfigureAwait(false);
        ObservationShape.Check(answer, scenario);
        LastPlayed = scenario;
        return answer;
    }

    /// <summary>Lets the lane end by itself. One that does not, or leaves something behind, is at fault.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        JsonObject answer;
        try
        {
            answer = await AskAsync(new JsonObject { ["cmd"] = "stop" }, _patience.Answer, onWait: null, cancellation).ConfigureAwait(false);
        }
        catch (LaneFault fault) when (fault.Kind != LaneFaultKind.Answer)
        {
            throw new LaneFault("told to stop, it " + fault.Message, fault) { Kind = fault.Kind };
        }

        if (answer is not { Count: 1 } || answer["stopped"] is not JsonValue stopped || !stopped.TryGetValue(out bool said) || !said)
        {
            throw new LaneFault($"told to stop, it answered {AnswerText.Quote(Encoding.UTF8.GetBytes(answer.ToJsonString()))}");
        }

        _process.StandardInput.Close();
        if (!await EndsAsync(cancellation).ConfigureAwait(false))
        {
            throw new LaneFault($"acknowledged stop and stayed: it has not ended within {_patience.Answer} s") { Kind = LaneFaultKind.Hang };
        }

        await DemandNothingLeftAsync(cancellation).ConfigureAwait(false);
        if (_process.ExitCode != 0)
        {
            throw new LaneFault($"acknowledged stop and ended with exit code {_process.ExitCode}{_complaints}") { Kind = LaneFaultKind.End };
        }

        // Everybody who could write is gone, so this is the end or what was written before.
        if (await _answers.ReadAsync(cancellation).ConfigureAwait(false) is { } more)
        {
            throw new LaneFault($"wrote a line after its last answer: {AnswerText.Quote(more)}");
        }
    }

    public void Dispose()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or AggregateException)
        {
            // It has ended already, or something below it, which is what was wanted.
        }

        Offspring.Kill(Offspring.Find(_mark).Keys);
        _process.Dispose();
    }

    private static async Task<LaneClient> StartItAsync(Lane lane, Patience patience, CancellationToken cancellation)
    {
        var client = new LaneClient(lane, patience);
        try
        {
            var request = new JsonObject { ["cmd"] = "start", ["protocol"] = Protocol };
            client.Description = new(await client.AskAsync(request, patience.Answer, onWait: null, cancellation).ConfigureAwait(false));
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static Process Launch(Lane lane, string mark)
    {
        var start = new ProcessStartInfo(lane.Command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        for (var i = 1; i < lane.Command.Count; i++)
        {
            start.ArgumentList.Add(lane.Command[i]);
        }

        // A scenario is played by several interpreters: without byte code each would compile the drivers once more.
        start.Environment.Remove("PYTHONDONTWRITEBYTECODE");
        start.Environment[Offspring.Variable] = mark;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new LaneFault($"cannot run {lane.Command[0]}: {error.Message}", error);
        }
    }

    private async Task<JsonObject> AskAsync(JsonObject request, int seconds, Action<string>? onWait, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            await _process.StandardInput.WriteLineAsync(request.ToJsonString().AsMemory(), patience.Token).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync(patience.Token).ConfigureAwait(false);
            while (true)
            {
                var line = await _answers.ReadAsync(patience.Token).ConfigureAwait(false);
                var answer = AnswerText.Parse(line ?? throw await EndedAsync(cancellation).ConfigureAwait(false));
                if (answer["failure"] is { } failure)
                {
                    throw new LaneFault($"failed: {failure}");
                }

                if (onWait is null || answer is not { Count: 1 } || answer["waits"] is not JsonValue waits || !waits.TryGetValue(out string? what))
                {
                    return answer;
                }

                onWait(what);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new LaneFault($"hangs: no answer within {seconds} s{_complaints}") { Kind = LaneFaultKind.Hang };
        }
        catch (IOException error)
        {
            throw new LaneFault($"ended: it no longer reads its requests{_complaints}", error) { Kind = LaneFaultKind.End };
        }
    }

    private async Task<LaneFault> EndedAsync(CancellationToken cancellation)
    {
        var how = await EndsAsync(cancellation).ConfigureAwait(false) ? $", with exit code {_process.ExitCode}" : ", having closed its output";
        return new LaneFault($"ended instead of answering{how}{_complaints}") { Kind = LaneFaultKind.End };
    }

    /// <summary>Whether the process ends in time, whoever still holds its streams.</summary>
    private async Task<bool> EndsAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(_patience.Answer));
        try
        {
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task DemandNothingLeftAsync(CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var left = Offspring.Find(_mark);
        while (left.Count > 0 && watch.Elapsed < TimeSpan.FromSeconds(_patience.Answer))
        {
            // Nothing announces the end of a process that is not ours.
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellation).ConfigureAwait(false);
            left = Offspring.Find(_mark);
        }

        if (left.Count > 0)
        {
            throw new LaneFault("has ended and left running: " + string.Join("; ", left.Values.Order(StringComparer.Ordinal))) { Kind = LaneFaultKind.End };
        }
    }
}
