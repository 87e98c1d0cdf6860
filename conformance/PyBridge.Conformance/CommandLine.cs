using System;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using PyBridge.Conformance.Lanes;

namespace PyBridge.Conformance;

/// <summary>What is the same for all commands: options that do not exist, and errors of whoever asks.</summary>
internal static class CommandLine
{
    /// <summary>The exit code where nothing was played, or what was asked for cannot be done.</summary>
    public const int CannotTell = 2;

    // The convention of shells for what Ctrl-C has ended.
    private const int Interrupted = 130;

    /// <summary>Parses a command line; whatever no option knows is an error, also where a list of values stands.</summary>
    public static ParseResult Parse(params string[] arguments)
    {
        var root = new ConformanceCommand();
        foreach (var option in root.Subcommands.Append(root).SelectMany(command => command.Options).Distinct())
        {
            option.Validators.Add(result =>
            {
                foreach (var token in result.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal)))
                {
                    result.AddError($"There is no option {token.Value}; --help shows all.");
                }
            });
        }

        return root.Parse(arguments);
    }

    /// <summary>Parses and runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var parsed = Parse(arguments);
        try
        {
            var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
            return parsed.Action is ParseErrorAction ? CannotTell : code;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        catch (Exception error) when (error is UsageException or LaneFault or FormatException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
            return CannotTell;
        }
    }
}
