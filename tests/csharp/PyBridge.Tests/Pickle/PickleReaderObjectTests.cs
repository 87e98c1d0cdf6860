using System;
using System.Collections.Generic;
using System.Numerics;
using NUnit.Framework;
using PyBridge.Pickle;
using PyBridge.Pickle.Values;
using static PyBridge.Tests.Pickle.HandWritten;

namespace PyBridge.Tests.Pickle;

[TestFixture]
public sealed class PickleReaderObjectTests
{
    [TestCase(@"cos\nsystem\n.", "os.system")]
    [TestCase(@"\x80\x04\x8c\x02os\x8c\x06system\x93.", "os.system")]
    [TestCase(@"c__builtin__\nxrange\n.", "builtins.range")]
    [TestCase(@"ccopy_reg\n_reconstructor\n.", "copyreg._reconstructor")]
    [TestCase(@"cexceptions\nStandardError\n.", "builtins.Exception")]
    [TestCase(@"\x80\x03c__builtin__\nxrange\n.", "__builtin__.xrange")]
    public void Load_Global_IsAName(string pickle, string expected)
    {
        Assert.That(Load(pickle), Is.TypeOf<PickleGlobal>());
        Assert.That(Load(pickle)!.ToString(), Is.EqualTo(expected));
    }

    [TestCase(@"cos\nsystem\n(S'exit 1'\ntR.")]
    [TestCase(@"(S'exit 1'\nios\nsystem\n.")]
    [TestCase(@"(cos\nsystem\nS'exit 1'\no.")]
    public void Load_CallOfAnyOtherGlobal_IsARecipe(string pickle)
    {
        var instance = (PickleInstance)Load(pickle)!;

        Assert.Multiple(() =>
        {
            Assert.That(instance.Kind, Is.EqualTo(PickleInstanceKind.Call));
            Assert.That(instance.Class, Is.EqualTo(new PickleGlobal("os", "system")));
            Assert.That(instance.Args, Is.EqualTo(new object?[] { "exit 1" }));
            Assert.That(instance.HasState, Is.False);
        });
    }

    [TestCase("System.Diagnostics.Process")]
    [TestCase("System.Private.CoreLib")]
    public void Load_GlobalNamedAsADotNetType_LoadsNone(string name)
    {
        Assert.That(Load($@"cSystem\n{name}\n)R."), Is.TypeOf<PickleInstance>());
    }

    [TestCase(@"cm\nC\n)\x81}\x8c\x01aK\x01sb.")]
    [TestCase(@"(im\nC\n}\x8c\x01aK\x01sb.")]
    [TestCase(@"(cm\nC\no}\x8c\x01aK\x01sb.")]
    [TestCase(@"ccopy_reg\n_reconstructor\n(cm\nC\nc__builtin__\nobject\nNtR}\x8c\x01aK\x01sb.")]
    [TestCase(@"ccopy_reg\n__newobj__\n(cm\nC\ntR}\x8c\x01aK\x01sb.")]
    [TestCase(@"ccopy_reg\n__newobj_ex__\n(cm\nC\n)}tR}\x8c\x01aK\x01sb.")]
    [TestCase(@"cm\nC\n)}\x92}\x8c\x01aK\x01sb.")]
    public void Load_Object_IsARecipeWithItsState(string pickle)
    {
        var instance = (PickleInstance)Load(pickle)!;

        Assert.Multiple(() =>
        {
            Assert.That(instance.Kind, Is.EqualTo(PickleInstanceKind.New));
            Assert.That(instance.Class!.ToString(), Is.EqualTo("m.C"));
            Assert.That(instance.Args, Is.Empty);
            Assert.That(((PickleDictionary)instance.State!)["a"], Is.EqualTo(1L));
        });
    }

    [Test]
    public void Load_ObjectWithItems_KeepsThem()
    {
        var instance = (PickleInstance)Load(@"cm\nC\n)R(K\x01K\x02e(K\x03NuNb.")!;

        Assert.Multiple(() =>
        {
            Assert.That(instance.ListItems, Is.EqualTo(new[] { 1L, 2L }).AsCollection);
            Assert.That(instance.DictItems!.ContainsKey(3L));
            Assert.That(instance.HasState);
            Assert.That(instance.State, Is.Null);
        });
    }

    [Test]
    public void Load_KeywordArguments_AreKept()
    {
        var instance = (PickleInstance)Load(@"cm\nC\n)}\x8c\x01aNs\x92.")!;

        Assert.That(instance.Kwargs!.ContainsKey("a"));
    }

    [Test]
    public void Load_StateSetter_IsKeptWithTheState()
    {
        var instance = (PickleInstance)Load(@"cm\nC\n)R\x94cm\nset\nh\x00K\x05\x86R0.")!;

        Assert.Multiple(() =>
        {
            Assert.That(instance.Content!.StateSetter!.ToString(), Is.EqualTo("m.set"));
            Assert.That(instance.State, Is.EqualTo(5L));
        });
    }

