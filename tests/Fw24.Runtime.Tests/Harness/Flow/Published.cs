using System.Text;
using System.Text.Json;
using Fw24.Messages;

namespace Fw24.Runtime.Tests.Harness.Flow;

/// <summary>A message as the topic keeps it, copied because the processor's bytes are borrowed.</summary>
internal sealed class Published
{
    public Published(in ChangeMessage message)
    {
        Body = Encoding.UTF8.GetString(message.Body.Span);
        Changed = Encoding.UTF8.GetString(message.Changed.Span);
        GroupId = Encoding.UTF8.GetString(message.GroupId.Span);
        DeduplicationId = Encoding.UTF8.GetString(message.DeduplicationId.Span);
        (Entity, Operation, TraceParent, Size) = (message.Entity, message.Operation, message.TraceParent, message.Size);

        using var json = JsonDocument.Parse(message.Body, new JsonDocumentOptions { MaxDepth = 1000 });
        EventId = json.RootElement.GetProperty("id").GetString()!;
        PartitionKey = json.RootElement.GetProperty("partitionkey").GetString()!;
        Type = json.RootElement.GetProperty("type").GetString()!;
    }

    public string Body { get; }

    public string Changed { get; }

    public string GroupId { get; }

    public string DeduplicationId { get; }

    public string Entity { get; }

    public string Operation { get; }

    public string? TraceParent { get; }

    public int Size { get; }

    public string EventId { get; }

    public string PartitionKey { get; }

    public string Type { get; }
}
