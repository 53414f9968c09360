using System.Text.Json;
using Fw24.Local.Tests.Harness;

namespace Fw24.Local.Tests.Streams;

/// <summary>A function that records its batches and responds as instructed.</summary>
internal sealed class ScriptedFunction
{
    private readonly Lock _lock = new();

    /// <summary>The batches, each as the values of its records' items, in order.</summary>
    public List<string> Batches { get; } = [];

    /// <summary>The time of each batch.</summary>
    public List<DateTimeOffset> Times { get; } = [];

    /// <summary>Responds to a batch; the records' sequence numbers are given by the values of their items.</summary>
    public Func<string, IReadOnlyDictionary<string, string>, string> Answer { get; set; } = static (_, _) => "";

    public TimeProvider? Time { get; set; }

    /// <summary>All values, in the order of their arrival.</summary>
    public IEnumerable<string> Values => Batches.SelectMany(static batch => batch.Split(' '));

    public ValueTask<ReadOnlyMemory<byte>> HandleAsync(ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
    {
        Dictionary<string, string> numbers = [];
        List<string> values = [];
        foreach (var record in JsonElement.Parse(payload.Span).GetProperty("Records").EnumerateArray())
        {
            var data = record.GetProperty("dynamodb");
            var image = data.GetProperty(data.TryGetProperty("NewImage", out _) ? "NewImage" : "OldImage");
            var value = image.GetProperty("value").GetProperty("N").GetString()!;
            values.Add(value);
            numbers[value] = data.GetProperty("SequenceNumber").GetString()!;
        }

        lock (_lock)
        {
            Batches.Add(string.Join(' ', values));
            Times.Add(Time?.GetUtcNow() ?? default);
        }

        return new ValueTask<ReadOnlyMemory<byte>>(Cloud.Bytes(Answer(Batches[^1], numbers)));
    }

    /// <summary>The response that names records by the values of their items.</summary>
    public static string Failed(IReadOnlyDictionary<string, string> numbers, params string[] values)
        => $$"""{"batchItemFailures":[{{string.Join(',', values.Select(value => $$"""{"itemIdentifier":"{{numbers[value]}}"}"""))}}]}""";
}
