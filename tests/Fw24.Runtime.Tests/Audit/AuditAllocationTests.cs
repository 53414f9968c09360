using System.Text;
using Fw24.Audit;
using Fw24.Audit.Sinks;
using Fw24.Functions.Audit;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Runtime.Tests.Harness.Flow;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fw24.Runtime.Tests.Audit;

/// <summary>The cost of a batch of the audit queue in calls and memory. The figures are the same on every machine.</summary>
public sealed class AuditAllocationTests
{
    private const int Messages = 100;

    [Fact]
    public void A_hundred_changes_are_one_call_and_allocate_no_more_than_what_is_kept_of_them()
    {
        var logs = new CountingLogs();
        var table = AuditTable.Model();
        var sink = new CloudWatchAuditSink(logs, "/audit/logs/shop", table.AuditFunction, "instance", TimeProvider.System);
        var logger = new AuditLogger(
            new AppModel { Name = "shop", Tables = [table], Handlers = [] }, table, sink, new FakeParkingQueue(), TimeProvider.System, NullLogger.Instance);
        var messages = Enumerable.Range(0, Messages).Select(static i => TestAudit.Message($"m-{i}", TestAudit.Body($"item-{i}", 1)));
        var payload = Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', messages)}}]}""");

        Audit();
        Assert.Equal((1, Messages), (logs.Calls, logs.Events));

        // A record of about 350 bytes of JSON with its ids, the message's id, and their places in the batch; none of it grows with the images.
        Assert.InRange(Allocated.By(Audit) / Messages, 350, 1_300);

        void Audit()
        {
            // On this thread; otherwise, its allocations would not be counted.
            var invocation = logger.HandleAsync(payload, new InvocationContext { RequestId = "r", FunctionName = "f" }, CancellationToken.None).AsTask();
            Assert.True(invocation.IsCompletedSuccessfully);
        }
    }

    [Fact]
    public void A_batch_works_nothing_out_that_is_the_same_for_all_of_them()
    {
        Assert.Equal(Allocation(sensitive: 0), Allocation(sensitive: 50));

        static long Allocation(int sensitive)
        {
            var table = AuditTable.Model(sensitive: [.. Enumerable.Range(0, sensitive).Select(static i => $"Secret{i}")]);
            var sink = new DynamoDbAuditSink(new MemoryItemStore("pk", "sk"), table, "orders-audit");
            return Allocated.By(() => Assert.True(sink.StoreAsync([], CancellationToken.None).AsTask().IsCompletedSuccessfully));
        }
    }

    /// <summary>Accepts everything.</summary>
    private sealed class CountingLogs : ICloudWatchLogs
    {
        public int Calls { get; private set; }

        public int Events { get; private set; }

        public ValueTask CreateLogStreamAsync(string logGroup, string logStream, CancellationToken cancellationToken) => default;

        public ValueTask<RejectedLogEvents> PutLogEventsAsync(string logGroup, string logStream, IReadOnlyList<LogEvent> events, CancellationToken cancellationToken)
        {
            Calls++;
            Events += events.Count;
            return default;
        }
    }
}
