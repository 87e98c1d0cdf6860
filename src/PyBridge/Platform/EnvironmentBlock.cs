using System;
using System.Collections;
using System.Collections.Generic;
using System.Text;

namespace PyBridge.Platform;

/// <summary>The environment a child is to have, as it is at this moment.</summary>
internal static class EnvironmentBlock
{
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// The variables of this process, those set by <see cref="Environment.SetEnvironmentVariable(string, string)"/>
    /// included: .NET keeps them to itself, so they are passed on explicitly.
    /// </summary>
    /// <param name="overrides">Variables to be set besides, or to be left out (<see langword="null"/>).</param>
    public static byte[][] Of(IReadOnlyDictionary<string, string?> overrides)
    {
        var block = new List<byte[]>();
        byte[][]? inherited = null;
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (overrides.ContainsKey((string)variable.Key))
            {
                continue;
            }

            var text = $"{variable.Key}={variable.Value}";
            block.Add(text.Contains(Replacement)
                ? Original(text, inherited ??= ProcessPlatform.Current.InheritedEnvironment())
                : Encoding.UTF8.GetBytes(text));
        }

        foreach (var (name, value) in overrides)
        {
            if (value is not null)
            {
                block.Add(Encoding.UTF8.GetBytes($"{name}={value}"));
            }
        }

        return [.. block];
    }

    /// <summary>
    /// .NET replaces bytes that are not UTF-8 while it reads its environment. A child gets the bytes themselves, unless
    /// the program has set the variable anew.
    /// </summary>
    private static byte[] Original(string text, byte[][] inherited) =>
        Array.Find(inherited, bytes => Encoding.UTF8.GetString(bytes) == text) ?? Encoding.UTF8.GetBytes(text);
}
