using System.Text.Json;
using Fw24.Functions.Streams;
using Fw24.Messages;
using Fw24.Messages.Redactors;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Loopback;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Harness.Flow;

/// <summary>A stream processor with fake dependencies.</summary>
internal sealed class TestStream
{
    private readonly StreamProcessor _processor;
    private readonly List<RecordOutcome> _outcomes = [];

    public TestStream(TableModel? table = null, FunctionEnvironment? environment = null, IClaimCheck? claims = null, IChangePublisher? publisher = null)
    {
        table ??= TestTables.Orders();
        _processor = new StreamProcessor(TestTables.App(table, TestTables.Keyed("others")), table, Redactor.Create(table, environment ?? new FunctionEnvironment(static _ => null)), publisher ?? Topic, Parking, Time, Log, claims);
    }

    /// <summary>The outcomes that the function reported for its records.</summary>
    public IReadOnlyList<RecordOutcome> Outcomes => _outcomes;

    public FakeTopic Topic { get; } = new();

    public FakeParkingQueue Parking { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 10, 5, 0, TimeSpan.Zero));

    public RecordingLogger<StreamProcessor> Log { get; } = new();

    /// <summary>The time limit of an invocation.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Cancelled when the host gives up.</summary>
    public CancellationToken Host { get; set; } = TestContext.Current.CancellationToken;

    public string? TraceParent { get; set; }

    /// <summary>Invokes the function, and advances the time whenever it waits.</summary>
    /// <returns>The sequence numbers of the records that failed.</returns>
    public async Task<string[]> InvokeAsync(byte[] payload)
    {
        var context = new InvocationContext
        {
            RequestId = "req-1",
            FunctionName = "orders-stream",
            Deadline = Timeout is { } timeout ? Time.GetUtcNow() + timeout : DateTimeOffset.MaxValue,
            TraceParent = TraceParent,
            OnOutcome = _outcomes.Add,
        };
        var answer = _processor.HandleAsync(payload, context, Host).AsTask();
        while (!answer.IsCompleted)
        {
            Time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        return ReadAnswer(await answer);
    }

    public Task<string[]> InvokeAsync(params IEnumerable<TestRecord> records) => InvokeAsync(TestRecord.Event(records));

    /// <summary>Waits for a call of the topic.</summary>
    public ValueTask WaitAsync(int milliseconds) => new(Task.Delay(TimeSpan.FromMilliseconds(milliseconds), Time, CancellationToken.None));

    /// <summary>Delivers records as an event source mapping does: from the lowest failed sequence number on, until nothing fails.</summary>
    /// <returns>The number of invocations.</returns>
    public async Task<int> DeliverAsync(IReadOnlyList<TestRecord> records, int maxInvocations = 100)
    {
        var from = 0;
        for (var invocations = 1; ; invocations++)
        {
            Assert.True(invocations <= maxInvocations, "The mapping makes no progress.");
            var failed = await InvokeAsync(records.Skip(from));
            if (failed.Length == 0)
            {
                return invocations;
            }

            var numbers = records.Select(static record => record.SequenceNumber).ToList();
            Assert.All(failed, number => Assert.Contains(number, numbers.Skip(from)));
            from = failed.Min(number => numbers.IndexOf(number));
        }
    }

    /// <summary>Asserts that each change was delivered or parked, and that none first arrived before an earlier one of its item.</summary>
    public void AssertDeliveredInOrder(IReadOnlyList<TestRecord> records)
    {
        foreach (var item in records.GroupBy(static record => record.Keys))
        {
            var expected = item.Select(static record => record.EventId).Where(id => !Parking.EventIds.Contains(id));
            Assert.Equal(expected, Topic.EventIds.Distinct().Where(id => item.Any(record => record.EventId == id)));
        }
    }

    private static string[] ReadAnswer(ReadOnlyMemory<byte> answer)
    {
        using var json = JsonDocument.Parse(answer);
        var members = json.RootElement.EnumerateObject().ToArray();
        Assert.Equal("batchItemFailures", Assert.Single(members).Name);
        return [.. members[0].Value.EnumerateArray().Select(static failure =>
        {
            Assert.Equal("itemIdentifier", Assert.Single(failure.EnumerateObject()).Name);
            return failure.GetProperty("itemIdentifier").GetString()!;
        })];
    }
}
