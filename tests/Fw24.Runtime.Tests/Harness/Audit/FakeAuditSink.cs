using Fw24.Audit;

namespace Fw24.Runtime.Tests.Harness.Audit;

/// <summary>Keeps records, each once, and fails as instructed.</summary>
internal sealed class FakeAuditSink : IAuditSink
{
    /// <summary>
    /// The outcome of a record by event id at the n-th call, from 0: <see langword="null"/> to store it, otherwise whether the failure is permanent.
    /// </summary>
    public Func<int, string, bool?> OnRecord { get; set; } = static (_, _) => null;

    /// <summary>The exception that the n-th call throws, from 0, before it stores anything.</summary>
    public Func<int, Exception?> BeforeCall { get; set; } = static _ => null;

    /// <summary>The exception that the n-th call throws, from 0, after it has stored everything.</summary>
    public Func<int, Exception?> AfterCall { get; set; } = static _ => null;

    public List<string[]> Calls { get; } = [];

    public Dictionary<string, AuditEntry> Stored { get; } = [];

    public ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
    {
        var call = Calls.Count;
        Calls.Add([.. records.Select(static record => record.EventId)]);
        if (BeforeCall(call) is { } failure)
        {
            throw failure;
        }

        var failures = new List<AuditFailure>();
        for (var i = 0; i < records.Count; i++)
        {
            if (OnRecord(call, records[i].EventId) is { } isPermanent)
            {
                failures.Add(new AuditFailure(i, isPermanent ? "It is too large." : "It was throttled.", isPermanent));
            }
            else
            {
                Stored[records[i].EventId] = AuditEntry.Parse(records[i].Json.Span);
            }
        }

        return AfterCall(call) is { } lost ? throw lost : ValueTask.FromResult<IReadOnlyList<AuditFailure>>(failures);
    }
}
