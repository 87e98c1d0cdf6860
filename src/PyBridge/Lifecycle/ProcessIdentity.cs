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
    private static int _childrenMade;
    private readonly int[] _numbers;

    public ProcessIdentity(params int[] numbers) => _numbers = numbers;

    public static ProcessIdentity Main { get; } = new();

    public ReadOnlySpan<int> Numbers => _numbers;

    /// <summary>Takes this process's next number. It is never reused, whatever becomes of the object.</summary>
    public ProcessIdentity NextChild()
    {
        var child = new int[_numbers.Length + 1];
        _numbers.CopyTo(child, 0);
        child[^1] = Interlocked.Increment(ref _childrenMade);
        return new ProcessIdentity(child);
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
