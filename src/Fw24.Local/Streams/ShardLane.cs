using System.Globalization;
using Fw24.Local.Faults;
using Fw24.Local.Functions;
using Fw24.Local.Observation;
using Fw24.Local.Resources;
using Fw24.Local.Scheduling;

namespace Fw24.Local.Streams;

/// <summary>Passes a shard's records, or those of some of its items, to the function, one batch after the other.</summary>
/// <remarks>
/// The documentation ("Retain discarded records", "Configuring partial batch response") leaves some cases open, which are decided as follows: a failure that
/// splits a batch is not a retry, and the parts inherit the batch's count. If the first failure of a partial response is the batch's first record, nothing
/// can be split off, so the batch is halved. Without bisecting, every failed or partial response is a failed attempt.
/// </remarks>
/// <param name="mapping">The mapping.</param>
/// <param name="shardId">The shard.</param>
/// <param name="onProgress">Called when a batch is done.</param>
internal sealed class ShardLane(StreamMapping mapping, string shardId, Action onProgress)
{
    // The largest event: 6 MB (Lambda, "Invocation payload").
    private const int MaxEventBytes = 6 * 1024 * 1024;

    private static readonly TimeSpan s_firstBackoff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestBackoff = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_outage = TimeSpan.FromMinutes(6);

    private readonly Queue<SourceRecord> _waiting = new();

    // The rest of the current batch, with its first part on top.
    private readonly Stack<RecordBatch> _unfinished = new();
    private bool _isBusy;
    private int _failuresInARow;
    private string? _lastReason;
    private ScheduledEvent? _window;

    /// <summary>The number of records that wait for a batch.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Indicates whether it could start a batch that is not full.</summary>
    public bool IsHungry => !_isBusy && _unfinished.Count == 0 && _waiting.Count < Settings.BatchSize;

    public bool IsEmpty => _waiting.Count == 0 && _unfinished.Count == 0 && !_isBusy;

    private StreamMappingResource Settings => mapping.Resource;

    private StreamMappingContext Context => mapping.Context;

    private EventLoop Loop => mapping.Context.Loop;

    public void Add(SourceRecord record) => _waiting.Enqueue(record);

    /// <summary>Starts the next batch if the lane is free and the batch is full or its window has ended.</summary>
    public void Pump()
    {
        if (_isBusy)
        {
            return;
        }

        if (_unfinished.TryPop(out var rest))
        {
            Start(rest);
            return;
        }

        if (_waiting.Count == 0)
        {
            return;
        }

        if (_waiting.Count < Settings.BatchSize && Settings.MaxBatchingWindowSeconds > 0)
        {
            _window ??= Loop.At(Loop.Now.AddSeconds(Settings.MaxBatchingWindowSeconds), EventKind.Work, OnWindowOver);
            return;
        }

        StartNext();
    }

    private void OnWindowOver()
    {
        _window = null;
        if (!_isBusy && _waiting.Count > 0)
        {
            StartNext();
        }
    }

    private void StartNext()
    {
        if (_window is not null)
        {
            Loop.Cancel(_window);
            _window = null;
        }

        var size = Math.Min(Settings.BatchSize, _waiting.Count);
        if (size > 1 && Context.Faults.Decide(FaultBoundary.Batch, Settings.Function, null) is { Kind: FaultKind.ShortBatch } fault)
        {
            size = 1 + fault.Details!.Next(size - 1);
        }

        List<SourceRecord> records = new(size);
        var bytes = 0;
        while (records.Count < size && (records.Count == 0 || bytes + _waiting.Peek().Json.Length < MaxEventBytes - 64))
        {
            var record = _waiting.Dequeue();
            bytes += record.Json.Length + 1;
            records.Add(record);
        }

        Start(new RecordBatch([.. records], 0, records.Count));
    }

    private void Start(RecordBatch batch)
    {
        batch = GiveUpOld(batch);
        if (batch.Count == 0)
        {
            Loop.Post(onProgress);
            return;
        }

        _isBusy = true;
        if (batch.Invocations > 0)
        {
            Context.Counters.RetriedRecords += batch.Count;
        }

        batch = batch with { Invocations = batch.Invocations + 1 };
        Context.Function.Invoke(
            Event(batch),
            Scope(batch),
            result => OnResult(batch, result),
            source: Context.Observation.Observer is null ? null : new InvocationSource { Records = batch.Span.ToArray() });
    }

    // Checked before each attempt ("MaximumRecordAgeInSeconds").
    private RecordBatch GiveUpOld(RecordBatch batch)
    {
        var maxAge = Settings.MaxRecordAgeSeconds < 0 ? LocalShard.Retention : TimeSpan.FromSeconds(Settings.MaxRecordAgeSeconds);
        var oldest = Loop.Now - maxAge;
        var tooOld = 0;
        while (tooOld < batch.Count && batch.Records[batch.Start + tooOld].CreatedAt < oldest)
        {
            tooOld++;
        }

        if (tooOld > 0)
        {
            GiveUp(batch.Part(0, tooOld), "RecordAgeExceeded", hasError: batch.Invocations > 0);
        }

        return batch.Part(tooOld, batch.Count - tooOld);
    }

    private FaultScope? Scope(RecordBatch batch)
        => Context.Faults.AreNone
            ? null
            : new FaultScope(batch.Span.ToArray(), Context.Faults.Limit(Settings.RetryAttempts < 0 ? -1 : Settings.RetryAttempts + 1));

