using Fw24.Model;
using Fw24.Records;

namespace Fw24.Publishing;

/// <summary>Takes sensitive values out of a table's records before anything leaves the stream processor.</summary>
/// <remarks>
/// Each image is redacted by the rules of the entity it is of. One that is of no entity of the model is redacted by the rules of all of
/// them: a secret in a row nobody knows is still one.
/// </remarks>
internal sealed class Redactor
{
    private readonly TableModel _table;
    private readonly Dictionary<EntityModel, RedactionRule[]> _rulesOf = [];
    private readonly RedactionRule[] _allRules;

    private Redactor(TableModel table, byte[]? hmacKey)
    {
        _table = table;
        foreach (var entity in table.Entities)
        {
            _rulesOf.Add(entity, [.. entity.Sensitive.Select(sensitive => new RedactionRule(sensitive, hmacKey))]);
        }

        _allRules = [.. _rulesOf.Values.SelectMany(static rules => rules)];
    }

    /// <summary>Whether the table has sensitive attributes at all.</summary>
    public bool IsNeeded => _allRules.Length > 0;

    /// <summary>Makes a table's redactor.</summary>
    /// <param name="table">The table.</param>
    /// <param name="environment">Where the key of <see cref="Redaction.Hmac"/> comes from, when one is needed.</param>
    /// <exception cref="InvalidOperationException">The key is needed and missing or malformed.</exception>
    public static Redactor Create(TableModel table, FunctionEnvironment environment)
    {
        var needsKey = table.Entities.Any(static entity => entity.Sensitive.Any(static sensitive => sensitive.Redaction is Redaction.Hmac));
        return new Redactor(table, needsKey ? environment.Required(Fw24Variables.HmacKey, ParseKey, "base64 of at least 32 bytes") : null);
    }

    /// <summary>Writes a record's <c>dynamodb</c> object, byte for byte but for the sensitive values of its images.</summary>
    /// <param name="record">The record.</param>
    /// <param name="output">Where to.</param>
    public void WriteData(in StreamRecord record, MessageBuffer output)
    {
        var data = record.Data.Span;
        if (!IsNeeded || ParkedContent.IsRedacted(record))
        {
            output.Append(data);
            return;
        }

        // The images are slices of the object: what lies before, between and behind them is copied as it is.
        var old = PlaceOf(record.OldImage, data);
        var @new = PlaceOf(record.NewImage, data);
        var isOldFirst = old.Start <= @new.Start;
        var first = isOldFirst ? old : @new;
        var second = isOldFirst ? @new : old;

        output.Append(data[..first.Start]);
        WriteImage(isOldFirst ? record.OldImage : record.NewImage, output);
        output.Append(data[first.End..second.Start]);
        WriteImage(isOldFirst ? record.NewImage : record.OldImage, output);
        output.Append(data[second.End..]);
    }

    /// <summary>Writes a record that could not be read, without what may be a sensitive value.</summary>
    /// <remarks>
    /// Whatever follows a sensitive attribute's name is masked, however deep it stands. Where the JSON itself is broken, names and values
    /// cannot be told apart for sure, and so it is cut off before the first place that may name a sensitive attribute.
    /// </remarks>
    /// <param name="json">The record.</param>
    /// <param name="output">Where to.</param>
    public void WriteBroken(ReadOnlySpan<byte> json, MessageBuffer output)
    {
        var cursor = new JsonCursor(json);
        if (!IsNeeded)
        {
            output.Append(json);
        }
        else if (cursor.TrySkipValue() && cursor.IsAtEnd())
        {
            WriteMasked(json, output);
        }
        else
        {
            output.Append(json[..FirstSensitiveName(json)]);
        }
    }

    private void WriteMasked(ReadOnlySpan<byte> json, MessageBuffer output)
    {
        var cursor = new JsonCursor(json);
        var copied = 0;
        while (json[cursor.Position..].IndexOf((byte)'"') is >= 0 and var quote)
        {
            cursor.MoveTo(cursor.Position + quote);
            if (!cursor.TryReadString(out var text) || cursor.Peek() != (byte)':' || FindRule(_allRules, text) is null)
            {
                continue;
            }

            var value = cursor.Position + 1;
            output.Append(json[copied..value]);
            output.Append(RedactionRule.MaskedValue);
            cursor.MoveTo(value);
            cursor.TrySkipValue();
            copied = cursor.Position;
        }

        output.Append(json[copied..]);
    }

    private int FirstSensitiveName(ReadOnlySpan<byte> json)
    {
        // A name may also hide behind escapes.
        var first = json.IndexOf("\\u"u8) is >= 0 and var escape ? escape : json.Length;
        foreach (var rule in _allRules)
        {
            if (json[..first].IndexOf(rule.Utf8Name) is >= 0 and var name)
            {
                first = name;
            }
        }

        return first;
    }

    private static byte[]? ParseKey(string text)
    {
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length >= 32 ? key[..length] : null;
    }

    private static RedactionRule? FindRule(RedactionRule[] rules, JsonText name)
    {
        foreach (var rule in rules)
        {
            if (name.Is(rule.Utf8Name))
            {
                return rule;
            }
        }

        return null;
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

    private void WriteImage(in ItemImage image, MessageBuffer output)
    {
        if (image.IsAbsent)
        {
            return;
        }

        var rules = _table.EntityOf(image) is { } entity ? _rulesOf[entity] : _allRules;
        if (rules.Length == 0)
        {
            output.Append(image.Json.Span);
            return;
        }

        var json = image.Json.Span;
        var cursor = new JsonCursor(json);
        cursor.TryEnterObject();
        var copied = 0;
        while (cursor.TryNextMember(out var name))
        {
            var nameStart = cursor.StartOf(name) - 1;
            cursor.Peek();
            var valueStart = cursor.Position;
            cursor.TrySkipValue();
            if (FindRule(rules, name) is not { } rule)
            {
                continue;
            }

            if (rule.Redaction is Redaction.Remove)
            {
                output.Append(json[copied..nameStart]);
                copied = SkipSeparator(ref cursor, output);
            }
            else
            {
                output.Append(json[copied..valueStart]);
                rule.Write(json[valueStart..cursor.Position], output);
                copied = cursor.Position;
            }
        }

        output.Append(json[copied..]);
    }

    // One comma goes with a removed attribute: that behind it or, when it was the last one, that in front of it.
    private static int SkipSeparator(ref JsonCursor json, MessageBuffer output)
    {
        if (json.Peek() == (byte)',')
        {
            return json.Position + 1;
        }

        output.TakeBackComma();
        return json.Position;
    }
}
