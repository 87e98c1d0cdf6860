using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Lifecycle;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Ending;

/// <summary><c>throw new SystemExit(x)</c> against <c>sys.exit(x)</c>.</summary>
internal sealed class SystemExitTests : ProcessFixture
{
    /// <summary>The value in Python, then in C#.</summary>
    private static readonly (string Python, object? Value)[] Values =
    [
        ("None", null),
        ("0", 0),
        ("3", 3),
        ("255", 255),
        ("256", 256),
        ("257", 257L),
        ("-1", -1),
        ("-15", (short)-15),
        ("200", (byte)200),
        ("2**31 + 5", (1L << 31) + 5),
        ("-2**31", int.MinValue),
        ("2**63 - 1", long.MaxValue),
        ("12", new BigInteger(12)),
        ("True", true),
        ("False", false),
        ("'message'", "message"),
        ("''", ""),
        ("'\u00fc\u4f60'", "\u00fc\u4f60"),
        ("2.7", 2.7),
        ("2.0", 2.0),
        ("1e16", 1e16),
        ("b'\\0it\\'s \\x7f\\xff\\n'", (byte[])[0, (byte)'i', (byte)'t', (byte)'\'', (byte)'s', (byte)' ', 0x7F, 0xFF, (byte)'\n']),
    ];

    private string[] _python = [];

    [OneTimeSetUp]
    public void AskPython() =>
        _python = PythonScript.Run(
            PythonScript.Newest, "Ending/exit_codes.py", [.. Values.Select(value => value.Python)]).Split('\n');

    [TestCaseSource(nameof(Indexes))]
    public void SystemExit_OfValue_EndsAsInCPython(int index)
    {
        using var process = new Process(End, args: [Values[index].Value]);
        var output = CapturedOutput.Of(Folder, process);
        Assert.That(
            $"{process.ExitCode}\t{PythonText.Repr(output.StandardError)}",
            Is.EqualTo(_python[index]));
    }

    /// <summary>CPython prints errors of its own then, so only the code is compared.</summary>
    [Test]
    public void SystemExit_OfNumberThatNoCLongHolds_EndsWithTheCodeOfCPython()
    {
        var python = PythonScript.Run(PythonScript.Newest, "Ending/exit_codes.py", "2**63", "2**64 + 7").Split('\n');
        using var unsigned = new Process(End, args: [1UL << 63]);
        using var big = new Process(End, args: [(BigInteger.One << 64) + 7]);
        CapturedOutput.Of(Folder, unsigned);
        CapturedOutput.Of(Folder, big);
        Assert.That($"{unsigned.ExitCode}\t", Is.EqualTo(python[0][..4]));
        Assert.That($"{big.ExitCode}\t", Is.EqualTo(python[1][..4]));
    }

    [Test]
    public void SystemExit_OfObjectWhoseTextThrows_EndsWithOne()
    {
        using var process = new Process(EndWithoutText);
        var output = CapturedOutput.Of(Folder, process);
        Assert.That(process.ExitCode, Is.EqualTo(1), output.StandardError);
    }

    [Test]
    public void Exception_WhoseTextThrows_IsNamed()
    {
        using var process = new Process(FailWithoutText);
        var output = CapturedOutput.Of(Folder, process);
        Assert.That(process.ExitCode, Is.EqualTo(1));
        Assert.That(output.StandardError, Does.EndWith($"{typeof(NoTextException)}: <exception str() failed>\n"));
    }

    [Test]
    public void SystemExit_InAsyncTarget_EndsTheChild()
    {
        using var process = new Process(EndAsync, args: [6]);
        process.Start();
        process.Join();
        Assert.That(process.ExitCode, Is.EqualTo(6));
    }

    [Test]
    public void SystemExit_CaughtByTarget_EndsNothing()
    {
        using var process = new Process(CatchExit);
        process.Start();
        process.Join();
        Assert.That(process.ExitCode, Is.Zero);
    }

    private static IEnumerable<TestCaseData> Indexes() =>
        Values.Select((value, index) => new TestCaseData(index).SetArgDisplayNames(value.Python));

    private static void End(object? value) => throw new SystemExit(value);

    private static void FailWithoutText() => throw new NoTextException();

    private static void EndWithoutText() => throw new SystemExit(new NoText());

    private static async Task EndAsync(int code)
    {
        await Task.Yield();
        throw new SystemExit(code);
    }

    private static void CatchExit()
    {
        try
        {
            throw new SystemExit(5);
        }
        catch (SystemExit)
        {
        }
    }

    private sealed class NoText
    {
        public override string ToString() => throw new InvalidOperationException("no text");
    }

    private sealed class NoTextException : Exception
    {
        public override string ToString() => throw new InvalidOperationException("no text");
    }
}
