using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using PyBridge.Lifecycle;
using PyBridge.Platform;

namespace PyBridge.Worker;

/// <summary>The exit code of a child that ends with an exception, and what it prints on stderr.</summary>
/// <remarks>
/// CPython ≥ 3.9: the codes are those of <c>BaseProcess._bootstrap</c>. The header is CPython's; below it comes .NET's
/// text of the exception, with its stack trace.
/// </remarks>
internal static class ChildExit
{
    private const int Failure = 1;
    private const int OutOfRange = 255; // as CPython's spawn gives for a number that does not fit in a C long

    /// <param name="exception">What was thrown.</param>
    /// <param name="header">The line above the text of an unhandled exception, if any.</param>
    public static int Of(Exception exception, string? header)
    {
        if (exception is SystemExit exit)
        {
            return Of(exit.Code);
        }

        var text = TextOf(exception);
        ProcessPlatform.Current.WriteToStandardError(header is null ? $"{text}\n" : $"{header}\n{text}\n");
        return Failure;
    }

    /// <summary>CPython's words if an exception cannot even be printed: nothing must hide that there was one.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The text of an object is code of anybody's.")]
    private static string TextOf(object value)
    {
        try
        {
            return value switch
            {
                double number => PythonFloat.Repr(number),
                byte[] bytes => PythonText.Repr(bytes),
                IFormattable formattable => formattable.ToString(format: null, CultureInfo.InvariantCulture),
                _ => $"{value}",
            };
        }
        catch (Exception)
        {
            return $"{value.GetType()}: <exception str() failed>";
        }
    }

    private static int Of(object? code)
    {
        switch (code)
        {
            case null:
                return 0;
            case bool flag:
                return flag ? 1 : 0;
            case sbyte or byte or short or ushort or int or uint or long or ulong:
                return LowByte(code);
            default:
                return OfOther(code);
        }
    }

    private static int LowByte(object number) =>
        number is > (ulong)long.MaxValue ? OutOfRange : (byte)Convert.ToInt64(number, CultureInfo.InvariantCulture);

    /// <summary>Separate, because <see cref="BigInteger"/> costs a start an assembly.</summary>
    private static int OfOther(object code)
    {
        if (code is BigInteger large)
        {
            return large >= long.MinValue && large <= long.MaxValue ? (byte)(long)large : OutOfRange;
        }

        ProcessPlatform.Current.WriteToStandardError($"{TextOf(code)}\n");
        return Failure;
    }
}
