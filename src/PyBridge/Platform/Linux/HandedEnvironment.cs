using System;
using System.Collections.Generic;
using System.Runtime.Versioning;
using System.Text;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>Lets this process have other variables than it was started with: those of the C library, and .NET's copy.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class HandedEnvironment
{
    /// <param name="wanted">All variables, each with a name of its own.</param>
    public static void Set(byte[][] wanted)
    {
        var current = LiveEnvironment.Copy();
        if (AreEqual(current, wanted))
        {
            return;
        }

        var values = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var variable in wanted)
        {
            values[NameOf(variable)] = variable;
        }

        foreach (var variable in current)
        {
            var name = NameOf(variable);
            if (values.TryGetValue(name, out var same) && same.AsSpan().SequenceEqual(variable))
            {
                values.Remove(name);
            }
            else if (!values.ContainsKey(name))
            {
                Change(name, null);
            }
        }

        foreach (var (name, variable) in values)
        {
            Change(name, variable);
        }
    }

    /// <summary>.NET has a copy of its own from the first change on, which nobody can ask it for.</summary>
    private static void Change(string name, byte[]? variable)
    {
        var value = variable?.AsSpan(name.Length + 1).ToArray();
        fixed (byte* nameBytes = Terminated(Encoding.Latin1.GetBytes(name)))
        fixed (byte* valueBytes = Terminated(value ?? []))
        {
            _ = value is null ? LibC.UnsetVariable(nameBytes) : LibC.SetVariable(nameBytes, valueBytes, 1);
        }

        var text = value is null ? null : Encoding.UTF8.GetString(value);
        var decoded = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(name));
        if (System.Environment.GetEnvironmentVariable(decoded) != text)
        {
            System.Environment.SetEnvironmentVariable(decoded, text);
        }
    }

    private static string NameOf(byte[] variable) =>
        Encoding.Latin1.GetString(variable, 0, Math.Max(0, Array.IndexOf(variable, (byte)'=')));

    private static byte[] Terminated(byte[] text) => [.. text, 0];

    private static bool AreEqual(byte[][] one, byte[][] other)
    {
        var equal = one.Length == other.Length;
        for (var i = 0; equal && i < one.Length; i++)
        {
            equal = one[i].AsSpan().SequenceEqual(other[i]);
        }

        return equal;
    }
}
