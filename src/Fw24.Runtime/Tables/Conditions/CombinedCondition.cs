namespace Fw24.Tables.Conditions;

/// <summary>Both of two conditions hold, or one of them does.</summary>
internal sealed class CombinedCondition(ItemCondition left, ItemCondition right, bool isAnd) : ItemCondition
{
    /// <inheritdoc/>
    public override bool Holds(ItemImage item) => isAnd ? left.Holds(item) && right.Holds(item) : left.Holds(item) || right.Holds(item);

    internal override void Print(Expressions expressions)
    {
        PrintOperand(expressions, left);
        expressions.Text(isAnd ? " AND " : " OR ");
        PrintOperand(expressions, right);
    }

    private void PrintOperand(Expressions expressions, ItemCondition operand)
    {
        var isOther = operand is CombinedCondition combined && combined.IsAnd != isAnd;
        expressions.Text(isOther ? "(" : "");
        operand.Print(expressions);
        expressions.Text(isOther ? ")" : "");
    }

    private bool IsAnd => isAnd;
}
