using Fw24.Json;

namespace Fw24.Messages;

/// <summary>A message under construction: slices of the buffer, which moves as it grows.</summary>
internal struct DraftMessage
{
    public ByteRange Body;
    public ByteRange Changed;
    public ByteRange GroupId;
    public ByteRange DeduplicationId;
    public string Entity;
    public string Operation;

    /// <summary>The body to send instead of <see cref="Body"/> when the data is stored elsewhere; otherwise empty.</summary>
    public ReadOnlyMemory<byte> Claimed;

    /// <summary>The reason that the record can never become a message; <see langword="null"/> if it became one.</summary>
    public string? Poison;

    /// <summary>The reason that the record did not become a message although the record itself may be valid; <see langword="null"/> if it became one.</summary>
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
