using System.Text;
using System.Text.Json;

namespace Fw24.Simulation;

/// <summary>Wraps the functions, and checks their input and responses.</summary>
internal sealed class DeliveryRecorder(ISet<Finding> findings)
{
    /// <summary>
    /// Indicates whether ranges of streams are being replayed: no mapping's filter excludes audit rows from them, and the functions skip them.
    /// </summary>
    public bool IsReplaying { get; set; }

    /// <summary>Wraps a function.</summary>
    public FunctionHandler Watch(string name, FunctionHandler function) => async (payload, context, cancellationToken) =>
    {
        var isStream = name.EndsWith("-stream", StringComparison.Ordinal);
        if (isStream && !IsReplaying && payload.Span.IndexOf("{\"S\":\"AUDIT#"u8) >= 0)
        {
            findings.Add(new Finding(FindingKind.Contract, $"{name} was invoked for an audit row"));
        }

        var answer = await function(payload, context, cancellationToken);
        foreach (var identifier in Identifiers(answer))
        {
            var named = Encoding.UTF8.GetBytes(isStream ? $"\"SequenceNumber\":\"{identifier}\"" : $"\"messageId\":\"{identifier}\"");
            if (payload.Span.IndexOf(named) < 0)
            {
                findings.Add(new Finding(FindingKind.Contract, $"{name} answered with an identifier that its batch does not have"));
            }
        }

        return answer;
    };

    private static IEnumerable<string?> Identifiers(ReadOnlyMemory<byte> answer)
        => JsonElement.Parse(answer.Span).GetProperty("batchItemFailures").EnumerateArray().Select(static failure => failure.GetProperty("itemIdentifier").GetString());
}
