using System;
using System.Collections.Generic;

namespace PyBridge.Pickle;

/// <summary>
/// Writes the instructions of a pickle, protocol 4 or 5, one method per instruction. It takes care of bytes, frames and
/// memo numbers; which sequences of instructions make sense is up to the caller.
/// </summary>
/// <remarks>CPython: <c>Modules/_pickle.c</c>, the <c>save_*</c> functions; PEP 3154 and PEP 574.</remarks>
internal sealed partial class PickleWriter
{
    /// <summary>The newest protocol written, and the default.</summary>
    public const int HighestProtocol = 5;

    /// <summary>The oldest protocol written: the first with frames, sets and <c>MEMOIZE</c>.</summary>
    public const int LowestProtocol = 4;

    private const int InitialCapacity = 256;

    private readonly int _protocol;
    private byte[] _buffer = new byte[InitialCapacity];
    private int _length;
    private int _memoCount;
    private Dictionary<string, ModuleMemo>? _modules;

    /// <summary>Starts a pickle.</summary>
    /// <param name="protocol">4 or 5.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another protocol.</exception>
    public PickleWriter(int protocol = HighestProtocol)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(protocol, LowestProtocol);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(protocol, HighestProtocol);
        _protocol = protocol;
        _buffer[0] = (byte)PickleOpcode.Proto;
        _buffer[1] = (byte)protocol;
        _length = 2;
    }

    /// <summary>The protocol being written: 4 or 5.</summary>
    public int Protocol => _protocol;

    /// <summary>Writes <c>STOP</c> and closes the last frame.</summary>
    /// <returns>The whole pickle, in the writer's own buffer: the writer must not be used afterwards.</returns>
    public ReadOnlyMemory<byte> Finish()
    {
        WriteOpcode(PickleOpcode.Stop);
        CloseFrame();
        return _buffer.AsMemory(0, _length);
    }

    /// <summary>Memoizes the value on top of the stack, so that <see cref="WriteGet"/> can push it again.</summary>
    /// <returns>Its index in the memo: 0, 1, 2 and so on.</returns>
    public int Memoize()
    {
        WriteOpcode(PickleOpcode.Memoize);
        return _memoCount++;
    }

    /// <summary>Pushes a value that was named by <see cref="Memoize"/>.</summary>
    /// <param name="memoIndex">What <see cref="Memoize"/> returned.</param>
    public void WriteGet(int memoIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(memoIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(memoIndex, _memoCount);
        if (memoIndex <= byte.MaxValue)
        {
            WriteOpcode(PickleOpcode.BinGet, (byte)memoIndex);
        }
        else
        {
            WriteOpcode(PickleOpcode.LongBinGet, memoIndex);
        }
    }

    /// <summary>Pushes a reference to an importable Python object, such as a class or a function.</summary>
    /// <param name="module">The module's full name, such as <c>collections</c>.</param>
    /// <param name="qualifiedName">The name in it, with dots for nested ones, such as <c>Outer.Inner</c>.</param>
    public void WriteGlobal(string module, string qualifiedName)
    {
        _modules ??= [];
        if (!_modules.TryGetValue(module, out ModuleMemo? known))
        {
            WriteString(module);
            known = new ModuleMemo(Memoize());
            _modules.Add(module, known);
        }
        else if (known.Names.TryGetValue(qualifiedName, out int index))
        {
            WriteGet(index);
            return;
        }
        else
        {
            WriteGet(known.Index);
        }

        WriteString(qualifiedName);
        WriteOpcode(PickleOpcode.StackGlobal);
        known.Names.Add(qualifiedName, Memoize());
    }

    /// <summary>Where the memo has the name of a module, and what was named from it.</summary>
    private sealed class ModuleMemo(int index)
    {
        public int Index { get; } = index;

        public Dictionary<string, int> Names { get; } = [];
    }
}
