using Fw24.Model;

namespace Fw24.Audit.Reading.Stores;

/// <summary>The audit of a table to the console, whose lines went to the output of its function: nothing can be read here.</summary>
/// <param name="table">The table.</param>
internal sealed class ConsoleAuditStore(TableModel table) : IAuditStore
{
    /// <inheritdoc/>
    public bool IsByTime(AuditSelection selection) => true;

    private NotSupportedException Refusal => new(
        $"The audit of {table.Name} is lines of the output of the function {table.AuditFunction}. Save them to a file and read it with "
        + "AuditReader.FromLines, or keep "
        + $"the audit in DynamoDB or CloudWatch Logs ({nameof(AuditLoggerType)}).");

    /// <inheritdoc/>
    public void Check(AuditSelection selection) => throw Refusal;

    /// <inheritdoc/>
    public IAsyncEnumerable<AuditEntry> ReadAsync(
        AuditSelection selection, AuditPosition? after, int? limit, CancellationToken cancellationToken)
        => throw Refusal;

    /// <inheritdoc/>
    public IAsyncEnumerable<MissingRecords> MissingAsync(CancellationToken cancellationToken) => throw MissingRecords.NotMarked(table.Name);

    /// <inheritdoc/>
    public int ItemsAtOnce => 1;

    /// <inheritdoc/>
    public ValueTask<AuditLog?> ReadPartitionAsync(KeySpan span, CancellationToken cancellationToken) => throw Refusal;

    /// <inheritdoc/>
    public ValueTask<AuditLog> ReadItemAsync(ItemImage key, CancellationToken cancellationToken) => throw Refusal;

    /// <inheritdoc/>
    public ValueTask<bool?> IsAtEndAsync(ItemImage key, ItemImage item, string last, CancellationToken cancellationToken) => throw Refusal;
}
