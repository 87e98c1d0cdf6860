namespace PyBridge.Pickle.Objects.Graph;

/// <summary>What the host gave for a token, marked so that it is taken for nothing else.</summary>
internal sealed class HostObject(object value)
{
    /// <summary>The object.</summary>
    public object Value { get; } = value;
}
