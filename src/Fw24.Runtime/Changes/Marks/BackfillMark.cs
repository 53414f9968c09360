using System.Buffers;
using System.Text;
using System.Text.Json;
using Fw24.Items;
using Fw24.Json;

namespace Fw24.Changes.Marks;

/// <summary>
/// The mark of a backfill, as the attribute <c>fw24:backfill</c> that the job writes to an item: the stream then delivers the item as it is
/// between its other changes, and says with the mark for whom.
/// </summary>
/// <remarks>
/// The value is a map (M): <c>job</c>, and <c>snapshot</c> (BOOL) and <c>handler</c> (S), each if it is asked for. The mark stays
/// in the item until the next backfill, or a put that replaces the item. Entities, changes and states do not have it, and digests
/// exclude it.
/// </remarks>
/// <param name="Job">The job's name.</param>
/// <param name="IsSnapshot">Indicates whether the audit records a snapshot of the item.</param>
/// <param name="Handler">The handler that receives the item; <see langword="null"/> for none.</param>
internal sealed record BackfillMark(string Job, bool IsSnapshot, string? Handler)
{
    /// <summary>The attribute's name.</summary>
    public const string Attribute = "fw24:backfill";

    /// <summary>The attribute's name in UTF-8.</summary>
    public static byte[] Utf8Attribute { get; } = Encoding.UTF8.GetBytes(Attribute);

    /// <summary>
    /// The message attribute <c>operation</c> of a backfill: no filter policy accepts it unless the handler is named, and then only that of
    /// the handler.
    /// </summary>
    public string Operation => Handler is null ? "backfill" : OperationFor(Handler);

    /// <summary>The message attribute <c>operation</c> of a backfill for a handler.</summary>
    public static string OperationFor(string handler) => $"backfill.{handler}";

    /// <summary>Indicates whether this mark is of the same job, and asks for what another one does.</summary>
    public bool Covers(BackfillMark other)
        => Job == other.Job && (IsSnapshot || !other.IsSnapshot) && (other.Handler is null || Handler == other.Handler);

    /// <summary>Creates the attribute's value.</summary>
    public ReadOnlyMemory<byte> ToValue()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartObject("M"u8);
        WriteText(json, "job"u8, Job);
        if (IsSnapshot)
        {
            json.WriteStartObject("snapshot"u8);
            json.WriteBoolean("BOOL"u8, true);
            json.WriteEndObject();
        }

        if (Handler is not null)
        {
            WriteText(json, "handler"u8, Handler);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Reads the mark of an item; <see langword="null"/> if it has none, or one that no backfill writes.</summary>
    public static BackfillMark? In(in ItemImage item)
        => OwnAttribute.MayBeIn(item, Utf8Attribute) && item.TryGetAttribute(Utf8Attribute, out var value) ? Read(value) : null;

    /// <summary>Indicates whether a change wrote a mark and changed nothing else.</summary>
    /// <param name="old">The item before.</param>
    /// <param name="new">The item after.</param>
    public static bool IsOnlyChange(in ItemImage old, in ItemImage @new) => OwnAttribute.IsOnlyChange(old, @new, Utf8Attribute);

    /// <summary>Gives a stream's record the origin of a backfill if the change wrote a mark and nothing else.</summary>
    /// <param name="record">The record, with its images as they are stored.</param>
    public static StreamRecord Told(in StreamRecord record)
        => record.Fault is null && record.Operation is ChangeOperations.Modify && IsOnlyChange(record.OldImage, record.NewImage)
            && In(record.NewImage) is not null
            ? record with { Origin = ChangeOrigin.Backfill }
            : record;

    private static BackfillMark? Read(ReadOnlySpan<byte> value)
    {
        var json = new StrictJsonReader(value, Attribute);
        if (json.EnterValue() is not AttributeType.Map)
        {
            return null;
        }

        var (job, isSnapshot, handler) = (default(string), false, default(string));
        json.EnterObject();
        while (json.NextMember(out var name))
        {
            switch (json.EnterValue())
            {
                case AttributeType.String when name.Is("job"u8):
                    job = json.ReadText().ToString();
                    break;

                case AttributeType.String when name.Is("handler"u8):
                    handler = json.ReadText().ToString();
                    break;

                case AttributeType.Boolean when name.Is("snapshot"u8):
                    isSnapshot = json.ReadBoolean();
                    break;

                default:
                    _ = json.ReadValue();
                    break;
            }

            json.LeaveObject();
        }

        return job is not null && (isSnapshot || handler is not null) ? new BackfillMark(job, isSnapshot, handler) : null;
    }

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("S"u8, text);
        json.WriteEndObject();
    }
}
