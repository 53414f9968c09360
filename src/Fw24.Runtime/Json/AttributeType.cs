namespace Fw24.Json;

/// <summary>The DynamoDB attribute types.</summary>
internal enum AttributeType : byte
{
    /// <summary>Not a DynamoDB type.</summary>
    None,

    /// <summary>S.</summary>
    String,

    /// <summary>N.</summary>
    Number,

    /// <summary>B.</summary>
    Binary,

    /// <summary>BOOL.</summary>
    Boolean,

    /// <summary>NULL.</summary>
    Null,

    /// <summary>L.</summary>
    List,

    /// <summary>M.</summary>
    Map,

    /// <summary>SS.</summary>
    StringSet,

    /// <summary>NS.</summary>
    NumberSet,

    /// <summary>BS.</summary>
    BinarySet,
}
