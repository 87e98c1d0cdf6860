using System;
using System.Collections.Generic;
using System.Text;
using NUnit.Framework;
using PyBridge.Pickle;

namespace PyBridge.Tests.Pickle;

/// <summary>
/// Pickles written by hand, as what stands between the quotes of a bytes literal in Python: <c>\x80</c>, <c>\n</c>
/// and <c>\\</c>, other characters for themselves.
/// </summary>
internal static class HandWritten
{
    public static byte[] Bytes(string literal)
    {
        var bytes = new List<byte>(literal.Length);
        for (int i = 0; i < literal.Length; i++)
        {
            if (literal[i] != '\\')
            {
                bytes.Add(checked((byte)literal[i]));
                continue;
            }

            switch (literal[++i])
            {
                case 'n': bytes.Add((byte)'\n'); break;
                case '\\': bytes.Add((byte)'\\'); break;
                case 'x':
                    bytes.Add(Convert.FromHexString(literal.AsSpan(i + 1, 2))[0]);
                    i += 2;
                    break;
                default: throw new ArgumentException("unknown escape: " + literal, nameof(literal));
            }
        }

        return [.. bytes];
    }

    public static object? Load(string literal, PickleReaderOptions? options = null) =>
        PickleReader.Load(Bytes(literal), options);

    /// <summary>Reads what must not be readable, and checks that the error says where.</summary>
    public static PickleException Refused(string literal, PickleReaderOptions? options = null) =>
        Refused(Bytes(literal), options);

    /// <inheritdoc cref="Refused(string, PickleReaderOptions?)"/>
    public static PickleException Refused(byte[] pickle, PickleReaderOptions? options = null)
    {
        PickleException error = Assert.Throws<PickleException>(() => PickleReader.Load(pickle, options))!;
        Assert.Multiple(() =>
        {
            Assert.That(error.Offset, Is.InRange(0L, (long)pickle.Length), error.Message);
            Assert.That(error.PythonType, Is.AnyOf("UnpicklingError", "EOFError"), error.Message);
            Assert.That(error.Path, Is.Null);
        });
        return error;
    }

    public static string Little(uint number) => Escaped(BitConverter.GetBytes(number));

    public static string Little(ulong number) => Escaped(BitConverter.GetBytes(number));

    private static string Escaped(byte[] bytes)
    {
        var literal = new StringBuilder();
        foreach (byte value in bytes)
        {
            literal.Append($"\\x{value:x2}");
        }

        return literal.ToString();
    }
}
