namespace PyBridge.Pickle.Values;

/// <summary>How Python creates the object that a <see cref="PickleInstance"/> describes.</summary>
internal enum PickleInstanceKind
{
    /// <summary>By a call: <c>cls(*args)</c>, where <c>cls</c> may be any callable.</summary>
    Call,

    /// <summary>Without <c>__init__</c>: <c>cls.__new__(cls, *args, **kwargs)</c>.</summary>
    New,
}
