using Fw24.Json;
using Fw24.Json.Text;

namespace Fw24.Messages;

/// <summary>A message under construction: slices of the buffer, which moves as it grows.</summary>
internal struct DraftMessage
{
    /// <summary>The body; if <see cref="Data"/> is not empty, what comes before it.</summary>
    public ByteRange Body;

    /// <summary>The data that ends the body, as the payload has it: copying it before it is sent would double the memory of a batch.</summary>
    public ReadOnlyMemory<byte> Data;

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

    private static ReadOnlySpan<byte> End => "}"u8;

    /// <summary>The length of the memory that <see cref="ToMessage"/> needs.</summary>
    public readonly int ComposedLength => Claimed.IsEmpty && !Data.IsEmpty ? Body.Length + Data.Length + End.Length : 0;

    /// <summary>Returns the size of the message, once everything is written.</summary>
    /// <param name="buffer">The buffer that it is written to.</param>
    /// <param name="traceParent">The W3C trace context of the invocation, if it has one.</param>
    public readonly int SizeIn(MessageBuffer buffer, string? traceParent)
        => WithBody(buffer, traceParent, buffer.Take(Body)).Size + (ComposedLength > 0 ? NotInXml.LengthEscaped(Data.Span) + End.Length : 0);

    /// <summary>Returns the message, once everything is written.</summary>
    /// <param name="buffer">The buffer that it is written to.</param>
    /// <param name="traceParent">The W3C trace context of the invocation, if it has one.</param>
    /// <param name="memory">Memory of <see cref="ComposedLength"/> bytes for the body.</param>
    public readonly ChangeMessage ToMessage(MessageBuffer buffer, string? traceParent, Memory<byte> memory)
    {
        if (ComposedLength > 0)
        {
            var body = memory.Span;
            buffer.Written(Body).CopyTo(body);
            Data.Span.CopyTo(body[Body.Length..]);
            End.CopyTo(body[(Body.Length + Data.Length)..]);
        }

        return WithBody(buffer, traceParent, memory);
    }

    private readonly ChangeMessage WithBody(MessageBuffer buffer, string? traceParent, ReadOnlyMemory<byte> composed) => new()
    {
        Body = !Claimed.IsEmpty ? Claimed : Data.IsEmpty ? buffer.Take(Body) : composed,
        Changed = buffer.Take(Changed),
        GroupId = buffer.Take(GroupId),
        DeduplicationId = buffer.Take(DeduplicationId),
        Entity = Entity,
        Operation = Operation,
        TraceParent = traceParent,
    };
}
