using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.Versioning;
using System.Text;

namespace PyBridge.Platform.Linux;

/// <summary>Variables in the form <c>execve</c> takes: <c>NAME=value</c>, in bytes that need not be UTF-8.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxEnvironment(byte[][] variables) : EnvironmentBlock
{
    private const char Replacement = '\uFFFD';

    public byte[][] Variables => variables;

    /// <summary>
    /// The variables of this process, including those from
    /// <see cref="Environment.SetEnvironmentVariable(string, string)"/>: .NET keeps them to itself, so they are passed
    /// on explicitly.
    /// </summary>
    /// <param name="overrides">Additional variables to set, or to leave out (<see langword="null"/>).</param>
    public static LinuxEnvironment Of(IReadOnlyDictionary<string, string?> overrides)
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
                ? Original(text, inherited ??= Inherited().Variables)
                : Encoding.UTF8.GetBytes(text));
        }

        foreach (var (name, value) in overrides)
        {
            if (value is not null)
            {
                block.Add(Encoding.UTF8.GetBytes($"{name}={value}"));
            }
        }

        return new LinuxEnvironment([.. block]);
    }

    /// <summary>The C library's current variables.</summary>
    public static LinuxEnvironment Inherited() => new(LiveEnvironment.Copy());

    public override string? Find(string name)
    {
        var beginning = SystemText.Encode(name + "=");
        var found = Array.Find(variables, variable => variable.AsSpan().StartsWith(beginning));
        return found is null ? null : SystemText.Decode(found.AsSpan(beginning.Length));
    }

    public override EnvironmentBlock With(string name, string value)
    {
        var beginning = SystemText.Encode(name + "=");
        var others = Array.FindAll(variables, variable => !variable.AsSpan().StartsWith(beginning));
        return new LinuxEnvironment([.. others, SystemText.Encode($"{name}={value}")]);
    }

    /// <summary>Whether a running process can set all of it: every variable has a name, and only one value.</summary>
    public bool CanBeSet
    {
        get
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            return Array.TrueForAll(variables, variable => Array.IndexOf(variable, (byte)'=') is var end and > 0
                && names.Add(Encoding.Latin1.GetString(variable, 0, end)));
        }
    }

    public override string Matching(IReadOnlyList<string> beginnings)
    {
        var found = new List<string>();
        foreach (var variable in variables)
        {
            var text = Encoding.Latin1.GetString(variable);
            foreach (var beginning in beginnings)
            {
                if (text.StartsWith(beginning, StringComparison.Ordinal))
                {
                    found.Add(text);
                    break;
                }
            }
        }

        found.Sort(StringComparer.Ordinal); // .NET tells its variables in any order
        return string.Join('\0', found) + '\0';
    }

    /// <summary>
    /// .NET replaces bytes that are not UTF-8 when it reads its environment. A child gets the original bytes, unless
    /// the program has since set the variable.
    /// </summary>
    private static byte[] Original(string text, byte[][] inherited) =>
        Array.Find(inherited, bytes => Encoding.UTF8.GetString(bytes) == text) ?? Encoding.UTF8.GetBytes(text);
}
