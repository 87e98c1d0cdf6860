using System.Text;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Scalars;

/// <summary>The encodings available in every process, by code page, byte order mark and error handling.</summary>
internal static class EncodingScalar
{
    private const int Utf16 = 1200;
    private const int Utf16BigEndian = 1201;
    private const int Utf32 = 12000;
    private const int Utf32BigEndian = 12001;
    private const int Ascii = 20127;
    private const int Latin1 = 28591;
    private const int Utf8 = 65001;

    /// <summary>Whether the encoding is one of these, and replaces errors or throws.</summary>
    public static bool Handles(Encoding encoding)
    {
        if (!FrameworkTypes.Owns(encoding.GetType())
            || encoding.CodePage is not (Utf16 or Utf16BigEndian or Utf32 or Utf32BigEndian or Ascii or Latin1 or Utf8))
        {
            return false;
        }

        Encoding plain = Create(encoding.CodePage, HasMark(encoding), Throws(encoding));
        return plain.EncoderFallback.Equals(encoding.EncoderFallback)
            && plain.DecoderFallback.Equals(encoding.DecoderFallback);
    }

    public static void Write(ItemWriter items, Encoding encoding)
    {
        items.WriteInt(encoding.CodePage);
        items.WriteBool(HasMark(encoding));
        items.WriteBool(Throws(encoding));
    }

    public static Encoding Read(ItemReader items) =>
        Create((int)items.NextInt(), items.NextBool(), items.NextBool());

    private static bool HasMark(Encoding encoding) => encoding.Preamble.Length > 0;

    private static bool Throws(Encoding encoding) => encoding.DecoderFallback is DecoderExceptionFallback;

    private static Encoding Create(int codePage, bool mark, bool throws) => codePage switch
    {
        Utf16 => new UnicodeEncoding(bigEndian: false, mark, throws),
        Utf16BigEndian => new UnicodeEncoding(bigEndian: true, mark, throws),
        Utf32 => new UTF32Encoding(bigEndian: false, mark, throws),
        Utf32BigEndian => new UTF32Encoding(bigEndian: true, mark, throws),
        Ascii when !throws => Encoding.ASCII,
        Latin1 when !throws => Encoding.Latin1,
        Ascii or Latin1 => Encoding.GetEncoding(
            codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        Utf8 => new UTF8Encoding(mark, throws),
        _ => throw ItemReader.Damaged(),
    };
}
