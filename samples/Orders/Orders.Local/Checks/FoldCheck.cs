using System.Text;
using System.Text.Json;
using Fw24;
using Fw24.Audit;
using Fw24.Model;

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
        var diff = new ImageDiff();
        foreach (var trail in trails)
        {
            var key = KeyOf(table, trail.Key);
            expected.Remove(key, out var item);
            foreach (var difference in Compare(trail, item, diff))
            {
                yield return $"{table.Name} {key}: {difference}";
            }
        }

        foreach (var key in expected.Keys)
        {
            yield return $"{table.Name} {key}: the audit trail has no record of it";
        }
    }

    private static IEnumerable<string> Compare(AuditTrail trail, ItemImage expected, ImageDiff diff)
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

        diff.Compare(expected, folded);
        return [.. Enumerable.Range(0, diff.Count).Select(index => $"{Encoding.UTF8.GetString(diff[index].Path)} differs between table and trail")];
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
