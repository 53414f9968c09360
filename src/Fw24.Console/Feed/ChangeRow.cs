namespace Fw24.Console.Feed;

/// <summary>A change in the tail, as it was when it was taken.</summary>
/// <param name="Number">Its number.</param>
/// <param name="At">The time at which it was written.</param>
/// <param name="Table">The table.</param>
/// <param name="Entity">The entity.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Key">The item's key.</param>
/// <param name="State">Its state.</param>
/// <param name="Consumers">The functions that received it, with the state of each.</param>
public sealed record ChangeRow(
    long Number,
    DateTimeOffset At,
    string Table,
    string Entity,
    string Operation,
    string Key,
    ChangeState State,
    IReadOnlyList<KeyValuePair<string, ChangeState>> Consumers)
{
    internal static ChangeRow Of(ChangeTrace trace)
        => new(trace.Number, trace.At, trace.Table, trace.Facts.Entity, trace.Facts.Operation, trace.Facts.KeyText, trace.State,
            [.. trace.Consumers]);
}
