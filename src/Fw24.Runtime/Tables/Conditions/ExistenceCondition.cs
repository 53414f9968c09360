namespace Fw24.Tables.Conditions;

/// <summary>An item has an attribute, or does not.</summary>
internal sealed class ExistenceCondition(string attribute, bool exists) : AttributeCondition(attribute)
{
    /// <summary>Indicates whether the item must have the attribute.</summary>
    public bool IsRequired => exists;

    protected override bool HoldsWithout => !exists;

    internal override void Print(Expressions expressions)
        => expressions.Text(exists ? "attribute_exists(" : "attribute_not_exists(").Name(Attribute).Text(")");

    protected override bool Holds(ReadOnlySpan<byte> value) => exists;
}
