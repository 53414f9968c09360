using System.Text;
using System.Text.Json;
using Fw24.Audit;
using Fw24.Functions.Audit;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Harness.Loopback;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Harness.Audit;

/// <summary>An audit logger with fake dependencies.</summary>
internal sealed class TestAudit
{
    private readonly AuditLogger _logger;
    private readonly List<RecordOutcome> _outcomes = [];

    public TestAudit(TableModel? table = null, IAuditSink? sink = null, IClaimCheck? claims = null)
    {
        table ??= AuditTable.Model();
        var app = TestTables.App(table, TestTables.Keyed("others"));
        _logger = new AuditLogger(app, table, sink ?? Sink, Parking, Time, Log, claims);
    }

    /// <summary>The outcomes that the function reported for its messages.</summary>
    public IReadOnlyList<RecordOutcome> Outcomes => _outcomes;

    public FakeAuditSink Sink { get; } = new();

    public FakeParkingQueue Parking { get; } = new();

    public FakeTimeProvider Time { get; } = new(AuditTable.Start.AddMinutes(1));

    public RecordingLogger<AuditLogger> Log { get; } = new();

    /// <summary>The time limit of an invocation.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>The body of a change message: the n-th change of an item, whose count goes from n - 1 to n.</summary>
    public static string Body(string id, int number, string? oldImage = null, string? newImage = null, string extra = "")
        => $$$"""
            {"specversion":"1.0","id":"{{{id}}}-{{{number}}}","source":"arn:aws:dynamodb:eu-central-1:123456789012:table/orders","type":"fw24.order.modified.v1","subject":"Id={{{id}}}",
             "time":"2026-11-22T10:05:00Z"{{{extra}}},"data":{"ApproximateCreationDateTime":1795341900,"Keys":{"Id":{"S":"{{{id}}}"}},{{{oldImage ?? $"\"OldImage\":{Image(id, number - 1)},"}}}{{{newImage ?? $"\"NewImage\":{Image(id, number)},"}}}"SequenceNumber":"{{{number}}}00000000000000000000"}}
            """;

    /// <summary>A message of a queue.</summary>
    public static string Message(string messageId, string body, string? group = null)
        => $$$"""{"messageId":"{{{messageId}}}","body":{{{JsonSerializer.Serialize(body)}}},"attributes":{"ApproximateReceiveCount":"1"{{{(group is null ? "" : $",\"MessageGroupId\":\"{group}\"")}}}},"eventSource":"aws:sqs"}""";

    /// <summary>Messages such as <c>a1</c>: the first change of the item a, in the group a if the queue is FIFO.</summary>
    public static string[] Messages(bool fifo, params string[] changes)
        => [.. changes.Select(change => Message($"m-{change}", Body(change[..1], int.Parse(change[1..], System.Globalization.CultureInfo.InvariantCulture)), fifo ? change[..1] : null))];

    /// <summary>Invokes the function, and advances the time whenever it waits.</summary>
    /// <returns>The ids of the messages that failed.</returns>
    public Task<string[]> InvokeAsync(params IEnumerable<string> messages)
        => InvokeAsync(Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', messages)}}]}"""));

    /// <summary>Invokes the function with an event, and advances the time whenever it waits.</summary>
    /// <returns>The ids of the messages that failed.</returns>
    public async Task<string[]> InvokeAsync(byte[] payload)
    {
        var context = new InvocationContext
        {
            RequestId = "req-1",
            FunctionName = "orders-audit",
            OnOutcome = _outcomes.Add,
            Deadline = Timeout is { } timeout ? Time.GetUtcNow() + timeout : DateTimeOffset.MaxValue,
        };
        var answer = _logger.HandleAsync(payload, context, TestContext.Current.CancellationToken).AsTask();
        while (!answer.IsCompleted)
        {
            Time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        using var json = JsonDocument.Parse(await answer);
        var member = Assert.Single(json.RootElement.EnumerateObject());
        Assert.Equal("batchItemFailures", member.Name);
        return [.. member.Value.EnumerateArray().Select(static failure => failure.GetProperty("itemIdentifier").GetString()!)];
    }

    private static string Image(string id, int count) => $$$"""{"Id":{"S":"{{{id}}}"},"Count":{"N":"{{{count}}}"}}""";
}
