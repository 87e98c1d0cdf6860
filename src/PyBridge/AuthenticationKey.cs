using System;
using System.Security.Cryptography;

namespace PyBridge;

/// <summary>A process's authentication key: secret bytes that parent and children share.</summary>
/// <remarks>
/// CPython: <c>AuthenticationString</c>. The bytes never appear in text: <see cref="ToString"/> hides them.
/// </remarks>
public sealed class AuthenticationKey : IEquatable<AuthenticationKey>
{
    private readonly byte[] _bytes;

    /// <summary>Creates a key from a copy of the given bytes.</summary>
    /// <param name="bytes">Any number of bytes.</param>
    public AuthenticationKey(ReadOnlySpan<byte> bytes) => _bytes = bytes.ToArray();

    /// <summary>The bytes of the key.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Creates a key from bytes.</summary>
    /// <param name="bytes">The bytes; they are copied.</param>
    public static implicit operator AuthenticationKey(byte[] bytes) => FromByteArray(bytes);

    /// <summary>Creates a key from bytes.</summary>
    /// <param name="bytes">The bytes; they are copied.</param>
    /// <returns>The key.</returns>
    public static AuthenticationKey FromByteArray(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return new AuthenticationKey(bytes);
    }

    /// <summary>A copy of the bytes.</summary>
    /// <returns>The copy.</returns>
    public byte[] ToByteArray() => _bytes.AsSpan().ToArray();

    /// <summary>Compares the keys in constant time.</summary>
    /// <param name="other">The other key.</param>
    /// <returns>Whether both hold the same bytes.</returns>
    public bool Equals(AuthenticationKey? other) =>
        other is not null && CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AuthenticationKey);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <summary>The type and length; never the bytes.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"AuthenticationKey({_bytes.Length} bytes)";
}
