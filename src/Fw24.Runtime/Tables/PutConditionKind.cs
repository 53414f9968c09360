namespace Fw24.Tables;

/// <summary>Kinds of <see cref="PutCondition"/>.</summary>
public enum PutConditionKind
{
    /// <summary>No condition.</summary>
    None,

    /// <summary>There is no such item.</summary>
    NotExists,

    /// <summary>There is such an item.</summary>
    Exists,

    /// <summary>An attribute of the stored item has a value.</summary>
    Equal,

    /// <summary>The stored item has a version, where one without the attribute has version 0.</summary>
    Version,
}
