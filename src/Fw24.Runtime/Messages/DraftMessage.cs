using Fw24.Json;

namespace Fw24.Messages;

/// <summary>A message that is being written: places in the buffer, which moves while it grows.</summary>
internal struct DraftMessage
{
    public MessageBuffer.Slice Body;
    public MessageBuffer.Slice Changed;
    public MessageBuffer.Slice GroupId;
    public MessageBuffer.Slice DeduplicationId;
    public string Entity;
    public string Operation;

    /// <summary>The body that is sent in the place of <see cref="Body"/>, whose data is kept elsewhere; empty when the body is sent itself.</summary>
    public ReadOnlyMemory<byte> Claimed;

    /// <summary>Why the record cannot become a message, ever; <see langword="null"/> when it did.</summary>
    public string? Poison;

    /// <summary>Why the record did not become a message, though nothing may be wrong with it; <see langword="null"/> when it did.</summary>
    public string? Failure;

    /// <summary>The message, once everything is written.</summary>
    public readonly ChangeMessage ToMessage(MessageBuffer buffer, string? traceParent) => new()
    {
        Body = Claimed.IsEmpty ? buffer.Take(Body) : Claimed,
        Changed = buffer.Take(Changed),
        GroupId = buffer.Take(GroupId),
        DeduplicationId = buffer.Take(DeduplicationId),
        Entity = Entity,
        Operation = Operation,
        TraceParent = traceParent,
    };
}
