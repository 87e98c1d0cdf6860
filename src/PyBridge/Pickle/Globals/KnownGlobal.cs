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

    /// <summary><c>numpy.dtype</c>: the type of an array's elements.</summary>
    NumpyType,

    /// <summary><c>numpy…_reconstruct</c>: an array that its state fills.</summary>
    NumpyReconstruct,

    /// <summary><c>numpy…_frombuffer</c>: how protocol 5 writes arrays.</summary>
    NumpyFromBuffer,

    /// <summary><c>numpy…scalar</c>: a single number or time.</summary>
    NumpyScalar,

    /// <summary><c>array.array</c>.</summary>
    ArrayConstructor,

    /// <summary><c>array._array_reconstructor</c>.</summary>
    ArrayReconstructor,

    /// <summary><c>pybridge._arrays.view</c>: a <c>memoryview</c> of bytes.</summary>
    View,

    /// <summary><c>pybridge._arrays.numbers</c>: a list of floats or of ints.</summary>
    Numbers,

    /// <summary><c>pandas…_unpickle_timestamp</c>.</summary>
    PandasTimestamp,

    /// <summary><c>pandas…_timedelta_unpickle</c>.</summary>
    PandasTimedelta,

    /// <summary><c>pandas…__nat_unpickle</c>: no time.</summary>
    PandasNoTime,

    /// <summary><c>zoneinfo.ZoneInfo._unpickle</c>: a time zone by its name.</summary>
    ZoneInfo,

    /// <summary><c>pytz._p</c> and <c>pytz._UTC</c>: a time zone by its name and one of its offsets.</summary>
    PytzZone,
}
