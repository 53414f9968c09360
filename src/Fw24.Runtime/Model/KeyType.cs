namespace Fw24.Model;

/// <summary>The type of a key attribute.</summary>
public enum KeyType
{
    /// <summary>A string (S).</summary>
    String,

    /// <summary>A number (N).</summary>
    Number,

    /// <summary>Bytes (B).</summary>
    Binary,
}
