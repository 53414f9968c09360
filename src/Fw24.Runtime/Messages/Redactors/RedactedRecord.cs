using Fw24.Changes;
using Fw24.Items;
using Fw24.Json;

namespace Fw24.Messages.Redactors;

/// <summary>A stream record whose sensitive attributes have been located, so that it can be written without their values.</summary>
internal readonly ref struct RedactedRecord
{
    private readonly ref readonly StreamRecord _record;
    private readonly Redactor? _redactor;
    private readonly SensitiveImage _old;
    private readonly SensitiveImage _new;
    private readonly int _changesAt;

    /// <summary>Creates a record to be redacted.</summary>
    /// <param name="record">The record.</param>
    /// <param name="redactor">The table's redactor.</param>
    /// <param name="old">The image before the change.</param>
    /// <param name="new">The image after the change.</param>
    /// <param name="isReplayed">Indicates whether the record was already redacted.</param>
    /// <param name="changesAt">The offset in the record of the names written then, including the quote, or 0.</param>
    public RedactedRecord(in StreamRecord record, Redactor redactor, SensitiveImage old, SensitiveImage @new, bool isReplayed, int changesAt)
    {
        _record = ref record;
        _redactor = redactor;
        _old = old;
        _new = @new;
        (IsReplayed, _changesAt) = (isReplayed, changesAt);
    }

    /// <summary>Creates a record that is written unchanged.</summary>
    public RedactedRecord(in StreamRecord record) => _record = ref record;

    /// <summary>Indicates whether the record's data is written byte for byte: the table has no sensitive attributes.</summary>
    public bool IsUnchanged => _redactor is null;

    /// <summary>Indicates whether the record was already redacted, which means that it comes from the parking queue.</summary>
    public bool IsReplayed { get; }

    // Without both images the changes are unknown.
    private bool IsWhole => (_record.Operation is ChangeOperations.Insert || !_record.OldImage.IsAbsent)
        && (_record.Operation is ChangeOperations.Remove || !_record.NewImage.IsAbsent);

    /// <summary>
    /// Writes the names of the sensitive attributes that were added, changed or removed, and a quote; nothing if they are unknown or the table has none.
    /// </summary>
    /// <param name="before">The text to write before them, up to the opening quote.</param>
    /// <param name="output">The output buffer.</param>
    public void WriteChanges(ReadOnlySpan<byte> before, MessageBuffer output)
    {
        if (_redactor is null)
        {
            return;
        }

        // The list in a replayed record may be forged: accept only names of the table's own sensitive attributes.
        var listed = RedactedNames.At(_record.Json.Span, _changesAt);
        if (IsReplayed ? !listed.IsKnown : !IsWhole)
        {
            return;
        }

        output.Append(before);
        var start = output.Position;
        for (var attribute = 0; attribute < _redactor.Attributes.Length; attribute++)
        {
            if (Differs(attribute) || listed.Contains(_redactor.Attributes[attribute].Utf8Name))
            {
                output.Append(output.Position == start ? [] : ","u8);
                output.Append(_redactor.Attributes[attribute].ListedName);
            }
        }

        output.Append("\""u8);
    }

    /// <summary>
    /// Writes the record's <c>dynamodb</c> object: byte for byte or, for a table with sensitive attributes, without their values and unknown members.
    /// </summary>
    public void WriteData(MessageBuffer output)
    {
        if (_redactor is null)
        {
            output.Append(_record.Data.Span);
            return;
        }

        var json = new JsonCursor(_record.Data.Span);
        var separator = "{\""u8;
        json.TryEnterObject();
        while (json.TryNextMember(out var name))
        {
            json.Peek();
            var start = json.Position;
            if (TryFindItem(name, out var kind, out var item))
            {
                WriteName(name, ref separator, output);
                WriteItem(kind, output);
                json.MoveTo(start + item.Json.Length);
                continue;
            }

            json.SkipValidatedValue();
            var value = json.From(start);
            if (KnownMembers.IsOfData(name, value))
            {
                WriteName(name, ref separator, output);
                output.Append(value);
            }
        }

        output.Append("}"u8);
    }

    private static void WriteName(JsonText name, ref ReadOnlySpan<byte> separator, MessageBuffer output)
    {
        output.Append(separator);
        output.Append(name.Raw);
        output.Append("\":"u8);
        separator = ",\""u8;
    }

    private bool TryFindItem(JsonText name, out Item kind, out ItemImage item)
    {
        (kind, item) = name.Is("NewImage"u8) ? (Item.New, _record.NewImage)
            : name.Is("OldImage"u8) ? (Item.Old, _record.OldImage)
            : name.Is("Keys"u8) ? (Item.Keys, _record.Keys)
            : default;
        return !item.IsAbsent;
    }

    private void WriteItem(Item kind, MessageBuffer output)
    {
        switch (kind)
        {
            case Item.New:
                _new.Write(output);
                break;
            case Item.Old:
                _old.Write(output);
                break;
            default:
                _redactor!.WriteKeys(_record.Keys, output);
                break;
        }
    }

    private bool Differs(int attribute)
    {
        // A backfill delivers the item as one that was created: each of its sensitive attributes is named.
        var old = (_record.Origin is ChangeOrigin.Backfill ? default : _old).Find(attribute, out var isOldRedacted);
        var @new = _new.Find(attribute, out var isNewRedacted);
        return (isOldRedacted || isNewRedacted)
            && (old.IsEmpty || @new.IsEmpty ? !IsRenamed(attribute) : !AttributeEquality.AreEqual(old, @new));
    }

    // The value moved between an attribute's names.
    private bool IsRenamed(int attribute)
    {
        if (_record.Origin is ChangeOrigin.Backfill)
        {
            return false;
        }

        var old = _redactor!.FindUnderAnyName(attribute, _old);
        var @new = _redactor.FindUnderAnyName(attribute, _new);
        return !old.IsEmpty && !@new.IsEmpty && AttributeEquality.AreEqual(old, @new);
    }

    private enum Item
    {
        None,
        Keys,
        Old,
        New,
    }
}
