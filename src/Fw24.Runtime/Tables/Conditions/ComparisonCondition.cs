using Fw24.Items;

namespace Fw24.Tables.Conditions;

/// <summary>An attribute compares with a value.</summary>
internal sealed class ComparisonCondition(string attribute, Comparison comparison, ReadOnlyMemory<byte> value) : AttributeCondition(attribute)
{
    protected override bool HoldsWithout => comparison is Comparison.NotEqual;

    internal override void Print(Expressions expressions) => expressions.Name(Attribute).Text(Operator).Value(value);

    protected override bool Holds(ReadOnlySpan<byte> found)
    {
        if (comparison is Comparison.Equal or Comparison.NotEqual)
        {
            return AttributeEquality.AreEqual(found, value.Span) == (comparison is Comparison.Equal);
        }

        return AttributeOrder.TryCompare(found, value.Span, out var order) && comparison switch
        {
            Comparison.Less => order < 0,
            Comparison.LessOrEqual => order <= 0,
            Comparison.Greater => order > 0,
            _ => order >= 0,
        };
    }

    private string Operator => comparison switch
    {
        Comparison.Equal => " = ",
        Comparison.NotEqual => " <> ",
        Comparison.Less => " < ",
        Comparison.LessOrEqual => " <= ",
        Comparison.Greater => " > ",
        _ => " >= ",
    };
}
