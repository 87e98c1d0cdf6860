using System;
using System.Collections.Concurrent;
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
    private readonly Patience _patience;

    public Player(Patience patience) => _patience = patience;

    /// <exception cref="LaneFault">The lane cannot be started.</exception>
    public async Task<LaneDescription> DescribeAsync(Lane lane, CancellationToken cancellation)
    {
        var client = await RentAsync(lane, cancellation).ConfigureAwait(false);
        Return(lane, client);
        return client.Description;
    }

    /// <exception cref="LaneFault">The lane broke the protocol. The next scenario gets a new one.</exception>
    public async Task<JsonObject> PlayAsync(Lane lane, Scenario scenario, CancellationToken cancellation)
    {
        var client = await RentAsync(lane, cancellation).ConfigureAwait(false);
        try
        {
            var observations = await client.RunAsync(scenario, cancellation).ConfigureAwait(false);
            Return(lane, client);
            return observations;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Ends the idle copies of a lane that has nothing more to play.</summary>
    /// <exception cref="LaneFault">One does not end.</exception>
    public async Task DismissAsync(Lane lane, CancellationToken cancellation)
    {
        while (Idle(lane).TryTake(out var client))
        {
            using (client)
            {
                await client.StopAsync(cancellation).ConfigureAwait(false);
            }
        }
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

    private async Task<LaneClient> RentAsync(Lane lane, CancellationToken cancellation) =>
        Idle(lane).TryTake(out var client)
            ? client
            : await LaneClient.StartAsync(lane, _patience, cancellation).ConfigureAwait(false);

    private void Return(Lane lane, LaneClient client) => Idle(lane).Add(client);

    private ConcurrentBag<LaneClient> Idle(Lane lane) => _idle.GetOrAdd(lane.Name, _ => []);
}
