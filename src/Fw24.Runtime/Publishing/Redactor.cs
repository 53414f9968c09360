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
    private readonly Dictionary<EntityModel, RedactionRule?[]> _rulesOf = [];

    // Of each sensitive attribute one rule: that of the first entity that has it, for rows that are of none.
    private readonly RedactionRule[] _allRules;

    private Redactor(TableModel table, HmacKeySet? keys)
    {
        _table = table;
        _allRules = [.. table.Entities.SelectMany(static entity => entity.Sensitive, static (entity, sensitive) => (Entity: entity, Sensitive: sensitive))
            .DistinctBy(static one => one.Sensitive.Name, StringComparer.Ordinal)
            .OrderBy(static one => one.Sensitive.Name, StringComparer.Ordinal)
            .Select(one => Rule(one.Entity, one.Sensitive))];
        foreach (var entity in table.Entities)
        {
            var sensitive = entity.Sensitive.ToDictionary(static sensitive => sensitive.Name, StringComparer.Ordinal);
            _rulesOf.Add(entity, Array.ConvertAll(_allRules, rule => sensitive.TryGetValue(rule.Name, out var own) ? Rule(entity, own) : null));
        }

        RedactionRule Rule(EntityModel entity, SensitiveAttributeModel sensitive)
            => new(sensitive, sensitive.Redaction is Redaction.Hmac ? new KeyedHash(keys!, table, entity, sensitive) : null);
    }

    /// <summary>Whether the table has sensitive attributes at all.</summary>
    public bool IsNeeded => _allRules.Length > 0;

    /// <summary>How many places <see cref="Redact"/> needs memory for.</summary>
    public int PlaceCount => 2 * _allRules.Length;

    /// <summary>Whether a table's redactor needs the keys of <see cref="Redaction.Hmac"/>.</summary>
    /// <param name="table">The table.</param>
    public static bool NeedsKeys(TableModel table) => table.Entities.Any(static entity => entity.Sensitive.Any(static sensitive => sensitive.Redaction is Redaction.Hmac));

    /// <summary>Makes a table's redactor.</summary>
    /// <param name="table">The table.</param>
    /// <param name="keys">The keys of <see cref="Redaction.Hmac"/>, when they are needed.</param>
    public static Redactor Create(TableModel table, HmacKeySet? keys) => new(table, keys);

    /// <summary>Makes a table's redactor.</summary>
    /// <param name="table">The table.</param>
    /// <param name="environment">Where the key of <see cref="Redaction.Hmac"/> is, when one is needed.</param>
    /// <exception cref="InvalidOperationException">The key is needed and missing or malformed.</exception>
    public static Redactor Create(TableModel table, FunctionEnvironment environment)
        => new(table, NeedsKeys(table) ? environment.Required(Fw24Variables.HmacKey, HmacKeySet.TryParse, HmacKeySet.Form) : null);

    /// <summary>Finds what is sensitive in a record's images.</summary>
    /// <param name="record">The record. It has no fault.</param>
    /// <param name="places">Memory for <see cref="PlaceCount"/> places.</param>
    /// <returns>The record, to be written redacted.</returns>
    public RedactedRecord Redact(in StreamRecord record, Span<SensitivePlace> places)
    {
        if (!IsNeeded)
        {
            return new RedactedRecord(record);
        }

        return ParkedContent.IsRedacted(record, out var changesAt)
            ? new RedactedRecord(record, isReplayed: true, changesAt)
            : new RedactedRecord(record, _allRules, Find(record.OldImage, places[.._allRules.Length]), Find(record.NewImage, places[_allRules.Length..]));
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
            if (!cursor.TryReadString(out var text) || cursor.Peek() != (byte)':' || IndexOf(text) < 0)
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

    private SensitiveImage Find(ItemImage image, Span<SensitivePlace> places)
    {
        if (image.IsAbsent)
        {
            return default;
        }

        var json = image.Json.Span;
        var cursor = new JsonCursor(json);
        var count = 0;
        cursor.TryEnterObject();
        while (cursor.TryNextMember(out var name))
        {
            var attribute = IndexOf(name);
            if (attribute < 0)
            {
                cursor.SkipSoundValue();
                continue;
            }

            var start = cursor.StartOf(name) - 1;
            cursor.Peek();
            var value = cursor.Position;
            cursor.SkipSoundValue();
            places[count++] = new SensitivePlace(attribute, start, value, cursor.Position);
        }

        var rules = _table.EntityOf(image) is { } entity ? _rulesOf[entity] : _allRules;
        return new SensitiveImage(json, rules, places[..count]);
    }

    private int IndexOf(JsonText name)
    {
        for (var i = 0; i < _allRules.Length; i++)
        {
            if (name.Is(_allRules[i].Utf8Name))
            {
                return i;
            }
        }

        return -1;
    }
}
