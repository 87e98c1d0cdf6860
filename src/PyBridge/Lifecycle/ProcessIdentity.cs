using System;
using System.Globalization;
using System.Text;
using System.Threading;

namespace PyBridge.Lifecycle;

/// <summary>
/// The numbers of a process, from the first generation down: each is the position among its parent's children. The main
/// process has none.
/// </summary>
/// <remarks>CPython: <c>BaseProcess._identity</c> and <c>_process_counter</c>.</remarks>
internal sealed class ProcessIdentity
{
    private static readonly Lock Counting = new();
    private static int _last;
    private static int _untold;
    private readonly int[] _numbers;

    public ProcessIdentity(params int[] numbers) => _numbers = numbers;

    public static ProcessIdentity Main { get; } = new();

    public ReadOnlySpan<int> Numbers => _numbers;

    /// <summary>Takes this process's next number. It is never reused, whatever becomes of the object.</summary>
    public ProcessIdentity NextChild()
    {
        lock (Counting)
        {
            _untold++;
            return new ProcessIdentity([.. _numbers, ++_last]);
        }
    }

    /// <summary>Takes a number that a host, which counts for itself, has given; what is counted here goes on from there.</summary>
    public ProcessIdentity Child(int number)
    {
        lock (Counting)
        {
            _last = Math.Max(_last, number);
            return new ProcessIdentity([.. _numbers, number]);
        }
    }

    /// <summary>How many numbers were taken here since the host last asked, so that it can count them, too.</summary>
    public static int TakenUnknownToHost()
    {
        lock (Counting)
        {
            var untold = _untold;
            _untold = 0;
            return untold;
        }
    }

    /// <summary>The automatic name: the class and the numbers, as in <c>Worker-6:1</c>.</summary>
    public string NameFor(string className)
    {
        var name = new StringBuilder(className);
        for (var i = 0; i < _numbers.Length; i++)
        {
            name.Append(i == 0 ? '-' : ':').Append(_numbers[i].ToString(CultureInfo.InvariantCulture));
        }

        return name.ToString();
    }
}
