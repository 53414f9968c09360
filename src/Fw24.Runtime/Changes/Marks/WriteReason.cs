using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Fw24.Items;
using Fw24.Json;

namespace Fw24.Changes.Marks;

/// <summary>
/// Why an item was written, as the attribute <c>fw24:because</c> that the write stores in the item. Records of the change show it as their
/// own; entities, their changes and the states of an item do not have it.
/// </summary>
/// <remarks>
/// The value is a map (M): a <c>nonce</c> that no other write has, and <c>reason</c>, <c>fields</c> and <c>restored</c>, each if there is
/// one. A write without a reason leaves the attribute in the item; a record has the reason only if its change wrote the attribute, which the
/// nonce shows even where two reasons are equal. The delete of an actor writes it with the nonce of its mark (<see cref="DeletionMark"/>).
/// </remarks>
/// <param name="Text">The reason; <see langword="null"/> without one.</param>
/// <param name="Fields">Further details, in ordinal order of their names.</param>
/// <param name="Restored">What the write restored; <see langword="null"/> if nothing.</param>
internal sealed record WriteReason(string? Text, IReadOnlyList<KeyValuePair<string, string>> Fields, RestoredFrom? Restored)
{
    /// <summary>The attribute's name.</summary>
    public const string Attribute = "fw24:because";

    /// <summary>The largest size of a reason with its fields in bytes of UTF-8: it costs a write at most one unit.</summary>
    public const int MaxBytes = 1024;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The attribute's name in UTF-8.</summary>
    public static byte[] Utf8Attribute { get; } = Encoding.UTF8.GetBytes(Attribute);

    /// <summary>A write that gives no reason.</summary>
    public static WriteReason None { get; } = new(null, [], null);

    /// <summary>Creates a reason.</summary>
    /// <exception cref="ArgumentException">
    /// The reason or the name of a field is empty, two fields have the same name, a text is no valid Unicode, or all are longer than
    /// <see cref="MaxBytes"/>.
    /// </exception>
    public static WriteReason Create(string reason, IEnumerable<(string Name, string Value)> fields)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentNullException.ThrowIfNull(fields);
        var size = SizeOf(reason, nameof(reason));
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            if (string.IsNullOrEmpty(name) || value is null)
            {
                throw new ArgumentException("A field of a reason has no name or no value.", nameof(fields));
            }

