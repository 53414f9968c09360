using Fw24.Items;

namespace Fw24.Tables.Conditions;

/// <summary>An attribute equals one of some values.</summary>
internal sealed class InCondition(string attribute, ReadOnlyMemory<byte>[] values) : AttributeCondition(attribute)
{
    /// <summary>The maximum number of values ("Condition and filter expressions, operators, and functions").</summary>
    public const int MaxValues = 100;

    internal override void Print(Expressions expressions)
    {
        expressions.Name(Attribute).Text(" IN (");
        for (var place = 0; place < values.Length; place++)
        {
            expressions.Text(place == 0 ? "" : ", ").Value(values[place]);
        }

        expressions.Text(")");
    }

    protected override bool Holds(ReadOnlySpan<byte> value)
    {
        foreach (var one in values)
        {
            if (AttributeEquality.AreEqual(value, one.Span))
            {
                return true;
            }
        }

        return false;
    }
}
