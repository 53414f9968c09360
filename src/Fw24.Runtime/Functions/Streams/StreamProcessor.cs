using System.Diagnostics;
using System.Text;
using Fw24.Changes.Marks;
using Fw24.Changes.Reading;
using Fw24.Configuration;
using Fw24.Messages;
using Fw24.Messages.Redactors;
using Fw24.Model;
using Microsoft.Extensions.Logging;

namespace Fw24.Functions.Streams;

/// <summary>The function <c>{table}-stream</c>: publishes the changes of a table to its topic.</summary>
internal sealed partial class StreamProcessor : BatchFunction<StreamBatchContext, StreamRecord>
{
    private readonly TableModel _table;
    private readonly OwnTable _own;
    private readonly Redactor _redactor;
    private readonly IChangePublisher _publisher;
    private readonly IClaimCheck? _claims;
    private readonly MessageGroups _groups;
    private readonly ChangeMessageWriter _writer;
    private readonly int _maxMessageBytes;
    private readonly string _topicName;
    private Stack<PublishBatch>? _idleCalls;
    private int _hasToldOfUnownedItems;

    public StreamProcessor(
        AppModel app, TableModel table, Redactor redactor, IChangePublisher publisher, IParkingQueue parking, TimeProvider time, ILogger logger, IClaimCheck? claims = null,
        OwnTable? own = null, int? maxMessageBytes = null, string? topicName = null)
        : base(table.StreamFunction, "published", parking, time, logger)
    {
        _own = own ?? new OwnTable(app, table);
        (_table, _redactor, _publisher) = (table, redactor, publisher);
        _claims = table.Stream is { LargeRecords: LargeRecordPolicy.Park } ? null : claims;
        _groups = new MessageGroups(table);
        _writer = new ChangeMessageWriter(table, redactor);
        _maxMessageBytes = maxMessageBytes ?? table.MaxMessageBytes;
        _topicName = topicName ?? table.TopicName;
    }

    /// <inheritdoc/>
    /// <exception cref="ItemFormatException">The payload is not a stream event, or belongs to another table's stream.</exception>
    protected override StreamBatchContext? Read(ReadOnlyMemory<byte> payload, InvocationContext invocation)
    {
        var records = StreamBatch.ReadGuarded(payload, _table.SensitiveNames);
        if (records.Count == 0)
        {
            return null;
        }

        // Records of another table are not parked: only that table's processor knows the sensitive attributes.
        _own.Demand(records);

        // Reuses the calls of the previous invocation unless a concurrent one has taken them.
        var calls = Interlocked.Exchange(ref _idleCalls, null) ?? new Stack<PublishBatch>(MaxCallsUnderWay);
        return new StreamBatchContext(records, _redactor.IsNeeded ? payload.Length : 0, _maxMessageBytes, invocation, calls);
    }

    /// <inheritdoc/>
    protected override void Describe(Activity activity, StreamBatchContext run)
    {
        var arn = Encoding.UTF8.GetString(run.Records[0].EventSourceArn.Span);
        activity
            .SetTag("faas.trigger", "datasource")
            .SetTag("faas.document.collection", TableArn.ParseSource(arn)?.Name ?? _table.Name)
            .SetTag("messaging.batch.message_count", run.Records.Count);
    }

    /// <inheritdoc/>
    protected override ValueTask WorkAsync(StreamBatchContext run, CancellationToken cancellationToken)
    {
        var began = Telemetry.Now;
        for (var i = 0; i < run.Records.Count; i++)
        {
            Prepare(run, i);
        }

        Telemetry.Took("prepare", began);
        return PublishAsync(run, cancellationToken);
    }

    private void Prepare(StreamBatchContext run, int index)
    {
        var record = BackfillMark.Told(run.Records[index]);
        var start = run.Buffer.Position;
        MessageGroup? group = null;
        var unsent = default(DraftMessage);
        try
        {
            if (record.Fault is null && _table.IsAuditRow(record.Keys))
            {
                // Normally removed by the event source mapping's filter; publishing audit rows would loop endlessly.
                run.SkippedCount++;
                run.NoteResult(index, RecordResult.Skipped, "the row is an audit record itself");
                run.Plan.AddDone();
                return;
            }

            if (record.Origin is ChangeOrigin.Backfill && _table.Audit is null && BackfillMark.In(record.NewImage)!.Handler is null)
            {
                run.SkippedCount++;
                run.NoteResult(index, RecordResult.Skipped, "a backfill asks for a snapshot, and the table is not audited");
                run.Plan.AddDone();
                return;
            }

            group = _groups.Of(record.Keys);
            if (record.Fault is null)
            {
                run.Drafts[index] = _writer.Write(record, group.Value, run.TraceParent, run.Buffer);
                run.Plan.Add(group.Value, run.SizeAt(index));
                if (ReferenceEquals(run.Drafts[index].Entity, ChangeMessage.Unmodelled))
                {
                    TellOfUnownedItem(record);
                }

                return;
            }

            unsent.Poison = record.Fault;
        }
        catch (Exception exception)
        {
            var error = ProcessingError.Of(exception);
            unsent = error.IsPermanent ? new DraftMessage { Poison = record.Fault ?? error.Reason } : new DraftMessage { Failure = error.Reason };
        }

        run.Buffer.TakeBack(start);
        run.Drafts[index] = unsent;
        if (group is { } known)
        {
            run.Plan.Add(known, int.MaxValue);
        }
        else
        {
            run.Plan.AddAlone();
        }
    }

