using System.Collections.Generic;
using System.IO;
using System.Text;
using NUnit.Framework;
using PyBridge.Connections.Authentication;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Connections;

/// <summary>The handshake without a wire: both generations, and whoever does not keep to it.</summary>
internal sealed class HandshakeTests
{
    private static readonly AuthenticationKey Key = new("secret"u8);

    private static IEnumerable<string> BadChallenges =>
    [
        "", "#WELCOME#", "#CHALLENGE#", "#CHALLENGE#too short", "#CHALLENGE#{sha1}" + new string('x', 40),
        "#CHALLENGE#" + new string('x', 40), "#CHALLENGE#{sha256" + new string('x', 40), "#CHALLENGE#{}" + new string('x', 40),
    ];

    [Test]
    public void SameKey_BothSidesAreDone()
    {
        var (listener, client) = (new Handshake(Key, listens: true), new Handshake(Key, listens: false));
        var answer = client.Take(listener.Begin().Message);
        var welcome = listener.Take(answer.Message);
        var challenge = client.Take(welcome.Message);
        var answerBack = listener.Take(challenge.Message);
        var welcomeBack = client.Take(answerBack.Message);
        var end = listener.Take(welcomeBack.Message);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(welcome.Message, Is.EqualTo("#WELCOME#"u8.ToArray()));
            Assert.That((welcome.IsDone, answerBack.IsDone), Is.EqualTo((false, false)));
            Assert.That((welcomeBack.IsDone, end.IsDone, end.Message), Is.EqualTo((true, true, (byte[]?)null)));
        }
    }

    [Test]
    public void OtherKey_ListenerSaysSoAndBothFail()
    {
        var (listener, client) = (new Handshake(Key, listens: true), new Handshake(new("other"u8), listens: false));
        var answer = client.Take(listener.Begin().Message);
        var verdict = listener.Take(answer.Message);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(verdict.Failure!.Message, Is.EqualTo("digest received was wrong"));
            Assert.That(verdict.Message, Is.EqualTo("#FAILURE#"u8.ToArray()));
            Assert.That(client.Take(verdict.Message).Failure!.Message, Is.EqualTo("digest sent was rejected"));
        }
    }

    [Test]
    public void OldChallenge_IsAnsweredByBareMd5()
    {
        // python3 -c "import hmac; print(hmac.new(b'secret', bytes(20), 'md5').hexdigest())"
        var answer = new Handshake(Key, listens: false).Take((byte[])[.. "#CHALLENGE#"u8, .. new byte[20]]);
        Assert.That(System.Convert.ToHexStringLower(answer.Message!), Is.EqualTo("b16bdf68b6f9a3bd05d37380b5779985"));
    }

    [TestCase("md5", 16)]
    [TestCase("sha256", 32)]
    [TestCase("sha384", 48)]
    [TestCase("sha3_256", 32)]
    [TestCase("sha3_384", 48)]
    public void NewChallenge_IsAnsweredByItsDigest(string digest, int length)
    {
        byte[] challenge = [.. Encoding.ASCII.GetBytes($"#CHALLENGE#{{{digest}}}"), .. new byte[40]];
        var answer = new Handshake(Key, listens: false).Take(challenge);
        Assert.That(answer.Message, Has.Length.EqualTo(digest.Length + 2 + length));
        Assert.That(Encoding.ASCII.GetString(answer.Message!), Does.StartWith($"{{{digest}}}"));
    }

    [TestCaseSource(nameof(BadChallenges))]
    public void BadChallenge_IsNotAnswered(string challenge)
    {
        var step = new Handshake(Key, listens: false).Take(Encoding.Latin1.GetBytes(challenge));
        Assert.That(step.Failure, Is.Not.Null);
        Assert.That(step.Message, Is.Null);
    }

    [Test]
    public void Challenge_ThatIsTooShort_IsRefused()
    {
        var step = new Handshake(Key, listens: false).Take("#CHALLENGE#too short"u8);
        Assert.That(step.Failure!.Message, Is.EqualTo("challenge too short: 9 bytes"));
    }

    [Test]
    public void Answer_OfAnEarlierSession_IsRefused()
    {
        var client = new Handshake(Key, listens: false);
        var recorded = client.Take(new Handshake(Key, listens: true).Begin().Message).Message!;
        var later = new Handshake(Key, listens: true);
        later.Begin();
        Assert.That(later.Take(recorded).Failure!.Message, Is.EqualTo("digest received was wrong"));
    }

    [Test]
    public void Challenge_SentBack_IsNoAnswer()
    {
        var listener = new Handshake(Key, listens: true);
        Assert.That(listener.Take(listener.Begin().Message).Failure, Is.Not.Null);
    }

    [Test]
    public void Answer_OfAnotherLength_IsRefused()
    {
        var listener = new Handshake(Key, listens: true);
        listener.Begin();
        Assert.That(
            listener.Take("{sha256}short"u8).Failure!.Message, Is.EqualTo("expected 'sha256' of length 32 got 5"));
    }

    [Test]
    public void Digest_ThatTheSystemHasNot_IsNamed()
    {
        // As where the administrator allows certified modules only, and there is none.
        var configuration = Path.GetTempFileName();
        File.WriteAllText(
            configuration,
            "openssl_conf = all\n[all]\nalg_section = evp\n[evp]\ndefault_properties = fips=yes\n");
        try
        {
            var run = HostProgram.Run(["handshake"], new Dictionary<string, string?> { ["OPENSSL_CONF"] = configuration });
            Assert.That(run.StandardOutput, Is.EqualTo("the digest 'sha256' is not available on this system\n"), run.StandardError);
        }
        finally
        {
            File.Delete(configuration);
        }
    }

    [Test]
    public void Failures_NeverHoldTheKey()
    {
        foreach (var challenge in BadChallenges)
        {
            var step = new Handshake(Key, listens: false).Take(Encoding.Latin1.GetBytes(challenge));
            Assert.That(step.Failure!.ToString(), Does.Not.Contain("secret"));
        }
    }

}
