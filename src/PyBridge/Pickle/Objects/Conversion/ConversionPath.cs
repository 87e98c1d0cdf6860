using System;
using System.Text;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>
/// The path to the value being converted, for errors. It is kept as steps: text for each value would take quadratic
/// space in nested values.
/// </summary>
/// <param name="root">What errors call the whole value: <c>args[1]</c>, <c>message</c>.</param>
internal sealed class ConversionPath(string root)
{
    // The beginning and the end of a long path are what helps.
    private const int MaxShownAtStart = 24;
    private const int MaxShownAtEnd = 8;
    private const int FirstCapacity = 8;

    private PathStep[] _steps = [];
    private int _count;

    /// <summary>How many steps it has.</summary>
    public int Length => _count;

    /// <summary>Goes into a part of the value.</summary>
    public void Enter(in PathStep step)
    {
        if (_count == _steps.Length)
        {
            // Not Array.Resize: a generic method over a type of this library would be JIT-compiled at every start.
            var steps = new PathStep[Math.Max(FirstCapacity, 2 * _count)];
            Array.Copy(_steps, steps, _count);
            _steps = steps;
        }

        _steps[_count++] = step;
    }

    /// <summary>Goes back to the whole.</summary>
    public void Leave() => _count--;

    /// <summary>The path as source code would write it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(root);
        for (int i = 0; i < _count; i++)
        {
            if (i == MaxShownAtStart && _count > MaxShownAtStart + MaxShownAtEnd)
            {
                text.Append(".…");
                i = _count - MaxShownAtEnd;
            }

            _steps[i].AppendTo(text);
        }

        return text.ToString();
    }
}
