using System.Text;
using System.Text.Json.Nodes;
using Fw24.Local;

namespace Fw24.Clinic.Tests.Faults;

/// <summary>Audit loggers that fail the changes of some actors, until they are repaired and the messages are sent again.</summary>
internal sealed class LossyLoggers
{
    /// <summary>The beginning of the names of actors whose changes are lost.</summary>
    public const string Lost = "lost-";

    private bool _isRepaired;

    /// <summary>Wraps a function.</summary>
    public FunctionHandler Around(string name, FunctionHandler function)
        => name.EndsWith("-audit", StringComparison.Ordinal)
            ? (payload, context, token) => HandleAsync(payload, rest => function(rest, context, token))
            : function;

    /// <summary>Repairs the audit loggers and sends what is in their dead-letter queues again.</summary>
    public async Task RepairAsync(LocalCloud cloud, CancellationToken cancellationToken)
    {
        _isRepaired = true;
        foreach (var queue in cloud.Queues.Values)
        {
            foreach (var dead in cloud.Queues.Values.Where(other => other.Messages.Any(one => one.DeadLetterSource == queue.Arn)))
            {
                while (dead.Receive(1) is [var message])
                {
                    queue.Send(
                        message.Body, message.Attributes, message.GroupId, message.GroupId is null ? null : $"again-{message.MessageId}");
                    dead.Delete(message);
                }
            }
        }

        await cloud.RunUntilIdleAsync(cancellationToken);
    }

    private async ValueTask<ReadOnlyMemory<byte>> HandleAsync(
        ReadOnlyMemory<byte> payload, Func<ReadOnlyMemory<byte>, ValueTask<ReadOnlyMemory<byte>>> functionAsync)
    {
        var records = JsonNode.Parse(payload.Span)!["Records"]!.AsArray();
        List<JsonNode> lost = [.. records.OfType<JsonNode>().Where(record => !_isRepaired && IsLost(record["body"]!.GetValue<string>()))];
        if (lost.Count == 0)
        {
            return await functionAsync(payload);
        }

        foreach (var record in lost)
        {
            records.Remove(record);
        }

        JsonArray failures = [];
        if (records.Count > 0)
        {
            var answer = await functionAsync(Encoding.UTF8.GetBytes(records.Root.ToJsonString()));
            failures = JsonNode.Parse(answer.Span)!["batchItemFailures"]!.DeepClone().AsArray();
        }

        foreach (var record in lost)
        {
            failures.Add(new JsonObject { ["itemIdentifier"] = record["messageId"]!.GetValue<string>() });
        }

        return Encoding.UTF8.GetBytes(new JsonObject { ["batchItemFailures"] = failures }.ToJsonString());
    }

    private static bool IsLost(string body)
    {
        var actor = JsonNode.Parse(body)!["data"]?["NewImage"]?["ChangedBy"]?["S"]?.GetValue<string>();
        return actor?.StartsWith(Lost, StringComparison.Ordinal) is true;
    }
}
