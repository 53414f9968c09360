namespace Fw24.Tables;

/// <summary>The kinds of <see cref="PutCondition"/>.</summary>
public enum PutConditionKind
{
    /// <summary>No condition.</summary>
    None,

    /// <summary>The item does not exist.</summary>
    NotExists,

    /// <summary>The item exists.</summary>
    Exists,

    /// <summary>An attribute of the stored item has a value.</summary>
    Equal,

    /// <summary>The stored item has a version; without the attribute it is 0.</summary>
    Version,
}
