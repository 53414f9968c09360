using System.Text;
using Fw24.Changes.Reading;
using Fw24.Functions.Streams;
using Fw24.Messages;
using Fw24.Messages.Redactors;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Flow;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fw24.Runtime.Tests.Streams;

/// <summary>The memory cost of a record. The figures are the same on every machine.</summary>
public sealed class StreamProcessorAllocationTests
{
    [Theory]
    [InlineData(true, null)]
    [InlineData(false, null)]
    [InlineData(true, Redaction.Mask)]
    [InlineData(true, Redaction.Remove)]
    public void In_steady_state_a_record_allocates_no_more_than_its_place_in_the_batch(bool fifo, Redaction? redaction)
    {
        const int Records = 1000;
        var table = TestTables.Orders(fifo, sensitive: redaction is { } rule ? [new SensitiveAttributeModel("Version", rule)] : []);
        var processor = new StreamProcessor(
            TestTables.App(table), table, Redactor.Create(table, new FunctionEnvironment(static _ => null)), new NullTopic(), new FakeParkingQueue(), TimeProvider.System, NullLogger.Instance);
        var payload = TestRecord.Event(Enumerable.Range(0, Records).Select(static i => TestRecord.Change($"order-{i}", 1, i)));

        var read = Allocated.By(() => StreamBatch.Read(payload)) / Records;
        var processed = Allocated.By(() => Process(processor, payload)) / Records;

        // The rest is each record's share of one call: its task, and its state machines, which are objects only in debug builds.
        Assert.InRange(processed, read, read + 48);
    }

    private static void Process(StreamProcessor processor, byte[] payload)
    {
        // On this thread; otherwise, its allocations would not be counted.
        var invocation = processor.HandleAsync(payload, new InvocationContext { RequestId = "r", FunctionName = "f" }, CancellationToken.None).AsTask();
        Assert.True(invocation.IsCompletedSuccessfully);
        Assert.Equal("""{"batchItemFailures":[]}""", Encoding.UTF8.GetString(invocation.GetAwaiter().GetResult().Span));
    }

    private sealed class NullTopic : IChangePublisher
    {
        public ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken) => new([]);
    }
}
