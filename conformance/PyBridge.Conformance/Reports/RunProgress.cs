using System;
using System.Collections.Generic;
using System.Linq;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Running;
using PyBridge.Conformance.Scenarios;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PyBridge.Conformance.Reports;

/// <summary>What is running, what it waits for, and how long is left. From any thread.</summary>
internal sealed class RunProgress(TimeProvider clock) : IRunWatcher
{
    private const int LinesInLog = 10;

    // What is played at a time fits, as a rule.
    private const int Shown = 8;

    // Shorter than this, nobody reads it.
    private static readonly TimeSpan WorthTelling = TimeSpan.FromSeconds(10);

    private readonly Dictionary<(Lane Lane, Scenario Scenario), Play> _running = [];
    private readonly long _began = clock.GetTimestamp();
    private long _firstPlay;
    private int _total;
    private int _played;
    private int _told;

    public void Begin(int plays)
    {
        lock (_running)
        {
            (_total, _firstPlay) = (plays, clock.GetTimestamp());
        }
    }

    public void Begin(Lane lane, Scenario scenario)
    {
        lock (_running)
        {
            _running[(lane, scenario)] = new Play(clock.GetTimestamp());
        }
    }

    public void Wait(Lane lane, Scenario scenario, string what)
    {
        lock (_running)
        {
            if (_running.TryGetValue((lane, scenario), out var play))
            {
                play.WaitsFor = what;
            }
        }
    }

    public void End(Lane lane, Scenario scenario)
    {
        lock (_running)
        {
            _running.Remove((lane, scenario));
            _played++;
        }
    }

    /// <summary>The present state for a terminal.</summary>
    public IRenderable Show(int width)
    {
        lock (_running)
        {
            var lines = Longest().Take(Shown).Select(Describe).Prepend(Headline());
            return new Rows(lines.Select(line => new Text(line.Length < width ? line : line[..(width - 2)] + "…")));
        }
    }

    /// <summary>The lines that a log has not had yet.</summary>
    public IReadOnlyList<string> TakeNews()
    {
        lock (_running)
        {
            var news = new List<string>();
            var tenth = _total == 0 ? 0 : _played * LinesInLog / _total;
            if (tenth > _told)
            {
                _told = tenth;
                news.Add(Headline());
            }

            foreach (var ((lane, scenario), play) in Longest().Where(item => !item.Value.IsTold && Age(item.Value) > WorthTelling))
            {
                play.IsTold = true;
                news.Add("still at it: " + Describe(KeyValuePair.Create((lane, scenario), play)));
            }

            return news;
        }
    }

    private string Headline()
    {
        if (_total == 0)
        {
            return "starting the lanes";
        }

        var seconds = clock.GetElapsedTime(_began).TotalSeconds;
        var left = _played == 0
            ? ""
            : $", about {clock.GetElapsedTime(_firstPlay).TotalSeconds / _played * (_total - _played):F0} s left";
        return $"{_played} of {_total} played after {seconds:F0} s{left}";
    }

    private IEnumerable<KeyValuePair<(Lane Lane, Scenario Scenario), Play>> Longest() => _running.OrderBy(item => item.Value.Began);

    private string Describe(KeyValuePair<(Lane Lane, Scenario Scenario), Play> item)
    {
        var ((lane, scenario), play) = item;
        var waits = play.WaitsFor is { } what ? $", waits for {what}" : "";
        return $"{Age(play).TotalSeconds,4:F0} s  {scenario.Id} on {lane.Name}{waits}";
    }

    private TimeSpan Age(Play play) => clock.GetElapsedTime(play.Began);

    private sealed class Play(long began)
    {
        public long Began { get; } = began;

        public string? WaitsFor { get; set; }

        public bool IsTold { get; set; }
    }
}
