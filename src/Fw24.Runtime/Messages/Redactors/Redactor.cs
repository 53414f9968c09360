using Fw24.Changes;
using Fw24.Items;
using Fw24.Json;
using Fw24.Model;

namespace Fw24.Messages.Redactors;

/// <summary>Removes sensitive values from a table's records before anything leaves the stream processor.</summary>
/// <remarks>
/// Each image is redacted by the rules of its entity. An attribute without a rule in that entity is redacted by the rules of all entities, and so
/// is a row without a modelled entity: a secret in an unexpected place is still a secret.
/// </remarks>
internal sealed class Redactor
{
    private readonly TableModel _table;
    private readonly SensitiveNames _names;
    private readonly Dictionary<EntityModel, RedactionRule?[]> _rulesOf = [];

    // For each attribute the index of its present name: its own, unless it is an alias.
    private readonly int[] _present;

    private Redactor(TableModel table, HmacKeySet? keys)
    {
        _table = table;
        _names = table.SensitiveNames;

        // Among several entities' rules the most restrictive wins: remove, then mask, then hash.
        Attributes = [.. table.Entities.SelectMany(static entity => entity.Sensitive, static (entity, sensitive) => (Entity: entity, Sensitive: sensitive))
            .GroupBy(static one => one.Sensitive.Name, StringComparer.Ordinal)
            .OrderBy(static rules => rules.Key, StringComparer.Ordinal)
            .Select(static rules => rules.OrderBy(static one => one.Sensitive.Redaction).ThenBy(static one => one.Entity.Name, StringComparer.Ordinal).First())
            .Select(one => Rule(one.Entity, one.Sensitive))];
        _present = Array.ConvertAll(Attributes, rule => Array.FindIndex(Attributes, other => other.Name == (rule.AliasOf ?? rule.Name)));
        foreach (var entity in table.Entities)
        {
            var own = entity.Sensitive.ToDictionary(static sensitive => sensitive.Name, StringComparer.Ordinal);
            _rulesOf.Add(entity, Array.ConvertAll(Attributes, rule => own.TryGetValue(rule.Name, out var sensitive) ? Rule(entity, sensitive)
                : table.ClearAttributes.Contains(new ClearAttributeModel(entity.Name, rule.Name)) ? null : rule));
        }

        RedactionRule Rule(EntityModel entity, SensitiveAttributeModel sensitive)
            => new(sensitive, sensitive.Redaction is Redaction.Hmac ? new KeyedHash(keys!, table, entity, sensitive) : null);
    }

    /// <summary>Indicates whether the table has sensitive attributes.</summary>
    public bool IsNeeded => Attributes.Length > 0;

    /// <summary>One rule for each of the table's sensitive attributes in ordinal order, for rows without an entity.</summary>
    public RedactionRule[] Attributes { get; }

    /// <summary>Finds the value of an attribute under its present name or, if the image lacks that, under an earlier one.</summary>
    /// <param name="attribute">The index of the attribute, or of one of its aliases.</param>
    /// <param name="image">The image.</param>
    /// <returns>The value; empty if the image has none.</returns>
    public ReadOnlySpan<byte> FindUnderAnyName(int attribute, in SensitiveImage image)
    {
        var present = _present[attribute];
        var value = image.Find(present, out _);
        for (var alias = 0; value.IsEmpty && alias < _present.Length; alias++)
        {
            value = _present[alias] == present ? image.Find(alias, out _) : default;
        }

        return value;
    }

    /// <summary>The number of places that <see cref="Redact"/> needs.</summary>
    public int PlaceCount => 2 * Attributes.Length;

    /// <summary>Indicates whether a table's redactor needs the keys of <see cref="Redaction.Hmac"/>.</summary>
    public static bool NeedsKeys(TableModel table) => table.Entities.Any(static entity => entity.Sensitive.Any(static sensitive => sensitive.Redaction is Redaction.Hmac));

    /// <summary>Creates a table's redactor.</summary>
    /// <param name="table">The table.</param>
    /// <param name="keys">The keys of <see cref="Redaction.Hmac"/>, if needed.</param>
    public static Redactor Create(TableModel table, HmacKeySet? keys) => new(table, keys);

    /// <summary>Creates a table's redactor.</summary>
    /// <param name="table">The table.</param>
    /// <param name="environment">The source of the key of <see cref="Redaction.Hmac"/>, if needed.</param>
    /// <exception cref="InvalidOperationException">The key is needed but missing or malformed.</exception>
    public static Redactor Create(TableModel table, FunctionEnvironment environment)
        => new(table, NeedsKeys(table) ? environment.Required(Fw24Variables.HmacKey, HmacKeySet.TryParse, HmacKeySet.Form) : null);

