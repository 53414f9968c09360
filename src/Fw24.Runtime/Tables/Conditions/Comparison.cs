namespace Fw24;

/// <summary>How an attribute's value is compared with another one.</summary>
public enum Comparison
{
    /// <summary>The values are equal (<c>=</c>): sets regardless of order, numbers by value.</summary>
    Equal,

    /// <summary>The values differ (<c>&lt;&gt;</c>), or the item does not have the attribute.</summary>
    NotEqual,

    /// <summary>The attribute is less than the value (<c>&lt;</c>).</summary>
    Less,

    /// <summary>The attribute is less than or equal to the value (<c>&lt;=</c>).</summary>
    LessOrEqual,

    /// <summary>The attribute is greater than the value (<c>&gt;</c>).</summary>
    Greater,

    /// <summary>The attribute is greater than or equal to the value (<c>&gt;=</c>).</summary>
    GreaterOrEqual,
}
