namespace PyBridge.Platform;

/// <summary>An object that can be waited on.</summary>
internal interface IWaitable
{
    /// <summary>Becomes ready when the object is.</summary>
    WatchedHandle Awaited { get; }
}
