namespace PyBridge.Pickle.Globals;

/// <summary>The closed table of globals known to the reader.</summary>
internal static class KnownGlobals
{
    /// <summary>Looks up a global by its Python 3 name.</summary>
    public static KnownGlobal Find(string module, string name) => module switch
    {
        "builtins" => FindBuiltin(name),
        "datetime" => FindCalendar(name),
        "copyreg" => FindReconstruction(name),
        "_codecs" when name == "encode" => KnownGlobal.CodecsEncode,
        "_operator" when name == "getitem" => KnownGlobal.GetItem,
        "decimal" when name == "Decimal" => KnownGlobal.Decimal,
        "uuid" when name == "UUID" => KnownGlobal.Uuid,
        "zoneinfo" when name == "ZoneInfo._unpickle" => KnownGlobal.ZoneInfo,
        "pytz" when name is "_p" or "_UTC" => KnownGlobal.PytzZone,
        "array" when name == "array" => KnownGlobal.ArrayConstructor,
        "array" when name == "_array_reconstructor" => KnownGlobal.ArrayReconstructor,
        "pybridge._arrays" => name switch
        {
            "view" => KnownGlobal.View,
            "numbers" => KnownGlobal.Numbers,
            _ => KnownGlobal.None,
        },
        "numpy" when name == "dtype" => KnownGlobal.NumpyType,

        // numpy 2 has moved its own modules.
        "numpy.core.multiarray" or "numpy._core.multiarray" => FindArray(name),
        "numpy.core.numeric" or "numpy._core.numeric" when name == "_frombuffer" => KnownGlobal.NumpyFromBuffer,
        _ when module.StartsWith("pandas._libs.tslibs.", System.StringComparison.Ordinal) => FindPandasTime(name),
        _ => KnownGlobal.None,
    };

    private static KnownGlobal FindBuiltin(string name) => name switch
    {
        "bytearray" => KnownGlobal.ByteArray,
        "bytes" => KnownGlobal.Bytes,
        "complex" => KnownGlobal.Complex,
        "frozenset" => KnownGlobal.FrozenSet,
        "object" => KnownGlobal.Object,
        "set" => KnownGlobal.Set,
        _ => KnownGlobal.None,
    };

    private static KnownGlobal FindCalendar(string name) => name switch
    {
        "date" => KnownGlobal.Date,
        "datetime" => KnownGlobal.DateTime,
        "time" => KnownGlobal.Time,
        "timedelta" => KnownGlobal.TimeDelta,
        "timezone" => KnownGlobal.TimeZone,
        _ => KnownGlobal.None,
    };

    private static KnownGlobal FindReconstruction(string name) => name switch
    {
        "_reconstructor" => KnownGlobal.Reconstructor,
        "__newobj__" => KnownGlobal.NewObject,
        "__newobj_ex__" => KnownGlobal.NewObjectWithKeywords,
        _ => KnownGlobal.None,
    };

    private static KnownGlobal FindArray(string name) => name switch
    {
        "_reconstruct" => KnownGlobal.NumpyReconstruct,
        "scalar" => KnownGlobal.NumpyScalar,
        _ => KnownGlobal.None,
    };

    private static KnownGlobal FindPandasTime(string name) => name switch
    {
        "_unpickle_timestamp" => KnownGlobal.PandasTimestamp,
        "_timedelta_unpickle" => KnownGlobal.PandasTimedelta,
        "__nat_unpickle" => KnownGlobal.PandasNoTime,
        _ => KnownGlobal.None,
    };
}
