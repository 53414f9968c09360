using System.Text.RegularExpressions;
using Fw24.Functions.Streams;
using Fw24.Messages;
using Fw24.Messages.Redactors;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Faults;

/// <summary>A stream processor, and a topic that reads its messages again after several waits.</summary>
internal sealed partial class FaultyStream : FaultyFunction, IChangePublisher
{
    private readonly StreamProcessor _processor;
    private readonly FaultyEntities _entities;
    private readonly HashSet<string> _tried = [];

    public FaultyStream(Fuse fuse)
        : base(fuse)
    {
        var orders = TestTables.Orders();
        _entities = new FaultyEntities(orders.Entities, fuse);
        var table = new TableModel { Name = orders.Name, PartitionKey = orders.PartitionKey, Entities = _entities, Stream = orders.Stream };
        _processor = new StreamProcessor(
            TestTables.App(table), table, Redactor.Create(table, new FunctionEnvironment(static _ => null)), this, Parking, Time, Log, Claims);
    }

    /// <summary>Enough items for several concurrent calls, including large, broken, throttled and rejected ones, followed by others.</summary>
    public override IReadOnlyList<FaultyRecord> Records { get; } =
    [
        .. Enumerable.Range(0, 32).Select(static i => Record($"plain{i}", 1, i)),
        Record("large", 1, 40, Large), Record("retried", 1, 41), Record("poison", 1, 42, static record => record with { NewImage = """{"OrderId":{"S":"poison"},"Version":{"N":"x"}}""" }), Record("refused", 1, 43),
        Record("plain0", 2, 50), Record("large", 2, 51), Record("retried", 2, 52), Record("poison", 2, 53), Record("refused", 2, 54), Record("plain0", 3, 55), Record("big", 1, 56, Large),
    ];

    public ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
    {
        Fuse.Pass(Seam.Call);
        return PublishLaterAsync(messages, cancellationToken);
    }

    protected override ValueTask<ReadOnlyMemory<byte>> HandleAsync(byte[] payload, InvocationContext context, CancellationToken cancellationToken)
        => _processor.HandleAsync(payload, context, cancellationToken);

    protected override void Begin()
    {
        _tried.Clear();
        _entities.IsArmed = true;
    }

    private async ValueTask<IReadOnlyList<PublishFailure>> PublishLaterAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
    {
        await SuspendedCalls.WaitAsync().ConfigureAwait(false);
        Fuse.Pass(Seam.CallBefore);
        await DuringAsync([.. messages.SelectMany(static message => new[] { message.Body, message.Changed, message.GroupId, message.DeduplicationId })], cancellationToken).ConfigureAwait(false);

        var failures = new List<PublishFailure>();
        for (var i = 0; i < messages.Count; i++)
        {
            var message = new Published(messages[i]);
            if (message.EventId is "retried-1" && _tried.Add(message.EventId))
            {
                failures.Add(new PublishFailure(i, "Throttled", null, SenderFault: false));
            }
            else if (message.EventId is "refused-1")
            {
                failures.Add(new PublishFailure(i, "InvalidParameter", null, SenderFault: true));
            }
            else
            {
                // Each invocation has its own trace.
                Result.Done.Add((message.EventId, $"{Trace().Replace(message.Body, "")} {message.Changed} {message.GroupId} {message.DeduplicationId} {message.Entity} {message.Operation}"));
            }
        }

        Fuse.Pass(Seam.CallAfter);
        return Fuse.Blows(Seam.AnswerNull) ? null!
            : Fuse.Blows(Seam.AnswerList) ? new FaultyList<PublishFailure>(failures, isReadable: false)
            : Fuse.Blows(Seam.AnswerOnce) ? new FaultyList<PublishFailure>(failures, isReadable: true)
            : failures;
    }

    [GeneratedRegex("\"traceparent\":\"[^\"]*\",?")]
    private static partial Regex Trace();

    private static FaultyRecord Record(string item, int number, int sequence, Func<TestRecord, TestRecord>? with = null)
    {
        var record = TestRecord.Change(item, number, sequence);
        record = with?.Invoke(record) ?? record;
        return new FaultyRecord(record.EventId, item, record.SequenceNumber, record.ToJson(), record.ToJson());
    }

    // Exceeds the size of a message.
    private static TestRecord Large(TestRecord record)
        => record with { NewImage = $"{record.NewImage![..^1]},\"Text\":{{\"S\":\"{new string('x', 262_144)}\"}}}}" };
}
