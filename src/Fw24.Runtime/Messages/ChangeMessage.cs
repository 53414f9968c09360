using System.Text;
using Fw24.Json.Text;

namespace Fw24.Messages;

/// <summary>A message about one change, ready to publish. Its bytes are borrowed: valid only until the call that receives them returns.</summary>
public readonly struct ChangeMessage
{
    /// <summary>The value of the message attribute <c>schema</c>.</summary>
    public const string Schema = "fw24.change/1";

    /// <summary>The value of the message attribute <c>entity</c> for a row that is not of a modelled entity.</summary>
    public const string Unmodelled = "-";

    // The names and types of the attributes that every message has: entity, operation and schema are of type String, changed is of type String.Array.
    private const int FixedSize = 6 + 6 + 9 + 6 + 6 + 6 + 13 + 7 + 12;

    /// <summary>The body: a CloudEvents 1.0 structured JSON event in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The message attribute <c>entity</c> (String).</summary>
    public required string Entity { get; init; }

    /// <summary>The message attribute <c>operation</c> (String): <c>insert</c>, <c>modify</c> or <c>remove</c>; of a backfill,
    /// <c>backfill</c> or <c>backfill.{handler}</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The message attribute <c>changed</c> (String.Array): a JSON array of attribute names in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Changed { get; init; }

    /// <summary>
    /// The message group, 22 ASCII characters of base64url; empty for a standard topic without
    /// <see cref="StreamEnabledAttribute.FairQueues"/>.
    /// </summary>
    public ReadOnlyMemory<byte> GroupId { get; init; }

    /// <summary>The FIFO deduplication id: the event id, a hyphen and 32 ASCII hexadecimal digits; empty for a standard topic.</summary>
    public ReadOnlyMemory<byte> DeduplicationId { get; init; }

    /// <summary>The message attribute <c>traceparent</c> (String), if the invocation is traced.</summary>
    public string? TraceParent { get; init; }

    /// <summary>
    /// The number of bytes that count towards <see cref="StreamEnabledAttribute.MaxMessageBytes"/>: the body and the name, type and value
    /// of each message attribute, as sent. The characters U+FFFE and U+FFFF, which neither SNS nor SQS accepts, are sent as JSON escapes.
    /// </summary>
    public int Size => NotInXml.LengthEscaped(Body.Span) + NotInXml.LengthEscaped(Changed.Span) + FixedSize
        + Encoding.UTF8.GetByteCount(Entity) + Encoding.UTF8.GetByteCount(Operation)
        + (TraceParent is null ? 0 : 11 + 6 + TraceParent.Length);
}
