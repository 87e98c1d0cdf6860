using System;
using System.Security.Cryptography;
using System.Text;
using PyBridge.Platform;

namespace PyBridge.Connections.Authentication;

/// <summary>
/// Both sides prove to each other that they have the key, without sending it: each sends the other a random challenge,
/// and receives the code computed from it with the key. Pure: messages in, messages out.
/// </summary>
/// <remarks>
/// CPython: <c>deliver_challenge</c> and <c>answer_challenge</c> in <c>Lib/multiprocessing/connection.py</c>; the
/// listener challenges first. There are two generations. Since 3.12 a challenge names a digest, <c>{sha256}</c>, and so
/// does its answer; the code covers the name. Before that, a challenge is 20 random bytes and the answer a bare
/// HMAC-MD5. Either generation understands the other: the old one takes a new challenge for random bytes, and the
/// length of its answer gives it away.
/// </remarks>
internal sealed class Handshake(AuthenticationKey key, bool listens)
{
    /// <summary>No handshake message may be longer.</summary>
    public const int MaxMessageLength = 256;

    private const int RandomLength = 40;
    private const int OldChallengeLength = 20;
    private const int OldAnswerLength = 16;
    private const int LongestName = 8;

    private byte[] _challenge = [];
    private Awaited _awaited = listens ? Awaited.Answer : Awaited.Challenge;

    private enum Awaited
    {
        Challenge,
        Verdict,
        Answer,
    }

    private static ReadOnlySpan<byte> ChallengeMark => "#CHALLENGE#"u8;

    private static ReadOnlySpan<byte> Welcome => "#WELCOME#"u8;

    private static ReadOnlySpan<byte> Failure => "#FAILURE#"u8;

    /// <summary>The first message of the side that speaks first.</summary>
    public Step Begin() => listens ? new Step(NewChallenge()) : default;

    /// <summary>Processes the next message from the other side.</summary>
    public Step Take(ReadOnlySpan<byte> message)
    {
        try
        {
            return _awaited switch
            {
                Awaited.Challenge => TakeChallenge(message),
                Awaited.Verdict => TakeVerdict(message),
                _ => TakeAnswer(message),
            };
        }
        catch (AuthenticationFailedException exception)
        {
            // The side that judges an answer tells the other.
            return new Step(_awaited == Awaited.Answer ? Failure.ToArray() : null, Failure: exception);
        }
    }

    private byte[] NewChallenge()
    {
        var random = new byte[RandomLength];
        ProcessPlatform.Current.FillRandom(random);
        _challenge = [.. "{sha256}"u8, .. random];
        return [.. ChallengeMark, .. _challenge];
    }

    private Step TakeChallenge(ReadOnlySpan<byte> message)
    {
        if (!message.StartsWith(ChallengeMark))
        {
            throw new AuthenticationFailedException("Protocol error, expected challenge");
        }

        var challenge = message[ChallengeMark.Length..];
        if (challenge.Length < OldChallengeLength)
        {
            throw new AuthenticationFailedException($"challenge too short: {challenge.Length} bytes");
        }

        var answer = Answer(challenge);
        _awaited = Awaited.Verdict;
        return new Step(answer);
    }

    private byte[] Answer(ReadOnlySpan<byte> challenge)
    {
        if (Split(challenge, out _) is { } name)
        {
            return [.. Encoding.ASCII.GetBytes($"{{{name}}}"), .. Digests.Compute(name, key.Bytes, challenge)];
        }

        return Digests.Compute(Digests.Md5, key.Bytes, challenge);
    }

    private Step TakeVerdict(ReadOnlySpan<byte> message)
    {
        if (!message.SequenceEqual(Welcome))
        {
            throw new AuthenticationFailedException("digest sent was rejected");
        }

        if (listens)
        {
            return new Step(null, IsDone: true);
        }

        _awaited = Awaited.Answer;
        return new Step(NewChallenge());
    }

    private Step TakeAnswer(ReadOnlySpan<byte> message)
    {
        var name = Split(message, out var code) ?? Digests.Md5;
        var expected = Digests.Compute(name, key.Bytes, _challenge);
        if (expected.Length != code.Length)
        {
            throw new AuthenticationFailedException(
                $"expected '{name}' of length {expected.Length} got {code.Length}");
        }

        if (!CryptographicOperations.FixedTimeEquals(expected, code))
        {
            throw new AuthenticationFailedException("digest received was wrong");
        }

        _awaited = Awaited.Challenge;
        return new Step(Welcome.ToArray(), IsDone: !listens);
    }

    /// <summary>Splits a message of the new generation.</summary>
    /// <returns>The digest's name; null for a message of the old generation, recognized by its length.</returns>
    private static string? Split(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> rest)
    {
        rest = message;
        if (message.Length is OldChallengeLength or OldAnswerLength)
        {
            return null;
        }

        var end = message.StartsWith("{"u8) ? message[..Math.Min(message.Length, LongestName + 2)].IndexOf((byte)'}') : -1;
        if (end < 0 || Digests.Known(message[1..end]) is not { } name)
        {
            throw new AuthenticationFailedException(
                "unsupported message length, missing digest prefix, or unsupported digest");
        }

        rest = message[(end + 1)..];
        return name;
    }

    /// <summary>What to do next: send, then fail, finish, or wait for the next message.</summary>
    internal readonly record struct Step(
        byte[]? Message, bool IsDone = false, AuthenticationFailedException? Failure = null);
}