    [Test]
    public void Load_KnownCallInAnotherForm_IsARecipe()
    {
        string[] pickles =
        [
            @"cdatetime\ndate\n(K\x01K\x02K\x03tR.",
            @"cdatetime\ndatetime\n(C\n\x07\xe4\x0d\x01\x00\x00\x00\x00\x00\x00tR.",
            @"cdatetime\ndatetime\n(C\n\x07\xe4\x02\x1e\x00\x00\x00\x00\x00\x00tR.",
            @"cdatetime\ntimedelta\n(K\x01J\xff\xff\xff\xffK\x00tR.",
            @"cdecimal\nDecimal\n(S'1_000'\ntR.",
            @"cdecimal\nDecimal\n(S'E'\ntR.",
            @"cdecimal\nDecimal\n(S'.'\ntR.",
            @"cdecimal\nDecimal\n(S'1.'\ntR.",
            @"cdecimal\nDecimal\n(S'1E'\ntR.",
            @"cbuiltins\nbytearray\n(J\xff\xff\xff\x7ftR.",
            @"cbuiltins\nbytes\n(K\x05tR.",
            @"cbuiltins\ncomplex\n(S'1j'\ntR.",
            @"cbuiltins\nset\n(S'abc'\ntR.",
            @"c_codecs\nencode\n(S'abc'\nS'rot13'\ntR.",
            @"c_codecs\nencode\n(V\\u0100\nVlatin1\ntR.",
            @"c_operator\ngetitem\n(K\x05\x85K\x01tR.",
            @"c_operator\ngetitem\n(K\x05K\x06\x86K\x00tR.",
            @"c_operator\ngetitem\n(]K\x05aK\x00tR.",
        ];

        foreach (string pickle in pickles)
        {
            Assert.That(Load(pickle), Is.TypeOf<PickleInstance>(), pickle);
        }
    }

    [Test]
    public void Load_OnlyItemOfATuple_IsTheItemWhereverItIsReferredTo()
    {
        var list = (List<object?>)Load(@"]c_operator\ngetitem\n(]K\x05a\x85K\x00tR\x94ah\x00a.")!;

        Assert.That(list[0], Is.EqualTo(new object[] { 5L }));
        Assert.That(list[1], Is.SameAs(list[0]));
    }

    [Test]
    public void Load_Uuid_IsAGuidWhereverItIsReferredTo()
    {
        var list = (List<object?>)Load(@"]cuuid\nUUID\n)\x81\x94}\x8c\x03intK\x05sbah\x00a.")!;

        Guid expected = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5);
        Assert.That(list, Is.EqualTo(new object[] { expected, expected }).AsCollection);
    }

    [TestCase(@"J\xff\xff\xff\xff")]
    [TestCase(@"\x8a\x11\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01")]
    [TestCase(@"\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x00\x80")]
    [TestCase("N")]
    public void Load_UuidOfNo128Bits_IsARecipe(string number)
    {
        Assert.That(Load($@"cuuid\nUUID\n)\x81}}\x8c\x03int{number}sb."), Is.TypeOf<PickleInstance>());
    }

    [TestCase("N)R.", 2)]
    [TestCase(@"K\x01)R.", 3)]
    [TestCase(@"cm\nC\nNR.", 6)]
    [TestCase(@"N)\x81.", 2)]
    [TestCase(@"cm\nC\nN\x81.", 6)]
    [TestCase(@"cm\nC\n)N\x92.", 7)]
    [TestCase("N}b.", 2)]
    [TestCase("]}b.", 2)]
    [TestCase(@"cm\nC\n)RNbNb.", 10)]
    [TestCase("(o.", 1)]
    [TestCase("(No.", 2)]
    [TestCase(@"(im\nC", 1)]
    [TestCase(@"c\nC\n.", 0)]
    [TestCase(@"cm\n\n.", 0)]
    [TestCase("cm", 0)]
    [TestCase(@"cm\nC", 0)]
    [TestCase(@"c\xff\nC\n.", 0)]
    [TestCase(@"N\x8c\x00\x93.", 3)]
    [TestCase(@"\x8c\x00N\x93.", 3)]
    [TestCase(@"\x82\x01.", 0)]
    [TestCase(@"\x83\x01\x00.", 0)]
    [TestCase(@"\x84\x01\x00\x00\x00.", 0)]
    public void Load_MalformedObject_IsRefused(string pickle, int offset)
    {
        Assert.That(Refused(pickle).Offset, Is.EqualTo(offset));
    }

    [Test]
    public void Load_Complex_IsComplex()
    {
        Assert.That(Load(@"c__builtin__\ncomplex\n(F1.5\nF-2\ntR."), Is.EqualTo(new Complex(1.5, -2)));
    }

    [Test]
    public void Load_PersistentIdentifier_AsksTheCaller()
    {
        var options = new PickleReaderOptions { PersistentLoad = identifier => $"<{identifier}>" };

        Assert.Multiple(() =>
        {
            Assert.That(Load(@"K\x05Q.", options), Is.EqualTo("<5>"));
            Assert.That(Load(@"Pname\n.", options), Is.EqualTo("<name>"));
            Assert.That(Refused(@"K\x05Q.").Message, Does.Contain("persistent_load"));
            Assert.That(Refused(@"Pname\n.").Offset, Is.Zero);
        });
    }

    [Test]
    public void Load_PersistentLoadThatThrows_PassesThrough()
    {
        var options = new PickleReaderOptions { PersistentLoad = _ => throw new InvalidOperationException("mine") };

        Assert.That(() => Load("NQ.", options), Throws.InvalidOperationException.With.Message.EqualTo("mine"));
    }

    [Test]
    public void Load_OutOfBandBuffers_AreTakenInOrder()
    {
        byte[] first = [1];
        byte[] second = [2];
        var options = new PickleReaderOptions { Buffers = [first, second] };

        var tuple = (PickleTuple)Load(@"\x97\x97\x98\x86.", options)!;

        Assert.Multiple(() =>
        {
            Assert.That(((PickleByteArray)tuple[0]!).Content, Is.SameAs(first));
            Assert.That(tuple[1], Is.SameAs(second));
            Assert.That(Refused(@"\x97\x97\x97.", options).Message, Is.EqualTo("not enough out-of-band buffers"));
            Assert.That(Refused(@"\x97.").Message, Does.Contain("no *buffers* argument"));
            Assert.That(Refused(@"N\x98.").Offset, Is.EqualTo(1));
        });
    }
}