    /// <summary>Locates the sensitive attributes in a record's images.</summary>
    /// <param name="record">The record, without a fault.</param>
    /// <param name="places">Memory for <see cref="PlaceCount"/> places.</param>
    /// <returns>The record, ready to be written redacted.</returns>
    public RedactedRecord Redact(in StreamRecord record, Span<SensitivePlace> places)
    {
        if (!IsNeeded)
        {
            return new RedactedRecord(record);
        }

        var isReplayed = ParkedContent.IsRedacted(record, out var changesAt);
        var old = record.OldImage.IsAbsent ? null : RulesOf(_table.EntityOf(record.OldImage));
        var @new = record.NewImage.IsAbsent ? null : RulesOf(_table.EntityOf(record.NewImage));
        if (old is not null && @new is not null && old != @new)
        {
            (old, @new) = (Both(old, @new), Both(@new, old));
        }

        return new RedactedRecord(
            record, this, Find(record.OldImage, old, places[..Attributes.Length], isReplayed), Find(record.NewImage, @new, places[Attributes.Length..], isReplayed), isReplayed, changesAt);
    }

    /// <summary>Writes a record's key, limited to the attributes of the table's key.</summary>
    public void WriteKeys(in ItemImage keys, MessageBuffer output)
    {
        var separator = "{\""u8;
        foreach (var attribute in keys)
        {
            if (attribute.Is(_table.Utf8PartitionKey) || (_table.Utf8SortKey is { } sortKey && attribute.Is(sortKey)))
            {
                output.Append(separator);
                output.Append(attribute.Text.Raw);
                output.Append("\":"u8);
                output.Append(attribute.Value);
                separator = ",\""u8;
            }
        }

        output.Append(separator[0] == (byte)'{' ? "{}"u8 : "}"u8);
    }

    /// <summary>Writes the <c>dynamodb</c> object of an unreadable record: known members only, with the key and images masked.</summary>
    /// <remarks>One extra quote or brace separates names from their values, and the result may still be valid JSON.</remarks>
    /// <param name="record">The record.</param>
    /// <param name="data">The object, or the value in its place: valid JSON.</param>
    /// <param name="output">The output buffer.</param>
    public static void WriteMaskedData(in StreamRecord record, ReadOnlySpan<byte> data, MessageBuffer output)
    {
        var json = new JsonCursor(data);
        if (!json.TryEnterObject())
        {
            output.Append(RedactionMark.Mask);
            return;
        }

        var separator = ""u8;
        output.Append("{"u8);
        while (json.TryNextMember(out var name))
        {
            json.Peek();
            var start = json.Position;
            json.TrySkipValue();
            var value = json.From(start);
            var isItem = name.Is("Keys"u8) || name.Is("OldImage"u8) || name.Is("NewImage"u8);
            if (!isItem && !KnownMembers.IsOfBrokenData(record, name, value))
            {
                continue;
            }

            output.Append(separator);
            output.Append("\""u8);
            output.Append(name.Raw);
            output.Append("\":"u8);
            output.Append(isItem ? RedactionMark.Mask : value);
            separator = ","u8;
        }

        output.Append("}"u8);
    }

    private RedactionRule?[] RulesOf(EntityModel? entity) => entity is null ? Attributes : _rulesOf[entity];

    // An item whose entity changed may still hold values of the other one: an attribute stays in clear only if both entities store it in clear.
    private RedactionRule?[] Both(RedactionRule?[] rules, RedactionRule?[] other)
    {
        var both = new RedactionRule?[rules.Length];
        for (var i = 0; i < both.Length; i++)
        {
            both[i] = rules[i] ?? (other[i] is null ? null : Attributes[i]);
        }

        return both;
    }

    private SensitiveImage Find(ItemImage image, RedactionRule?[]? rules, Span<SensitivePlace> places, bool keepsMarks)
    {
        if (rules is null)
        {
            return default;
        }

        var json = image.Json.Span;
        var cursor = new JsonCursor(json);
        var count = 0;
        cursor.TryEnterObject();
        while (cursor.TryNextMember(out var name))
        {
            var attribute = _names.IndexOf(name);
            if (attribute < 0)
            {
                cursor.SkipValidatedValue();
                continue;
            }

            var start = cursor.StartOf(name) - 1;
            cursor.Peek();
            var value = cursor.Position;
            cursor.SkipValidatedValue();
            places[count++] = new SensitivePlace(attribute, start, value, cursor.Position);
        }

        return new SensitiveImage(json, rules, places[..count], keepsMarks);
    }
}
