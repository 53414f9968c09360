namespace Fw24;

/// <summary>An action that canceled its transaction.</summary>
/// <param name="Position">The action's position in the transaction, from 0.</param>
/// <param name="Entity">The entity's name.</param>
/// <param name="Table">The table's name in the model.</param>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Reason">The reason, without values of items.</param>
public sealed record TransactionFailure(int Position, string Entity, string Table, TransactionFailureKind Kind, string Reason);
