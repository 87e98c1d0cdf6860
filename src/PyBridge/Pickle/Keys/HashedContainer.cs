namespace PyBridge.Pickle.Keys;

/// <summary>
/// An immutable container that may be a key: it keeps what has been found out about it, so that a value whose parts are
/// shared a thousand times is hashed once, and compared with an equal one once.
/// </summary>
/// <remarks>
/// Equality is by reference here. Python's equality is <see cref="KeyEquality"/>, which bounds its depth; an
/// overridden <c>Equals</c> could not.
/// </remarks>
internal abstract class HashedContainer
{
    // A forest: containers found to be equal have one root (union-find). Racing writers may lose a note, but never make
    // a wrong one.
    private HashedContainer? _equal;

    /// <summary>The hash; 0 until it is known.</summary>
    /// <remarks>
    /// Of 64 bits, so that one which differs tells two containers apart without a look inside. With 32, two of fifty
    /// thousand nested tuples share theirs in every fourth process, and then so do all that contain them.
    /// </remarks>
    internal long CachedHash { get; set; }

    /// <summary>Whether the hashes are known, and say that the two are not equal.</summary>
    internal bool IsKnownUnequal(HashedContainer other) =>
        CachedHash != other.CachedHash && CachedHash != 0 && other.CachedHash != 0;

    internal bool IsKnownEqual(HashedContainer other) => Root() == other.Root();

    internal void NoteEqual(HashedContainer other)
    {
        HashedContainer mine = Root();
        HashedContainer theirs = other.Root();
        if (mine != theirs)
        {
            mine._equal = theirs;
        }
    }

    private HashedContainer Root()
    {
        HashedContainer node = this;
        while (node._equal is { } next)
        {
            if (next._equal is { } afterNext)
            {
                node._equal = afterNext;
            }

            node = next;
        }

        return node;
    }
}