            size += SizeOf(name, nameof(fields)) + SizeOf(value, nameof(fields));
            if (!sorted.TryAdd(name, value))
            {
                throw new ArgumentException($"A reason has the field {name} twice.", nameof(fields));
            }
        }

        return size <= MaxBytes
            ? new WriteReason(reason, [.. sorted], null)
            : throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A reason and its fields have at most {MaxBytes} bytes in UTF-8, these have {size}. Name a document that says more."),
                nameof(reason));
    }

    /// <summary>Creates the attribute's value.</summary>
    /// <param name="nonce">What no other write has.</param>
    public ReadOnlyMemory<byte> ToValue(Guid nonce)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartObject("M"u8);
        WriteText(json, "nonce", DeletionMark.TextOf(nonce));
        WriteText(json, "reason", Text);
        if (Fields.Count > 0)
        {
            json.WriteStartObject("fields"u8);
            json.WriteStartObject("M"u8);
            foreach (var (name, value) in Fields)
            {
                WriteText(json, name, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        if (Restored is { } restored)
        {
            json.WriteStartObject("restored"u8);
            json.WriteStartObject("M"u8);
            WriteText(json, restored.IsBefore ? "before" : "after", restored.SequenceNumber);
            WriteText(json, "time", restored.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            WriteText(json, "undone", restored.Undone.Length > 0 ? restored.Undone : null);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Indicates whether the write of a modification stored a reason and changed nothing else.</summary>
    /// <param name="old">The item before.</param>
    /// <param name="new">The item after.</param>
    public static bool IsOnlyChange(in ItemImage old, in ItemImage @new) => OwnAttribute.IsOnlyChange(old, @new, Utf8Attribute);

    /// <summary>Reads the reason of a change.</summary>
    /// <param name="record">The change.</param>
    /// <param name="isDeletedByActor">Indicates whether the removal is the delete of the actor that its mark is of.</param>
    /// <returns>The reason; <see langword="null"/> if the change has none, or its attribute is none that Fw24 writes.</returns>
    public static WriteReason? Of(in StreamRecord record, bool isDeletedByActor)
    {
        if (record.NewImage.IsAbsent)
        {
            return isDeletedByActor && MayBeIn(record.OldImage) && record.OldImage.TryGetAttribute(Utf8Attribute, out var value)
                && Read(value, out var nonce) is { } reason && nonce.Length > 0 && DeletionMark.NonceOf(record.OldImage) == nonce
                ? reason
                : null;
        }

        return OwnAttribute.IsWritten(record.OldImage, record.NewImage, Utf8Attribute)
            && record.NewImage.TryGetAttribute(Utf8Attribute, out var written)
            ? Read(written, out _)
            : null;
    }

    private static bool MayBeIn(in ItemImage image) => OwnAttribute.MayBeIn(image, Utf8Attribute);

    private static WriteReason? Read(ReadOnlySpan<byte> value, out string nonce)
    {
        nonce = "";
        var json = new StrictJsonReader(value, Attribute);
        if (json.EnterValue() is not AttributeType.Map)
        {
            return null;
        }

        string? reason = null;
        Dictionary<string, string> fields = [];
        Dictionary<string, string> restored = [];
        json.EnterObject();
        while (json.NextMember(out var name))
        {
            switch (json.EnterValue())
            {
                case AttributeType.String when name.Is("nonce"u8):
                    nonce = json.ReadText().ToString();
                    break;

                case AttributeType.String when name.Is("reason"u8):
                    reason = json.ReadText().ToString();
                    break;

                case AttributeType.Map when name.Is("fields"u8):
                    ReadTexts(ref json, fields);
                    break;

                case AttributeType.Map when name.Is("restored"u8):
                    ReadTexts(ref json, restored);
                    break;

                default:
                    _ = json.ReadValue();
                    break;
            }

            json.LeaveObject();
        }

        return new WriteReason(reason, [.. fields.OrderBy(static field => field.Key, StringComparer.Ordinal)], RestoredOf(restored));
    }

    private static void ReadTexts(ref StrictJsonReader json, Dictionary<string, string> texts)
    {
        json.EnterObject();
        while (json.NextMember(out var name))
        {
            if (json.EnterValue() is AttributeType.String)
            {
                texts[name.ToString()] = json.ReadText().ToString();
            }
            else
            {
                _ = json.ReadValue();
            }

            json.LeaveObject();
        }
    }

    /// <summary>Reads what was restored from its members; <see langword="null"/> if they do not say it.</summary>
    internal static RestoredFrom? RestoredOf(IReadOnlyDictionary<string, string> members)
        => (members.GetValueOrDefault("before") ?? members.GetValueOrDefault("after")) is { } sequence
            && Items.Values.SequenceNumber.IsValid(sequence)
            && DateTimeOffset.TryParse(
                members.GetValueOrDefault("time"),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var time)
            ? new RestoredFrom(sequence, time, members.ContainsKey("before")) { Undone = members.GetValueOrDefault("undone", "") }
            : null;

    /// <summary>Reads what the last write of an item that gave a reason restored; <see langword="null"/> if nothing.</summary>
    public static RestoredFrom? RestoredIn(in ItemImage item)
        => MayBeIn(item) && item.TryGetAttribute(Utf8Attribute, out var value) ? Read(value, out _)?.Restored : null;

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteStartObject(name);
            json.WriteString("S"u8, text);
            json.WriteEndObject();
        }
    }

    private static int SizeOf(string text, string parameter)
    {
        try
        {
            return s_strict.GetByteCount(text);
        }
        catch (EncoderFallbackException exception)
        {
            throw new ArgumentException("A reason or a field has half of a surrogate pair, which is no text.", parameter, exception);
        }
    }
}