    private void OnResult(RecordBatch batch, InvocationResult result)
    {
        _isBusy = false;
        if (result.Kind is InvocationEnd.Throttled)
        {
            // The function was not invoked: no attempt is used up.
            RetryLater(batch, result);
            return;
        }

        var failed = result.Kind is InvocationEnd.Answered ? FirstFailure(batch, result.Answer) : 0;
        if (failed < 0)
        {
            _failuresInARow = 0;
            onProgress();
            return;
        }

        _lastReason = result.ReasonOf(batch.Span[failed].SequenceNumber);
        Retry(batch, failed, result);
    }

    // The index of the first record to retry; -1 for none.
    private int FirstFailure(RecordBatch batch, ReadOnlyMemory<byte> answer)
    {
        if (!Settings.ReportBatchItemFailures)
        {
            return -1;
        }

        var failures = BatchItemFailures.Read(answer.Span);
        if (failures is null)
        {
            return 0;
        }

        var first = -1;
        foreach (var identifier in failures)
        {
            var index = IndexOf(batch, identifier);
            if (index < 0)
            {
                // The record is not in this batch: the response cannot be trusted, so the whole batch is retried.
                return 0;
            }

            first = first < 0 ? index : Math.Min(first, index);
        }

        return first;
    }

    private static int IndexOf(RecordBatch batch, string sequenceNumber)
    {
        var records = batch.Span;
        for (var index = 0; index < records.Length; index++)
        {
            if (records[index].SequenceNumber == sequenceNumber)
            {
                return index;
            }
        }

        return -1;
    }

    private void Retry(RecordBatch batch, int failed, InvocationResult result)
    {
        var rest = batch.Part(failed, batch.Count - failed);
        if (Settings.BisectBatchOnError && failed > 0)
        {
            RetryLater(rest, result);
            return;
        }

        if (Settings.BisectBatchOnError && rest.Count > 1)
        {
            var half = rest.Count / 2;
            _unfinished.Push(rest.Part(half, rest.Count - half));
            RetryLater(rest.Part(0, half), result);
            return;
        }

        rest = rest with { Failures = rest.Failures + 1 };
        if (Settings.RetryAttempts >= 0 && rest.Failures > Settings.RetryAttempts)
        {
            GiveUp(rest, "RetryAttemptsExhausted", hasError: result.Kind is not InvocationEnd.Answered);
            _failuresInARow = 0;
            onProgress();
            return;
        }

        RetryLater(rest, result);
    }

    // Lambda backs off between retries; the exact delays are not documented.
    private void RetryLater(RecordBatch batch, InvocationResult result)
    {
        _unfinished.Push(batch);
        _isBusy = true;
        var backoff = s_firstBackoff * Math.Pow(2, Math.Min(_failuresInARow, 10));
        _failuresInARow++;
        var delay = result.IsOutage ? s_outage : backoff < s_longestBackoff ? backoff : s_longestBackoff;
        Context.Observation.Observer?.OnRetryPlanned(Settings, batch.Span, Loop.Now + delay);
        Loop.At(Loop.Now + delay, EventKind.Work, Resume);
    }

    private void Resume()
    {
        _isBusy = false;
        Pump();
    }

    private void GiveUp(RecordBatch batch, string condition, bool hasError)
    {
        Context.Counters.AbandonedRecords += batch.Count;
        var reason = $"{Settings.Function} gave up {batch.Count} records of {shardId} from {batch.First.SequenceNumber} on ({condition}): "
            + (_lastReason ?? "they were not tried");
        Context.Observation.Observer?.OnGivenUp(Settings, batch.Span, reason);
        if (Settings.FailedRecordsBucket is { } bucket)
        {
            Keep(bucket, OnFailureMessage.Write(batch, condition, hasError, shardId, mapping.StreamArn, Context, Event(batch)), reason);
        }
        else
        {
            Tell(OnFailureMessage.Write(batch, condition, hasError, shardId, mapping.StreamArn, Context), reason);
        }
    }

    // EventBridge delivers an event at least once, and in no order.
    private void Keep(string bucket, ReadOnlyMemory<byte> content, string reason)
    {
        var name = $"{Text("yyyy/MM/dd")}/{Text("yyyy-MM-ddTHH.mm.ss")}-{Context.Function.NextRequestId()}";
        var key = $"aws/lambda/{mapping.Id}/{shardId}/{name}";
        Context.FailedRecords.Add(bucket, key, content);
        var message = ObjectCreatedEvent.Write(Context.Function.NextRequestId(), Loop.Now, bucket, key, content.Length);
        var (copies, delay) = Context.Faults.OnDelivery(bucket);
        for (var copy = 1; copy <= copies; copy++)
        {
            if (delay == TimeSpan.Zero)
            {
                Tell(message, reason);
            }
            else
            {
                Loop.At(Loop.Now + (delay * copy), EventKind.Work, () => Tell(message, reason));
            }
        }

        string Text(string format) => Loop.Now.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
    }

    private void Tell(ReadOnlyMemory<byte> message, string reason)
    {
        if (Context.OnFailure is { } queue)
        {
            Loop.Await(queue.SendAsync(message, reason, CancellationToken.None), Context.OnError);
        }
    }

    private static ReadOnlyMemory<byte> Event(RecordBatch batch)
    {
        var records = new ReadOnlyMemory<byte>[batch.Count];
        for (var index = 0; index < records.Length; index++)
        {
            records[index] = batch.Span[index].Json;
        }

        return StreamEventWriter.Write(records);
    }
}
