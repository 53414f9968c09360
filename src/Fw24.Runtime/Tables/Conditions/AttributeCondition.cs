using System.Text;

namespace Fw24.Tables.Conditions;

/// <summary>A condition on one attribute.</summary>
internal abstract class AttributeCondition(string attribute) : ItemCondition
{
    private readonly byte[] _utf8Name = Encoding.UTF8.GetBytes(attribute);

    protected string Attribute => attribute;

    /// <inheritdoc/>
    public override bool Holds(ItemImage item) => item.TryGetAttribute(_utf8Name, out var value) ? Holds(value) : HoldsWithout;

    /// <summary>Indicates whether the condition holds for an item without the attribute.</summary>
    protected virtual bool HoldsWithout => false;

    /// <summary>Evaluates the condition for the attribute's typed value.</summary>
    protected abstract bool Holds(ReadOnlySpan<byte> value);
}
