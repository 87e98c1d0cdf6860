namespace PyBridge.Pickle;

/// <summary>The two truth values, boxed once.</summary>
internal static class BoxedBooleans
{
    /// <summary><see langword="true"/>.</summary>
    public static readonly object True = true;

    /// <summary><see langword="false"/>.</summary>
    public static readonly object False = false;

    /// <summary>An object that holds the truth value.</summary>
    public static object Get(bool value) => value ? True : False;
}
