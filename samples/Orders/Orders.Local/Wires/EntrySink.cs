using System.Collections.Concurrent;
using Fw24.Audit;

namespace Orders.Local.Wires;

/// <summary>Keeps audit records in this process, in place of CloudWatch Logs and the console.</summary>
internal sealed class EntrySink : IAuditSink
{
    private readonly ConcurrentQueue<AuditEntry> _entries = new();

    /// <summary>The records so far, possibly with duplicates.</summary>
    public IReadOnlyCollection<AuditEntry> Entries => _entries;

    public ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
    {
        foreach (var record in records)
        {
            _entries.Enqueue(AuditEntry.Parse(record.Json.Span));
        }

        return ValueTask.FromResult<IReadOnlyList<AuditFailure>>([]);
    }
}
