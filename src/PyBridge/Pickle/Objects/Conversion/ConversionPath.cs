using System;
using System.Text;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>
/// The way to the value that is being converted, for errors. It is kept as steps: a text for each value would cost, in
/// values that lie in one another, the square of their number.
/// </summary>
/// <param name="root">What errors call the whole: <c>args[1]</c>, <c>message</c>.</param>
internal sealed class ConversionPath(string root)
{
    // Of a long way its beginning and its end are what helps.
    private const int MaxShownAtStart = 24;
    private const int MaxShownAtEnd = 8;
    private const int FirstCapacity = 8;

    private PathStep[] _steps = [];
    private int _count;

    /// <summary>Goes into a part of the value.</summary>
    public void Enter(in PathStep step)
    {
        if (_count == _steps.Length)
        {
            // Not Array.Resize: as a generic method over a type of this library it would be compiled at every start.
            var steps = new PathStep[Math.Max(FirstCapacity, 2 * _count)];
            Array.Copy(_steps, steps, _count);
            _steps = steps;
        }

        _steps[_count++] = step;
    }

    /// <summary>Goes back to the whole.</summary>
    public void Leave() => _count--;

    /// <summary>The way as the source code would write it.</summary>
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
