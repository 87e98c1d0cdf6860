using System;
using NUnit.Framework;
using PyBridge.Pickle.Values;
using static PyBridge.Tests.Pickle.HandWritten;

namespace PyBridge.Tests.Pickle;

[TestFixture]
public sealed class PickleReaderTextTests
{
    [TestCase(@"\x8c\x00.", "")]
    [TestCase(@"\x8c\x03\xe2\x82\xac.", "\u20AC")]
    [TestCase(@"X\x02\x00\x00\x00ab.", "ab")]
    [TestCase(@"\x8d\x02\x00\x00\x00\x00\x00\x00\x00ab.", "ab")]
    [TestCase(@"U\x02ab.", "ab")]
    [TestCase(@"T\x02\x00\x00\x00ab.", "ab")]
    [TestCase(@"Vab\\u0041\xff\\U0001F600\n.", "abA\u00FF\U0001F600")]
    [TestCase(@"V\\\\u0041\\x\n.", "\\\\u0041\\x")]
    [TestCase(@"V\\\n.", "\\")]
    [TestCase(@"S'ab'\n.", "ab")]
    [TestCase(@"S""a'b""\n.", "a'b")]
    [TestCase(@"S'a\\x41\\101\\n\\\\\\'\\q\\60' \n.", "aAA\n\\'\\q0")]
    [TestCase(@"S''\n.", "")]
    public void Load_Text_IsDecoded(string pickle, string expected)
    {
        Assert.That(Load(pickle), Is.EqualTo(expected).Using((StringComparer)StringComparer.Ordinal));
    }

    [Test]
    public void Load_LoneSurrogate_IsKept()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Load(@"\x8c\x03\xed\xa0\x80."), Is.EqualTo("\uD800"));
            Assert.That(Load(@"\x8c\x05a\xed\xbf\xbfb."), Is.EqualTo("a\uDFFFb"));
            Assert.That(Load(@"V\\ud800\n."), Is.EqualTo("\uD800"));
        });
    }

    [TestCase(@"\x8c\x01\xff.")]
    [TestCase(@"\x8c\x02\xc0\x80.")]
    [TestCase(@"\x8c\x02\xed\xa0.")]
    [TestCase(@"\x8c\x03\xed\xa0A.")]
    [TestCase(@"\x8c\x04\xf4\x90\x80\x80.")]
    [TestCase(@"\x8c\x05ab")]
    [TestCase(@"X\xff\xff\xff\xffa")]
    [TestCase(@"\x8d\xff\xff\xff\xff\xff\xff\xff\xffa")]
    [TestCase(@"U\x01\x80.")]
    [TestCase(@"T\xff\xff\xff\xff")]
    [TestCase(@"V\\u00\n.")]
    [TestCase(@"V\\u00g0\n.")]
    [TestCase(@"V\\U00110000\n.")]
    [TestCase(@"V\\UFFFFFFFF\n.")]
    [TestCase("Vab")]
    [TestCase(@"Sab\n.")]
    [TestCase(@"S'ab\n.")]
    [TestCase(@"S'\n.")]
    [TestCase(@"S'\\'\n.")]
    [TestCase(@"S'\\x4'\n.")]
    [TestCase(@"S'\\x80'\n.")]
    public void Load_MalformedText_IsRefused(string pickle)
    {
        Assert.That(Refused(pickle).Offset, Is.Zero);
    }

    [TestCase(@"C\x02a\xff.")]
    [TestCase(@"B\x02\x00\x00\x00a\xff.")]
    [TestCase(@"\x8e\x02\x00\x00\x00\x00\x00\x00\x00a\xff.")]
    [TestCase(@"c_codecs\nencode\n(Va\xff\nVlatin1\ntR.")]
    public void Load_Bytes_AreThoseBytes(string pickle)
    {
        Assert.That(Load(pickle), Is.EqualTo(Bytes(@"a\xff")).And.TypeOf<byte[]>());
    }

    [TestCase(@"\x96\x02\x00\x00\x00\x00\x00\x00\x00a\xff.")]
    [TestCase(@"c__builtin__\nbytearray\n(Va\xff\nVlatin-1\ntR.")]
    [TestCase(@"\x80\x03cbuiltins\nbytearray\nC\x02a\xff\x85R.")]
    public void Load_ByteArray_HoldsThoseBytes(string pickle)
    {
        Assert.That(((PickleByteArray)Load(pickle)!).Content, Is.EqualTo(Bytes(@"a\xff")));
    }

    [TestCase(@"C\x02a")]
    [TestCase(@"B\xff\xff\xff\xff")]
    [TestCase(@"\x8e\xff\xff\xff\xff\xff\xff\xff\x7f")]
    [TestCase(@"\x96\x00\x00\x00\x00\x01\x00\x00\x00")]
    public void Load_TruncatedBytes_AreRefused(string pickle)
    {
        Assert.That(Refused(pickle).Message, Is.EqualTo("pickle data was truncated"));
    }
}
