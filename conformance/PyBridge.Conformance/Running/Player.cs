using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Running;

/// <summary>Keeps running lanes, as many of each as are needed at a time, and plays scenarios on them.</summary>
internal sealed class Player : IDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<LaneClient>> _idle = new();
    private readonly ConcurrentQueue<LateFault> _lateFaults = [];
    private readonly Patience _patience;

    public Player(Patience patience) => _patience = patience;

    /// <summary>What lanes were caught at after they had answered. Each is told once.</summary>
    public IEnumerable<LateFault> TakeLateFaults()
    {
        while (_lateFaults.TryDequeue(out var fault))
        {
            yield return fault;
        }
    }

    /// <exception cref="LaneFault">The lane cannot be started.</exception>
    public async Task<LaneDescription> DescribeAsync(Lane lane, CancellationToken cancellation)
    {
        var client = Idle(lane).TryTake(out var idle) ? idle : await StartAsync(lane, cancellation).ConfigureAwait(false);
        Return(lane, client);
        return client.Description;
    }

    /// <exception cref="LaneFault">The lane broke the protocol. The next scenario gets a new one.</exception>
    public async Task<JsonObject> PlayAsync(
        Lane lane, Scenario scenario, CancellationToken cancellation, Action<string>? onWait = null)
    {
        if (!Idle(lane).TryTake(out var used))
        {
            return await PlayOnNewAsync(lane, scenario, onWait, cancellation).ConfigureAwait(false);
        }

        var last = used.LastPlayed;
        try
        {
            return await PlayAsync(used, lane, scenario, onWait, cancellation).ConfigureAwait(false);
        }
        catch (LaneFault fault) when (fault.Kind != LaneFaultKind.Hang && last is not null)
        {
            var late = new LateFault(lane, last, $"after its answer: {fault.Message}");
            if (fault.AnswerTo == last.Id)
            {
                _lateFaults.Enqueue(late);
                return await PlayOnNewAsync(lane, scenario, onWait, cancellation).ConfigureAwait(false);
            }

            // It may be this scenario's fault or what the one before has left. A new lane tells.
            var observations = await PlayOnNewAsync(lane, scenario, onWait, cancellation).ConfigureAwait(false);
            _lateFaults.Enqueue(late);
            return observations;
        }
    }

    /// <summary>Ends the idle copies of a lane that has nothing more to play; how they fail to end is a late fault.</summary>
    public async Task DismissAsync(Lane lane, CancellationToken cancellation)
    {
        var clients = new List<LaneClient>();
        while (Idle(lane).TryTake(out var client))
        {
            clients.Add(client);
        }

        await Task.WhenAll(clients.Select(client => DismissAsync(lane, client, cancellation))).ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var clients in _idle.Values)
        {
            while (clients.TryTake(out var client))
            {
                client.Dispose();
            }
        }
    }

    private async Task DismissAsync(Lane lane, LaneClient client, CancellationToken cancellation)
    {
        using (client)
        {
            try
            {
                await client.StopAsync(cancellation).ConfigureAwait(false);
            }
            catch (LaneFault fault)
            {
                // A line too many belongs to the last answer, the rest to no one scenario.
                var scenario = fault.Kind == LaneFaultKind.Answer ? client.LastPlayed : null;
                _lateFaults.Enqueue(new LateFault(lane, scenario, scenario is null ? fault.Message : $"after its answer: {fault.Message}"));
            }
        }
    }

    private async Task<JsonObject> PlayOnNewAsync(
        Lane lane, Scenario scenario, Action<string>? onWait, CancellationToken cancellation) =>
        await PlayAsync(
            await StartAsync(lane, cancellation).ConfigureAwait(false), lane, scenario, onWait, cancellation).ConfigureAwait(false);

    private async Task<JsonObject> PlayAsync(
        LaneClient client, Lane lane, Scenario scenario, Action<string>? onWait, CancellationToken cancellation)
    {
        try
        {
            var observations = await client.RunAsync(scenario, cancellation, onWait).ConfigureAwait(false);
            Return(lane, client);
            return observations;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private Task<LaneClient> StartAsync(Lane lane, CancellationToken cancellation) =>
        LaneClient.StartAsync(lane, _patience, cancellation);

    private void Return(Lane lane, LaneClient client) => Idle(lane).Add(client);

    private ConcurrentBag<LaneClient> Idle(Lane lane) => _idle.GetOrAdd(lane.Name, _ => []);
}
