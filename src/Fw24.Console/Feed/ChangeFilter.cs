namespace Fw24.Console.Feed;

/// <summary>A selection among changes. Each condition that is set must apply.</summary>
internal sealed record ChangeFilter
{
    public string Table { get; init; } = "";

    public string Entity { get; init; } = "";

    public string Operation { get; init; } = "";

    /// <summary>A function that received the change.</summary>
    public string Function { get; init; } = "";

    /// <summary>A part of the key, in any case.</summary>
    public string Key { get; init; } = "";

    /// <summary>Indicates whether only changes that failed or are retried are selected.</summary>
    public bool FailedOnly { get; init; }

    /// <summary>The number of the latest change that is selected; <see langword="null"/> for no limit.</summary>
    public long? UpTo { get; init; }

    public bool Selects(ChangeTrace trace)
        => (UpTo is null || trace.Number <= UpTo)
            && (Table.Length == 0 || trace.Table == Table)
            && (Entity.Length == 0 || trace.Facts.Entity == Entity)
            && (Operation.Length == 0 || trace.Facts.Operation == Operation)
            && (Function.Length == 0 || trace.Consumers.ContainsKey(Function))
            && (!FailedOnly || trace.State is ChangeState.Failed or ChangeState.Retrying)
            && (Key.Length == 0 || trace.Facts.KeyText.Contains(Key, StringComparison.OrdinalIgnoreCase));
}