    // The items of a table that got a second entity are read and handled by nobody until one of them owns them; nothing else would say so.
    private void TellOfUnownedItem(in StreamRecord record)
    {
        if (_table.IsUnmarked(record) && Interlocked.Exchange(ref _hasToldOfUnownedItems, 1) is 0)
        {
            LogUnownedItem(Name, _table.Name, _table.Discriminator!);
        }
    }

    /// <inheritdoc/>
    protected override byte[] ContentOf(in StreamRecord record) => ParkedContent.Of(BackfillMark.Told(record), _redactor);

    /// <inheritdoc/>
    protected override void Measure(StreamBatchContext run, in BatchCounts counts)
    {
        Telemetry.Age(run.Records[0].ChangedAt);
        base.Measure(run, counts);
    }

    /// <inheritdoc/>
    protected override void LogBatch(StreamBatchContext run, in BatchCounts counts)
    {
        var requestId = run.Invocation.RequestId;
        if (counts.Failed > 0)
        {
            // The sequence number from which Lambda resumes.
            var failed = run.IndexOf(RecordResult.Failed);
            LogFailure(Name, requestId, run.Records.Count, counts.Processed, counts.Skipped, counts.Parked,
                counts.Failed, Encoding.UTF8.GetString(run.Records[failed].SequenceNumber.Span), run.ReasonOf(failed));
        }
        else if (counts.Parked > 0)
        {
            LogParking(Name, requestId, run.Records.Count, counts.Processed, counts.Skipped, counts.Parked,
                run.ReasonOf(run.IndexOf(RecordResult.Parked)));
        }
        else
        {
            LogSuccess(Name, requestId, run.Records.Count, counts.Processed, counts.Skipped);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A failed record has no sequence number to report: the whole batch must run again.</exception>
    protected override ReadOnlyMemory<byte> Answer(StreamBatchContext run)
    {
        for (var i = 0; i < run.Records.Count && run.Invocation.OnOutcome is not null; i++)
        {
            Telemetry.Tell(run.Invocation, run.OutcomeOf(i));
        }

        if (run.Plan.FailedCount == 0)
        {
            return BatchResponse.Success;
        }

        // In shard order: the lowest sequence number, from which Lambda resumes, comes first.
        var failed = new List<ReadOnlyMemory<byte>>(run.Plan.FailedCount);
        for (var i = 0; i < run.Records.Count; i++)
        {
            if (!run.Plan.HasFailed(i))
            {
                continue;
            }

            var number = run.Records[i].SequenceNumber;
            failed.Add(!number.IsEmpty
                ? number
                : throw new InvalidOperationException($"{Name}: record {i} failed and has no sequence number, so the whole batch must be retried ({run.ReasonOf(i)})."));
        }

        return BatchResponse.Write(failed);
    }

    [LoggerMessage(1, LogLevel.Information, "{Function} {RequestId}: {Records} records, {Published} published, {Skipped} skipped")]
    private partial void LogSuccess(string function, string requestId, int records, int published, int skipped);

    [LoggerMessage(2, LogLevel.Warning, "{Function} {RequestId}: {Records} records, {Published} published, {Skipped} skipped, {Parked} parked, {Failed} failed from sequence number {FirstFailed}; first reason: {Reason}")]
    private partial void LogFailure(
        string function, string requestId, int records, int published, int skipped, int parked, int failed, string firstFailed, string? reason);

    [LoggerMessage(3, LogLevel.Warning, "{Function} {RequestId}: {Records} records, {Published} published, {Skipped} skipped, {Parked} parked, 0 failed; first reason: {Reason}")]
    private partial void LogParking(string function, string requestId, int records, int published, int skipped, int parked, string? reason);

    [LoggerMessage(4, LogLevel.Warning,
        "{Function}: items of {Table} without the attribute {Discriminator} belong to no entity: no ITable returns them, and no handler receives "
        + "their changes. If they are those of one entity, set OwnsUnmarkedItems of its [DynamoTable]")]
    private partial void LogUnownedItem(string function, string table, string discriminator);
}
