using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Fw24.Audit;
using Fw24.Model;
using Fw24;

namespace Orders.Local.Checks;

/// <summary>
/// Checks that the audit trail is complete and correct: folding each item's records must reproduce the table's item, or nothing for a deleted one.
/// </summary>
internal static class FoldCheck
{
    /// <summary>Compares a table with its trails.</summary>
    /// <param name="table">The table's model.</param>
    /// <param name="items">The items it holds.</param>
    /// <param name="trails">The trails of its items.</param>
    /// <returns>A sentence for each difference; empty if the fold is correct.</returns>
    public static IEnumerable<string> Compare(TableModel table, IEnumerable<ItemImage> items, IEnumerable<AuditTrail> trails)
    {
        var shown = new ShownItems(table);
        var expected = items.ToDictionary(item => KeyOf(table, item), shown.Of, StringComparer.Ordinal);
        foreach (var trail in trails)
        {
            var key = KeyOf(table, trail.Key);
            expected.Remove(key, out var item);
            foreach (var difference in Compare(trail, item))
            {
                yield return $"{table.Name} {key}: {difference}";
            }
        }

        foreach (var key in expected.Keys)
        {
            yield return $"{table.Name} {key}: the audit trail has no record of it";
        }
    }

    private static IEnumerable<string> Compare(AuditTrail trail, ItemImage expected)
    {
        ItemImage folded;
        try
        {
            folded = trail.Fold().Item;
        }
        catch (AuditTrailException exception)
        {
            return [exception.Message];
        }

        if (expected.IsAbsent != folded.IsAbsent)
        {
            return [expected.IsAbsent ? "the table has no such item, its trail does" : "its trail ends in a removal, the table has it"];
        }

        return expected.IsAbsent ? [] : [.. Differences(expected, folded).Select(static name => $"{name} differs between table and trail")];
    }

    private static IReadOnlyList<string> Differences(ItemImage expected, ItemImage folded)
    {
        using var left = JsonDocument.Parse(expected.Json);
        using var right = JsonDocument.Parse(folded.Json);
        return
        [
            .. left.RootElement.EnumerateObject().Concat(right.RootElement.EnumerateObject())
                .Select(static attribute => attribute.Name)
                .Distinct(StringComparer.Ordinal)
                .Where(name => !left.RootElement.TryGetProperty(name, out var one) || !right.RootElement.TryGetProperty(name, out var other) || !AreEqual(one, other)),
        ];
    }

    // A typed value, such as {"S":"ord-1"}, or the elements of a list. Sets have no order.
    private static bool AreEqual(JsonElement left, JsonElement right) => (left.ValueKind, right.ValueKind) switch
    {
        (JsonValueKind.Array, JsonValueKind.Array) => left.GetArrayLength() == right.GetArrayLength() && left.EnumerateArray().Zip(right.EnumerateArray(), AreEqual).All(static equal => equal),
        (JsonValueKind.Object, JsonValueKind.Object) => left.EnumerateObject().Count() == right.EnumerateObject().Count()
            && left.EnumerateObject().All(member => right.TryGetProperty(member.Name, out var other) && AreEqual(member.Name, member.Value, other)),
        _ => JsonElement.DeepEquals(left, right),
    };

    private static bool AreEqual(string type, JsonElement left, JsonElement right) => (type, left.ValueKind, right.ValueKind) switch
    {
        ("SS" or "BS", JsonValueKind.Array, JsonValueKind.Array) => Texts(left).SetEquals(Texts(right)),
        ("NS", JsonValueKind.Array, JsonValueKind.Array) => Numbers(left).SetEquals(Numbers(right)),
        ("N", JsonValueKind.String, JsonValueKind.String) => NumberOf(left) == NumberOf(right),
        _ => AreEqual(left, right),
    };

    private static HashSet<string?> Texts(JsonElement set) => [.. set.EnumerateArray().Select(static element => element.GetString())];

    private static HashSet<(BigInteger, int)> Numbers(JsonElement set) => [.. set.EnumerateArray().Select(NumberOf)];

    // 1.50 and 15E-1 are one number, of up to 38 digits: 15, and the exponent -1.
    private static (BigInteger Digits, int Exponent) NumberOf(JsonElement number)
    {
        var parts = number.GetString()!.ToUpperInvariant().Split('E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var exponent = (parts is [_, var power] ? int.Parse(power, CultureInfo.InvariantCulture) : 0) - (point < 0 ? 0 : parts[0].Length - point - 1);
        var digits = BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        for (; !digits.IsZero && digits % 10 == 0; digits /= 10)
        {
            exponent++;
        }

        return (digits, digits.IsZero ? 0 : exponent);
    }

    private static string KeyOf(TableModel table, ItemImage item)
    {
        using var document = JsonDocument.Parse(item.Json);
        var key = Text(document.RootElement, table.PartitionKey);
        return table.SortKey is null ? key : $"{key} {Text(document.RootElement, table.SortKey)}";
    }

    private static string Text(JsonElement item, KeyAttribute attribute)
        => item.GetProperty(attribute.Name).EnumerateObject().Single().Value.GetString()!;
}
