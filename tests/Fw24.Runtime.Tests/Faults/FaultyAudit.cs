using System.Text;
using Fw24.Audit;
using Fw24.Functions.Audit;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Faults;

/// <summary>An audit logger, and a sink that reads its records again after several waits.</summary>
internal sealed class FaultyAudit : FaultyFunction, IAuditSink
{
    private readonly AuditLogger _logger;
    private readonly HashSet<string> _tried = [];

    public FaultyAudit(Fuse fuse)
        : base(fuse)
    {
        var table = AuditTable.Model();
        _logger = new AuditLogger(TestTables.App(table), table, this, Parking, Time, Log, Claims);
        Records =
        [
            Message("a", 1), Message("b", 1), Message("c", 1, isClaimed: true), Message("retried", 1), Message("refused", 1),
            new FaultyRecord("poison-1", "poison", "m-poison-1", TestAudit.Message("m-poison-1", "no JSON", "poison"), "no JSON"),
            Message("a", 2), Message("b", 2, isClaimed: true), Message("c", 2), Message("retried", 2), Message("poison", 2), Message("d", 1), Message("a", 3),
        ];
    }

    public override IReadOnlyList<FaultyRecord> Records { get; }

    // The writer's buffer.
    public override int Kept => 1;

    public ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
    {
        Fuse.Pass(Seam.Call);
        return StoreLaterAsync(records, cancellationToken);
    }

    protected override ValueTask<ReadOnlyMemory<byte>> HandleAsync(byte[] payload, InvocationContext context, CancellationToken cancellationToken)
        => _logger.HandleAsync(payload, context, cancellationToken);

    protected override void Begin() => _tried.Clear();

    private async ValueTask<IReadOnlyList<AuditFailure>> StoreLaterAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
    {
        await SuspendedCalls.WaitAsync().ConfigureAwait(false);
        Fuse.Pass(Seam.CallBefore);
        await DuringAsync([.. records.SelectMany(static record => new[] { record.Json, record.OldImage.Json, record.NewImage.Json })], cancellationToken).ConfigureAwait(false);

        // Like a sink, it stores no record of an item after one that failed temporarily.
        var failures = new List<AuditFailure>();
        var waiting = new HashSet<string>();
        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i];
            if (waiting.Contains(Text(AuditEntry.Parse(record.Json.Span).Key)) || (record.EventId is "retried-1" && _tried.Add(record.EventId)))
            {
                waiting.Add(Text(AuditEntry.Parse(record.Json.Span).Key));
                failures.Add(new AuditFailure(i, "It was throttled.", Permanent: false));
            }
            else if (record.EventId is "refused-1")
            {
                failures.Add(new AuditFailure(i, "It is too large.", Permanent: true));
            }
            else
            {
                // The recording time may differ in a retry.
                var entry = AuditEntry.Parse(record.Json.Span);
                Result.Done.Add((record.EventId, $"{entry.EventId} {entry.Operation} {Text(entry.Key)} {Text(record.OldImage)} {Text(record.NewImage)} {entry.SequenceNumber}"));
            }
        }

        Fuse.Pass(Seam.CallAfter);
        return Fuse.Blows(Seam.AnswerNull) ? null!
            : Fuse.Blows(Seam.AnswerList) ? new FaultyList<AuditFailure>(failures, isReadable: false)
            : Fuse.Blows(Seam.AnswerOnce) ? new FaultyList<AuditFailure>(failures, isReadable: true)
            : failures;
    }

    private FaultyRecord Message(string item, int number, bool isClaimed = false)
    {
        var body = TestAudit.Body(item, number);
        body = isClaimed ? Encoding.UTF8.GetString(Claims.Claim(body.Trim(), "orders", $"{item}-{number}").Span) : body;
        return new FaultyRecord($"{item}-{number}", item, $"m-{item}-{number}", TestAudit.Message($"m-{item}-{number}", body, item), body);
    }

    private static string Text(ItemImage image) => image.IsAbsent ? "-" : Encoding.UTF8.GetString(image.Json.Span);
}
