namespace Fw24.Tables.Conditions;

/// <summary>An attribute is between two values.</summary>
internal sealed class BetweenCondition(string attribute, ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to) : AttributeCondition(attribute)
{
    internal override void Print(Expressions expressions)
        => expressions.Name(Attribute).Text(" BETWEEN ").Value(from).Text(" AND ").Value(to);

    protected override bool Holds(ReadOnlySpan<byte> value)
        => AttributeOrder.TryCompare(value, from.Span, out var afterFrom) && afterFrom >= 0
            && AttributeOrder.TryCompare(value, to.Span, out var afterTo) && afterTo <= 0;
}
