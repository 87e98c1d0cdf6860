namespace PyBridge.Pickle.Objects.Graph;

/// <summary>What the host returned for a token, wrapped so that it is not mistaken for anything else.</summary>
internal sealed class HostObject(object value)
{
    /// <summary>The object.</summary>
    public object Value { get; } = value;
}
