using System;
using System.Threading;
using PyBridge.Interop;

namespace PyBridge.Platform;

/// <summary>The CPython in this process, embedded by whatever library: the functions of its C API that are needed here.</summary>
internal sealed unsafe partial class EmbeddedPython
{
    private static EmbeddedPython? _found;
    private static ulong _searched;

    private readonly delegate* unmanaged[Cdecl]<nint> _current;
    private readonly delegate* unmanaged[Cdecl]<nint> _own;
    private readonly delegate* unmanaged[Cdecl]<nint> _save;
    private readonly delegate* unmanaged[Cdecl]<nint, void> _restore;
    private readonly delegate* unmanaged[Cdecl]<int> _isInitialized;
    private readonly delegate* unmanaged[Cdecl]<int> _ensure;
    private readonly delegate* unmanaged[Cdecl]<int, void> _release;
    private readonly delegate* unmanaged[Cdecl]<byte*, void*, int> _run;
    private readonly delegate* unmanaged[Cdecl]<byte*> _version;
    private readonly delegate* unmanaged[Cdecl]<byte*, nint> _sysObject;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*> _utf8;
    private readonly delegate* unmanaged[Cdecl]<void> _clearError;
    private bool _isComplete = true;

    private EmbeddedPython(ProcessPlatform platform)
    {
        _current = (delegate* unmanaged[Cdecl]<nint>)(platform.FindSymbol("PyThreadState_GetUnchecked\0"u8) is not 0 and var found
            ? found // since 3.13
            : Symbol(platform, "_PyThreadState_UncheckedGet\0"u8));
        _own = (delegate* unmanaged[Cdecl]<nint>)Symbol(platform, "PyGILState_GetThisThreadState\0"u8);
        _save = (delegate* unmanaged[Cdecl]<nint>)Symbol(platform, "PyEval_SaveThread\0"u8);
        _restore = (delegate* unmanaged[Cdecl]<nint, void>)Symbol(platform, "PyEval_RestoreThread\0"u8);
        _isInitialized = (delegate* unmanaged[Cdecl]<int>)Symbol(platform, "Py_IsInitialized\0"u8);
        _ensure = (delegate* unmanaged[Cdecl]<int>)Symbol(platform, "PyGILState_Ensure\0"u8);
        _release = (delegate* unmanaged[Cdecl]<int, void>)Symbol(platform, "PyGILState_Release\0"u8);
        _run = (delegate* unmanaged[Cdecl]<byte*, void*, int>)Symbol(platform, "PyRun_SimpleStringFlags\0"u8);
        _version = (delegate* unmanaged[Cdecl]<byte*>)Symbol(platform, "Py_GetVersion\0"u8);
        _sysObject = (delegate* unmanaged[Cdecl]<byte*, nint>)Symbol(platform, "PySys_GetObject\0"u8);
        _utf8 = (delegate* unmanaged[Cdecl]<nint, byte*>)Symbol(platform, "PyUnicode_AsUTF8\0"u8);
        _clearError = (delegate* unmanaged[Cdecl]<void>)Symbol(platform, "PyErr_Clear\0"u8);
    }

    /// <summary>Whether there is an interpreter, and it has not been finalized.</summary>
    public bool IsInitialized => _isInitialized() != 0;

    /// <summary>Whether this thread holds the lock of the interpreter, without which nothing of Python runs.</summary>
    /// <remarks>
    /// Up to CPython 3.11 the first function returns the thread state of whoever holds it, so it has to be this thread's.
    /// <c>PyGILState_Check</c> is of no use: it says yes to everybody once there are subinterpreters.
    /// </remarks>
    public bool IsLocked => _current() is not 0 and var current && current == _own();

    /// <summary>Finds it; <see langword="null"/> where there is none. The answer holds until another library is loaded.</summary>
    public static EmbeddedPython? Find()
    {
        if (_found is null && ProcessPlatform.Current.LibrariesLoaded is var loaded && loaded != _searched)
        {
            var python = new EmbeddedPython(ProcessPlatform.Current);
            _found = python._isComplete ? python : null;
            _searched = loaded;
        }

        return _found;
    }

    /// <summary>Gives up the lock, which this thread holds.</summary>
    /// <returns>To be handed to <see cref="Lock"/>.</returns>
    public nint Unlock() => _save();

    /// <summary>Takes the lock back; waits for it.</summary>
    public void Lock(nint state) => _restore(state);

    /// <summary>Runs code on a thread of its own, and waits for its end; Python prints what it raises.</summary>
    /// <param name="code">It runs as <c>__main__</c>.</param>
    /// <param name="patience">How long to wait for the interpreter's lock.</param>
    /// <returns>Whether the code ran. If not, it never will.</returns>
    public bool TryRun(string code, TimeSpan patience)
    {
        const int waiting = 0, running = 1, givenUp = 2;
        var state = waiting;
        using var started = new ManualResetEventSlim();
        var thread = new Thread(() =>
        {
            var held = _ensure();
            if (Interlocked.CompareExchange(ref state, running, waiting) == waiting)
            {
                started.Set();
                using var text = new NativeStrings([System.Text.Encoding.UTF8.GetBytes(code)]);
                _ = _run(text.Pointer[0], null);
            }

            _release(held);
        })
        {
            IsBackground = true, // it may have to be left waiting
            Name = "PyBridge exit",
        };
        thread.Start();
        if (!started.Wait(patience) && Interlocked.CompareExchange(ref state, givenUp, waiting) == waiting)
        {
            return false;
        }

        thread.Join();
        return true;
    }

    private nint Symbol(ProcessPlatform platform, ReadOnlySpan<byte> name)
    {
        var address = platform.FindSymbol(name);
        _isComplete &= address != 0;
        return address;
    }
}
