namespace Fw24;

/// <summary>A transaction was canceled. Nothing was written.</summary>
public sealed class TransactionConditionException : ItemConditionException
{
    internal TransactionConditionException(string message, IReadOnlyList<TransactionFailure> failures)
        : base(message)
        => Failures = failures;

    /// <summary>The actions that canceled the transaction, in their order. The others could have been performed.</summary>
    public IReadOnlyList<TransactionFailure> Failures { get; }
}
