using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;

namespace Fw24.Benchmarks;

/// <summary>An audit as commonly written by hand: typed objects from the SDK's object mapper, compared as nodes of System.Text.Json.</summary>
internal static class ReflectionAudit
{
    /// <summary>Reads an event of the audit queue.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="context">The SDK's object mapper.</param>
    /// <returns>The changes with their typed images.</returns>
    public static List<TypedChange> Decode(byte[] payload, DynamoDBContext context)
    {
        var changes = new List<TypedChange>();
        foreach (var message in JsonSerializer.Deserialize<ConventionalQueueEvent>(payload)!.Records)
        {
            var change = JsonSerializer.Deserialize<ConventionalChange>(message.body)!;
            changes.Add(new TypedChange(
                change,
                context.FromDocument<Shipment>(Document.FromAttributeMap(change.data.OldImage.ToAttributeMap())),
                context.FromDocument<Shipment>(Document.FromAttributeMap(change.data.NewImage.ToAttributeMap()))));
        }

        return changes;
    }

    /// <summary>Compares the images of each change and writes its entry.</summary>
    /// <param name="changes">The changes.</param>
    /// <returns>The entries as JSON.</returns>
    public static List<byte[]> Run(List<TypedChange> changes)
    {
        var entries = new List<byte[]>(changes.Count);
        foreach (var (change, old, @new) in changes)
        {
            var differences = new JsonObject();
            Compare(JsonSerializer.SerializeToNode(old), JsonSerializer.SerializeToNode(@new), "", differences);
            entries.Add(JsonSerializer.SerializeToUtf8Bytes(new JsonObject
            {
                ["id"] = change.id,
                ["time"] = change.time,
                ["recordedAt"] = DateTimeOffset.UtcNow,
                ["app"] = "benchmarks",
                ["table"] = "shipments",
                ["entity"] = nameof(Shipment),
                ["operation"] = "modify",
                ["key"] = new JsonObject { ["ShipmentId"] = @new.ShipmentId, ["Part"] = @new.Part },
                ["changes"] = differences,
                ["sequence"] = change.sequence,
            }));
        }

        return entries;
    }

    private static void Compare(JsonNode? old, JsonNode? @new, string path, JsonObject differences)
    {
        switch (old, @new)
        {
            case (JsonObject left, JsonObject right):
                foreach (var (name, value) in left)
                {
                    Compare(value, right[name], path.Length == 0 ? name : $"{path}.{name}", differences);
                }

                break;

            case (JsonArray left, JsonArray right):
                for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
                {
                    Compare(i < left.Count ? left[i] : null, i < right.Count ? right[i] : null, $"{path}[{i}]", differences);
                }

                break;

            default:
                if (!JsonNode.DeepEquals(old, @new))
                {
                    differences[path] = new JsonObject { ["old"] = old?.DeepClone(), ["new"] = @new?.DeepClone() };
                }

                break;
        }
    }

    public sealed record TypedChange(ConventionalChange Change, Shipment Old, Shipment New);
}
