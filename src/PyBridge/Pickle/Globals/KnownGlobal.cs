namespace PyBridge.Pickle.Globals;

/// <summary>The Python objects whose meaning the reader knows. There are no others, and none can be added.</summary>
internal enum KnownGlobal
{
    /// <summary>Any other global; it stays a name.</summary>
    None,

    /// <summary><c>builtins.bytearray</c>.</summary>
    ByteArray,

    /// <summary><c>builtins.bytes</c>: protocols 0 to 2 write <c>b''</c> as <c>bytes()</c>.</summary>
    Bytes,

    /// <summary><c>builtins.complex</c>.</summary>
    Complex,

    /// <summary><c>builtins.frozenset</c>.</summary>
    FrozenSet,

    /// <summary><c>builtins.object</c>.</summary>
    Object,

    /// <summary><c>builtins.set</c>.</summary>
    Set,

    /// <summary><c>_codecs.encode</c>: protocols 0 to 2 write bytes as text in Latin-1.</summary>
    CodecsEncode,

    /// <summary><c>_operator.getitem</c>: how a pickler replaces one value by another.</summary>
    GetItem,

    /// <summary><c>copyreg._reconstructor</c>: creates objects in protocols 0 and 1.</summary>
    Reconstructor,

    /// <summary><c>copyreg.__newobj__</c>.</summary>
    NewObject,

    /// <summary><c>copyreg.__newobj_ex__</c>.</summary>
    NewObjectWithKeywords,

    /// <summary><c>datetime.date</c>.</summary>
    Date,

    /// <summary><c>datetime.datetime</c>.</summary>
    DateTime,

    /// <summary><c>datetime.time</c>.</summary>
    Time,

    /// <summary><c>datetime.timedelta</c>.</summary>
    TimeDelta,

    /// <summary><c>datetime.timezone</c>.</summary>
    TimeZone,

    /// <summary><c>decimal.Decimal</c>.</summary>
    Decimal,

    /// <summary><c>uuid.UUID</c>.</summary>
    Uuid,
}
