using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Lane;

/// <summary>Connects to the board, does what it is asked, and answers. Every process and thread is one.</summary>
internal static class Actor
{
    // Kept until the process has ended: the stage takes the closed connection for the end of the process.
    private static readonly List<ActorConnection> Kept = [];

    /// <summary>Answers requests until one of them ends this actor, and ends as that one says.</summary>
    /// <param name="board">The board's socket.</param>
    /// <param name="label">The actor's name in the scenario.</param>
    /// <param name="ending">What it means to end.</param>
    /// <param name="received">The arguments of the target this actor runs as.</param>
    public static object? Serve(string board, string label, Ending ending, ReceivedArguments? received = null)
    {
        var connection = new ActorConnection(board, label, thread: false);
        Kept.Add(connection);
        return Serve(connection, board, ending, received);
    }

    /// <summary>As the other, for a thread: its connection ends with it.</summary>
    public static void ServeThread(string board, string label)
    {
        using var connection = new ActorConnection(board, label, thread: true);
        Serve(connection, board, new Ending.OfTarget(), received: null);
    }

    private static object? Serve(
        ActorConnection connection, string board, Ending ending, ReceivedArguments? received)
    {
        var operations = new Operations(board, received);
        while (connection.Receive() is { } request)
        {
            var id = request["id"]!.GetValue<int>();
            if (Ending.IsEnding(request))
            {
                connection.Send(new JsonObject { ["id"] = id, ["ending"] = request["op"]!.GetValue<string>() });
                return ending.End(request);
            }

            var answer = Perform(operations, request, connection);
            answer["id"] = id;
            connection.Send(answer);
        }

        return null;
    }

    /// <summary>Does one step and returns its observation; of a timed one also how long it took, whatever came of it.</summary>
    private static JsonObject Perform(Operations operations, JsonObject request, ActorConnection connection)
    {
        var watch = Stopwatch.StartNew();
        var answer = Attempt(operations, request, connection);
        if (request.ContainsKey("timed") && !answer.ContainsKey("unsupported"))
        {
            answer["elapsed"] = watch.Elapsed.TotalSeconds;
        }

        return answer;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a step throws is its observation.")]
    private static JsonObject Attempt(Operations operations, JsonObject request, ActorConnection connection)
    {
        try
        {
            if (request.ContainsKey("async"))
            {
                connection.Send(new JsonObject { ["id"] = request["id"]!.GetValue<int>(), ["begun"] = true });
            }

            return operations.Perform(request);
        }
        catch (UnknownStepException unknown)
        {
            return new JsonObject { ["unsupported"] = unknown.Message };
        }
        catch (Exception error)
        {
            return new JsonObject
            {
                ["error"] = new JsonObject
                {
                    ["type"] = ErrorNames.Of(error),
                    ["text"] = error.Message,
                },
            };
        }
    }
}
