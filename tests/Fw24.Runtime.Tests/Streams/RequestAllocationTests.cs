using Fw24.Aws;
using Fw24.Functions.Streams;
using Fw24.Messages;
using Fw24.Messages.Redactors;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Flow;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fw24.Runtime.Tests.Streams;

/// <summary>
/// The cost of a batch from its event to the finished bodies of its SNS calls, in calls and memory. The figures are the same on every machine. The tests run
/// alone, because another test's listener would cause activities to be created here.
/// </summary>
[Collection(nameof(RequestAllocationTests))]
[CollectionDefinition(nameof(RequestAllocationTests), DisableParallelization = true)]
public sealed class RequestAllocationTests
{
    private const int Records = 100;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_hundred_changes_are_ten_calls_and_allocate_at_most_200_bytes_each(bool fifo)
    {
        var table = TestTables.Orders(fifo);
        var topic = new Requests();
        var processor = new StreamProcessor(
            TestTables.App(table), table, Redactor.Create(table, new FunctionEnvironment(static _ => null)), topic, new FakeParkingQueue(), TimeProvider.System, NullLogger.Instance);
        var payload = TestRecord.Event(Enumerable.Range(0, Records).Select(static i => TestRecord.Change($"order-{i}", 1, i)));

        Process();
        Assert.Equal((10, Records), (topic.Calls, topic.Entries));

        // In debug builds the state machines of each call are objects, too.
        Assert.InRange(Allocated.By(Process) / Records, 1, IsDebug ? 300 : 200);

        void Process()
        {
            // On this thread; otherwise, its allocations would not be counted.
            var invocation = processor.HandleAsync(payload, new InvocationContext { RequestId = "r", FunctionName = "f" }, CancellationToken.None).AsTask();
            Assert.True(invocation.IsCompletedSuccessfully);
        }
    }

    private static bool IsDebug =>
#if DEBUG
        true;
#else
        false;
#endif

    /// <summary>Creates the body of each call without sending it.</summary>
    private sealed class Requests : IChangePublisher
    {
        public int Calls { get; private set; }

        public int Entries { get; private set; }

        public ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
        {
            using var form = PublishBatchCall.Write("arn:aws:sns:eu-central-1:123456789012:orders-stream.fifo", messages);
            Calls++;
            Entries += messages.Count;
            return new([]);
        }
    }
}
