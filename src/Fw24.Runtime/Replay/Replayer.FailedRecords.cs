using System.Globalization;
using System.Text;
using Fw24.Changes.Reading;
using Fw24.Items.Values;
using Fw24.Messages;
using Fw24.Model;

namespace Fw24.Replay;

public sealed partial class Replayer
{
    // As many as a page of a stream.
    private const int MaxRecords = 100;

    /// <summary>
    /// Gets the store of the records that a table's stream gave up on, by the table's name in the model: an
    /// <see cref="Aws.S3ClaimCheck"/> of the table's bucket (<c>FailedRecords</c> of its construct); <see langword="null"/> if it has none.
    /// Whoever may write to that bucket is trusted with what is replayed: <see cref="Sender"/> does not apply to its objects.
    /// </summary>
    public Func<string, IClaimCheck?>? FailedRecords { get; init; }

    // The message only names an object, in one of the tables' own buckets: it makes no difference who sent it.
    private async ValueTask<ReplayOutcome> ReplayObjectAsync(FailedObject named, CancellationToken cancellationToken)
    {
        if (FailedRecords is null)
        {
            throw new InvalidOperationException(
                $"The records are in the object {named.Reference}, but there is no store to read it from. "
                + $"Set {nameof(FailedRecords)} of the {nameof(Replayer)}.");
        }

        ReplayOutcome? refused = null;
        foreach (var table in app.Tables)
        {
            if (FailedRecords(table.Name) is not { } store
                || await store.FetchAsync(named.Reference, named.Key, named.Size, cancellationToken).ConfigureAwait(false) is not { } content)
            {
                continue;
            }

            // Tables may share a store, and the object is then another's.
            var failed = ReadObject(named, content);
            if (Arns.TableOf(failed.Range.StreamArn) == table)
            {
                return await ReplayRecordsAsync(table, failed, failed.Payload!.Value, cancellationToken).ConfigureAwait(false);
            }

            refused ??= Refused("", $"the object {named.Key} is in the bucket of the table {table.Name}, but names another stream");
        }

        return refused ?? throw new ItemFormatException(
            "Event of S3",
            "detail.object",
            $"an object in a bucket of {nameof(FailedRecords)}",
            "none, or one of another bucket");
    }

    private static InvocationRecord ReadObject(FailedObject named, ReadOnlyMemory<byte> content)
    {
        if (content.Length != named.Size)
        {
            throw new ItemFormatException("Event of S3", "detail.object.size", "the object's size", "another");
        }

        var failed = InvocationRecord.Read(content);
        return failed.Payload is not null
            ? failed
            : throw new ItemFormatException("On-failure message", "payload", "the event of the invocation", "nothing");
    }

    private async ValueTask<ReplayOutcome> ReplayRecordsAsync(
        TableModel table,
        InvocationRecord failed,
        ReadOnlyMemory<byte> payload,
        CancellationToken cancellationToken)
    {
        var records = StreamBatch.Read(payload).Where(record => IsWithin(failed.Range, record)).ToList();
        if (RefuseRecords(table, failed, records) is { } reason)
        {
            return Refused("", reason);
        }

        var outcomes = new List<RecordOutcome>();
        foreach (var page in records.Chunk(MaxRecords))
        {
            var outcome = await InvokeAsync(table.StreamFunction, page, cancellationToken).ConfigureAwait(false);
            outcomes.AddRange(outcome.Outcomes);
            if (outcome.Failed.Count > 0)
            {
                break;
            }
        }

        return new ReplayOutcome(outcomes);
    }

    /// <summary>Checks whether the records are those that were given up on. A broken one has no number: it is parked again.</summary>
    /// <returns>The reason that they are not; <see langword="null"/> when nothing indicates that.</returns>
    private string? RefuseRecords(TableModel table, InvocationRecord failed, List<StreamRecord> records)
    {
        try
        {
            new OwnTable(app, table, names: Names).Demand(records);
        }
        catch (ItemFormatException exception)
        {
            return exception.Message;
        }

        var stream = Encoding.UTF8.GetBytes(failed.Range.StreamArn);
        if (records.Exists(
            record => (record.Fault is null || !record.EventSourceArn.IsEmpty) && !record.EventSourceArn.Span.SequenceEqual(stream)))
        {
            return "the payload contains a record of another stream than the one that it names";
        }

        var stated = failed.BatchSize?.ToString(CultureInfo.InvariantCulture) ?? "unknown number of";
        var isShort = failed.BatchSize != records.Count && failed.BatchSize is not null && records.TrueForAll(static record => record.Fault is null);
        return records.Count == 0 || isShort
            ? $"the payload contains {records.Count} of the {stated} records that it names"
            : null;
    }

    private static bool IsWithin(StreamRange range, StreamRecord record)
        => record.SequenceNumber.IsEmpty
            || (SequenceNumber.Compare(Encoding.UTF8.GetBytes(range.StartSequenceNumber), record.SequenceNumber.Span) <= 0
                && SequenceNumber.Compare(record.SequenceNumber.Span, Encoding.UTF8.GetBytes(range.EndSequenceNumber)) <= 0);
}
