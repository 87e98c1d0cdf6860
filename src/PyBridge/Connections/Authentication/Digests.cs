using System;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace PyBridge.Connections.Authentication;

/// <summary>The digests that both sides know.</summary>
/// <remarks>CPython ≥ 3.12: <c>md5</c>, <c>sha256</c>, <c>sha384</c>, <c>sha3_256</c>, <c>sha3_384</c>; before: <c>md5</c>.</remarks>
internal static class Digests
{
    public const string Md5 = "md5";
    public const string Sha256 = "sha256";

    /// <summary>The digest's name, if it is a known one.</summary>
    public static string? Known(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("md5"u8) ? Md5
        : name.SequenceEqual("sha256"u8) ? Sha256
        : name.SequenceEqual("sha384"u8) ? "sha384"
        : name.SequenceEqual("sha3_256"u8) ? "sha3_256"
        : name.SequenceEqual("sha3_384"u8) ? "sha3_384"
        : null;

    /// <summary>The code that only an owner of the key can compute.</summary>
    /// <exception cref="AuthenticationFailedException">The system does not provide this digest.</exception>
    [SuppressMessage("Security", "CA5351", Justification = "CPython before 3.12 speaks nothing else.")]
    public static byte[] Compute(string name, ReadOnlySpan<byte> key, ReadOnlySpan<byte> message)
    {
        try
        {
            return name switch
            {
                Md5 => HMACMD5.HashData(key, message),
                Sha256 => HMACSHA256.HashData(key, message),
                "sha384" => HMACSHA384.HashData(key, message),
                "sha3_256" => HMACSHA3_256.HashData(key, message),
                _ => HMACSHA3_384.HashData(key, message),
            };
        }
        catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException)
        {
            throw new AuthenticationFailedException($"the digest '{name}' is not available on this system");
        }
    }
}
