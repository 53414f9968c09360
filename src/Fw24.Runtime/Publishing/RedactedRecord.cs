using Fw24.Records;

namespace Fw24.Publishing;

/// <summary>A stream record whose sensitive attributes were found, to be written without their values.</summary>
internal readonly ref struct RedactedRecord
{
    private readonly ref readonly StreamRecord _record;
    private readonly RedactionRule[] _attributes;
    private readonly SensitiveImage _old;
    private readonly SensitiveImage _new;
    private readonly int _changesAt;

    /// <summary>A record to be redacted.</summary>
    /// <param name="record">The record.</param>
    /// <param name="attributes">The table's sensitive attributes.</param>
    /// <param name="old">The image before the change.</param>
    /// <param name="new">The image after the change.</param>
    public RedactedRecord(in StreamRecord record, RedactionRule[] attributes, SensitiveImage old, SensitiveImage @new)
    {
        _record = ref record;
        _attributes = attributes;
        _old = old;
        _new = @new;
    }

    /// <summary>A record that is written as it is.</summary>
    /// <param name="record">The record.</param>
    /// <param name="isReplayed">Whether that is so because it was redacted before.</param>
    /// <param name="changesAt">Where in the record the names begin that were written then, with the quote; 0 where there are none.</param>
    public RedactedRecord(in StreamRecord record, bool isReplayed = false, int changesAt = 0)
    {
        _record = ref record;
        (_attributes, IsReplayed, _changesAt) = ([], isReplayed, changesAt);
    }

    /// <summary>Whether the record was redacted before, so that it comes from the parking queue.</summary>
    public bool IsReplayed { get; }

    // Without an image nobody can tell what changed.
    private bool IsWhole => (_record.Operation is ChangeOperations.Insert || !_record.OldImage.IsAbsent)
        && (_record.Operation is ChangeOperations.Remove || !_record.NewImage.IsAbsent);

    /// <summary>Writes the names of the sensitive attributes that the change added, changed or removed, and a quote; nothing where that is not known or the table has none.</summary>
    /// <param name="before">What is written before them, up to the opening quote.</param>
    /// <param name="output">Where to.</param>
    public void WriteChanges(ReadOnlySpan<byte> before, MessageBuffer output)
    {
        if (_changesAt > 0)
        {
            var json = new JsonCursor(_record.Json.Span);
            json.MoveTo(_changesAt);
            if (json.TryReadString(out var names))
            {
                output.Append(before);
                output.Append(names.Raw);
                output.Append("\""u8);
            }
        }
        else if (_attributes.Length > 0 && IsWhole)
        {
            output.Append(before);
            WriteChanges(output);
            output.Append("\""u8);
        }
    }

    /// <summary>Writes the record's <c>dynamodb</c> object, byte for byte but for the sensitive values of its images.</summary>
    /// <param name="output">Where to.</param>
    public void WriteData(MessageBuffer output)
    {
        var data = _record.Data.Span;
        if (_attributes.Length == 0)
        {
            output.Append(data);
            return;
        }

        // The images are slices of the object: what lies before, between and behind them is copied as it is.
        var old = PlaceOf(_record.OldImage, data);
        var @new = PlaceOf(_record.NewImage, data);
        var isOldFirst = old.Start <= @new.Start;
        var first = isOldFirst ? old : @new;
        var second = isOldFirst ? @new : old;

        output.Append(data[..first.Start]);
        (isOldFirst ? _old : _new).Write(output);
        output.Append(data[first.End..second.Start]);
        (isOldFirst ? _new : _old).Write(output);
        output.Append(data[second.End..]);
    }

    private static (int Start, int End) PlaceOf(in ItemImage image, ReadOnlySpan<byte> data)
    {
        if (image.IsAbsent)
        {
            return (data.Length, data.Length);
        }

        if (!data.Overlaps(image.Json.Span, out var start))
        {
            throw new InvalidOperationException("An image of a stream record is no slice of it.");
        }

        return (start, start + image.Json.Length);
    }

    private void WriteChanges(MessageBuffer output)
    {
        var start = output.Position;
        for (var attribute = 0; attribute < _attributes.Length; attribute++)
        {
            var old = _old.Find(attribute, out var isOldRedacted);
            var @new = _new.Find(attribute, out var isNewRedacted);
            if ((!isOldRedacted && !isNewRedacted) || (!old.IsEmpty && !@new.IsEmpty && AttributeEquality.AreEqual(old, @new)))
            {
                continue;
            }

            output.Append(output.Position == start ? [] : ","u8);
            output.Append(_attributes[attribute].ListedName);
        }
    }
}
