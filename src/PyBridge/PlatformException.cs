using System.IO;

namespace PyBridge;

/// <summary>The operating system refused a request.</summary>
/// <remarks>CPython: <c>OSError</c> with this <c>errno</c>, or its subclass, such as <c>BrokenPipeError</c>.</remarks>
public sealed class PlatformException : IOException, IPythonError
{
    private readonly string _errorText;

    internal PlatformException(string call, int errno, string errorText, string? path, string? advice = null)
        : base(Describe(call, errno, errorText, path, advice))
    {
        _errorText = errorText;
        Call = call;
        Errno = errno;
        Path = path;
        Advice = advice;
    }

    /// <inheritdoc/>
    public string PythonType => ErrorTypes.Of(Errno);

    /// <summary>The system call that failed, for example <c>posix_spawn</c>.</summary>
    public string Call { get; }

    /// <summary>The error number of the operating system, for example 24 (<c>EMFILE</c>).</summary>
    public int Errno { get; }

    /// <summary>The file the call was about, or <see langword="null"/>.</summary>
    public string? Path { get; }

    /// <summary>What to do about it, where the operating system does not say; usually <see langword="null"/>.</summary>
    internal string? Advice { get; }

    /// <summary>How a child ended, if it did so before it had read its start message.</summary>
    internal ExitStatus? ChildStatus { get; init; }

    /// <summary>The same error with another advice.</summary>
    internal PlatformException WithAdvice(string advice) =>
        new(Call, Errno, _errorText, Path, advice) { ChildStatus = ChildStatus };

    private static string Describe(string call, int errno, string errorText, string? path, string? advice)
    {
        var text = $"[Errno {errno}] {errorText} ({call})";
        if (path is not null)
        {
            text += $": '{path}'";
        }

        return advice is null ? text : $"{text}. {advice}";
    }
}
