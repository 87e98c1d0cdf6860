using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Serialization;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

#pragma warning disable SYSLIB0050, SYSLIB0051 // Formatters are obsolete; what classes declare through these is not.

/// <summary>Application classes and structs that are <see cref="ISerializable"/>: by the values they name.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Reasons.ApplicationIsRooted)]
internal sealed class SerializableCodec(Type type) : ObjectCodec(type)
{
    private readonly ConstructorInfo? _constructor = type.GetConstructor(
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic,
        [typeof(SerializationInfo), typeof(StreamingContext)]);

    /// <summary>The constructor may need everything that its values refer to.</summary>
    public override bool IsKeyed => true;

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        if (_constructor is null)
        {
            parts.Refuse(
                WireType, "it is ISerializable, but has no constructor that takes a SerializationInfo", PathStep.Transparent);
            return;
        }

        if (Ask((ISerializable)value, parts) is not { } info)
        {
            return;
        }

        if (info.ObjectType != WireType)
        {
            parts.Refuse(WireType, $"it serializes itself as another type, {info.ObjectType}", PathStep.Transparent);
            return;
        }

        parts.AddRaw(info.MemberCount);
        foreach (SerializationEntry entry in info)
        {
            parts.AddRaw(entry.Name);
            parts.AddType(entry.ObjectType, PathStep.Member(entry.Name));
            parts.Add(entry.Value, typeof(object), PathStep.Member(entry.Name));
        }
    }

    /// <inheritdoc/>
    public override object CreateShell(ItemReader items) => RuntimeHelpers.GetUninitializedObject(WireType);

    /// <inheritdoc/>
    public override void Fill(object shell, ItemReader items)
    {
        var info = new SerializationInfo(WireType, Converter.Instance);
        for (int left = items.NextItemCount(); left > 0; left--)
        {
            string name = items.NextString();
            Type declared = items.NextType();
            info.AddValue(name, items.ReadObject(), declared);
        }

        _constructor!.Invoke(
            shell, BindingFlags.DoNotWrapExceptions, binder: null, [info, default(StreamingContext)], culture: null);
    }

#pragma warning disable CA1031 // Arbitrary code may throw anything; it is reported with the path.
    private SerializationInfo? Ask(ISerializable value, PartSink parts)
    {
        try
        {
            var info = new SerializationInfo(WireType, Converter.Instance);
            value.GetObjectData(info, default);
            return info;
        }
        catch (Exception exception)
        {
            parts.Refuse(WireType, $"its GetObjectData method threw: {exception.Message}", PathStep.Transparent);
            return null;
        }
    }
#pragma warning restore CA1031

    /// <summary>For classes that ask for a value as a different type from the one they gave.</summary>
    private sealed class Converter : IFormatterConverter
    {
        public static readonly Converter Instance = new();

        public object Convert(object value, Type type) => System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture);

        public object Convert(object value, TypeCode typeCode) => System.Convert.ChangeType(value, typeCode, CultureInfo.InvariantCulture);

        public bool ToBoolean(object value) => System.Convert.ToBoolean(value, CultureInfo.InvariantCulture);

        public byte ToByte(object value) => System.Convert.ToByte(value, CultureInfo.InvariantCulture);

        public char ToChar(object value) => System.Convert.ToChar(value, CultureInfo.InvariantCulture);

        public DateTime ToDateTime(object value) => System.Convert.ToDateTime(value, CultureInfo.InvariantCulture);

        public decimal ToDecimal(object value) => System.Convert.ToDecimal(value, CultureInfo.InvariantCulture);

        public double ToDouble(object value) => System.Convert.ToDouble(value, CultureInfo.InvariantCulture);

        public short ToInt16(object value) => System.Convert.ToInt16(value, CultureInfo.InvariantCulture);

        public int ToInt32(object value) => System.Convert.ToInt32(value, CultureInfo.InvariantCulture);

        public long ToInt64(object value) => System.Convert.ToInt64(value, CultureInfo.InvariantCulture);

        public sbyte ToSByte(object value) => System.Convert.ToSByte(value, CultureInfo.InvariantCulture);

        public float ToSingle(object value) => System.Convert.ToSingle(value, CultureInfo.InvariantCulture);

        public string? ToString(object value) => System.Convert.ToString(value, CultureInfo.InvariantCulture);

        public ushort ToUInt16(object value) => System.Convert.ToUInt16(value, CultureInfo.InvariantCulture);

        public uint ToUInt32(object value) => System.Convert.ToUInt32(value, CultureInfo.InvariantCulture);

        public ulong ToUInt64(object value) => System.Convert.ToUInt64(value, CultureInfo.InvariantCulture);
    }
}
