using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Lanes;

/// <summary>Speaks the lane protocol with one running lane. Every fault of the lane is a <see cref="LaneFault"/>.</summary>
internal sealed class LaneClient : IDisposable
{
    public const int Protocol = 1;

    private readonly Process _process;
    private readonly Patience _patience;
    private readonly StringBuilder _complaints = new();

    private LaneClient(Process process, Patience patience, LaneDescription description)
    {
        _process = process;
        _patience = patience;
        Description = description;
    }

    public LaneDescription Description { get; private set; }

    /// <summary>Starts a lane and asks what it is.</summary>
    public static async Task<LaneClient> StartAsync(Lane lane, Patience patience, CancellationToken cancellation)
    {
        var client = new LaneClient(Launch(lane), patience, description: null!);
        try
        {
            client._process.ErrorDataReceived += (_, line) => client.Complain(line.Data);
            client._process.BeginErrorReadLine();
            var request = new JsonObject { ["cmd"] = "start", ["protocol"] = Protocol };
            client.Description = new(await client.AskAsync(request, patience.Answer, cancellation).ConfigureAwait(false));
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Plays a scenario.</summary>
    /// <param name="scenario">What to play.</param>
    /// <param name="cancellation">Gives up, and leaves the lane useless.</param>
    /// <returns>The observations: <c>steps</c>, <c>program</c>, and <c>trouble</c> if it did not come to its end.</returns>
    public async Task<JsonObject> RunAsync(Scenario scenario, CancellationToken cancellation)
    {
        var request = new JsonObject
        {
            ["cmd"] = "run",
            ["scenario"] = scenario.Document.DeepClone(),
            ["limit"] = _patience.Scenario,
        };
        var answer = await AskAsync(request, _patience.Scenario + _patience.Answer, cancellation).ConfigureAwait(false);
        ObservationShape.Check(answer, scenario);
        return answer;
    }

    /// <summary>Lets the lane end by itself, or else ends it.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        await AskAsync(new JsonObject { ["cmd"] = "stop" }, _patience.Answer, cancellation).ConfigureAwait(false);
        _process.StandardInput.Close();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(_patience.Answer));
        await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
    }

    public void Dispose()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already, which is what was wanted.
        }

        _process.Dispose();
    }

    private static Process Launch(Lane lane)
    {
        var start = new ProcessStartInfo(lane.Command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        for (var i = 1; i < lane.Command.Count; i++)
        {
            start.ArgumentList.Add(lane.Command[i]);
        }

        // A scenario is played by several interpreters: without byte code each would compile the drivers once more.
        start.Environment.Remove("PYTHONDONTWRITEBYTECODE");
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new LaneFault($"cannot run {lane.Command[0]}: {error.Message}", error);
        }
    }

    private async Task<JsonObject> AskAsync(JsonObject request, int seconds, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(seconds));
        string? line;
        try
        {
            await _process.StandardInput.WriteLineAsync(request.ToJsonString().AsMemory(), patience.Token)
                .ConfigureAwait(false);
            await _process.StandardInput.FlushAsync(patience.Token).ConfigureAwait(false);
            line = await _process.StandardOutput.ReadLineAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new LaneFault($"hangs: no answer within {seconds} s" + Complaints());
        }
        catch (IOException error)
        {
            throw new LaneFault("ended: it no longer reads its requests" + Complaints(), error);
        }

        return line is null
            ? throw new LaneFault("ended instead of answering" + await LastWordsAsync().ConfigureAwait(false))
            : Parse(line);
    }

    private static JsonObject Parse(string line)
    {
        JsonObject? answer;
        try
        {
            answer = JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException error)
        {
            throw new LaneFault($"wrote a line that is no JSON document: {Shorten(line)}", error);
        }

        return answer switch
        {
            null => throw new LaneFault($"wrote a line that is no JSON object: {Shorten(line)}"),
            _ when answer["failure"] is { } failure => throw new LaneFault($"failed: {failure}"),
            _ => answer,
        };
    }

    private static string Shorten(string line) => line.Length <= 200 ? line : line[..200] + "…";

    private async Task<string> LastWordsAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(_patience.Answer));
        try
        {
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return ", having closed its output" + Complaints();
        }

        return $", with exit code {_process.ExitCode}" + Complaints();
    }

    private void Complain(string? line)
    {
        lock (_complaints)
        {
            _complaints.AppendLine(line);
        }
    }

    private string Complaints()
    {
        lock (_complaints)
        {
            var text = _complaints.ToString().Trim();
            return text.Length == 0 ? "" : Environment.NewLine + text;
        }
    }
}
