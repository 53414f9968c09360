namespace Fw24.Tables.Conditions;

/// <summary>A condition does not hold.</summary>
internal sealed class InverseCondition(ItemCondition condition) : ItemCondition
{
    /// <inheritdoc/>
    public override bool Holds(ItemImage item) => !condition.Holds(item);

    internal override void Print(Expressions expressions)
    {
        expressions.Text("NOT (");
        condition.Print(expressions);
        expressions.Text(")");
    }
}
