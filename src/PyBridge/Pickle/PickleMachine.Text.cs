using System;
using System.Text;
using PyBridge.Pickle.Text;

namespace PyBridge.Pickle;

/// <content>Text.</content>
internal ref partial struct PickleMachine
{
    private string ReadUtf8(ulong size) =>
        Utf8Text.TryDecode(Take(size), out string? text) ? text : throw Fail("the text is not UTF-8");

    private uint ReadBinStringLength()
    {
        uint size = ReadUInt32();
        return size <= int.MaxValue ? size : throw Fail("BINSTRING pickle has negative byte count");
    }

    /// <summary>Text from Python 2's <c>str</c>, which Python 3 assumes to be ASCII unless told otherwise.</summary>
    private string ReadAscii(ulong size) => DecodeAscii(Take(size));

    private string ReadAsciiLine() => DecodeAscii(ReadLine());

    private readonly string DecodeAscii(ReadOnlySpan<byte> bytes) =>
        Ascii.IsValid(bytes) ? Encoding.ASCII.GetString(bytes) : throw Fail("the text is not ASCII");

    private string ReadQuotedString() =>
        EscapedText.TryDecodeQuoted(ReadLine(), out string? text)
            ? text
            : throw Fail("the STRING opcode argument must be quoted, escaped ASCII");

    private string ReadRawUnicode() =>
        EscapedText.TryDecodeRawUnicode(ReadLine(), out string? text)
            ? text
            : throw Fail("a \\u escape of the text is malformed");
}
