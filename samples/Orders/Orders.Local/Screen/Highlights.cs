using Fw24;
using Fw24.Audit;

namespace Orders.Local.Screen;

/// <summary>Picks the trails worth showing.</summary>
internal static class Highlights
{
    /// <summary>
    /// Picks one trail of each kind: an order's full life, a note with an attachment, a customer with many changes, a product with all its digits, a row
    /// without an entity.
    /// </summary>
    public static IEnumerable<AuditTrail> Of(IReadOnlyList<AuditTrail> trails)
    {
        Func<AuditTrail, bool>[] kinds =
        [
            static trail => EntityOf(trail) is nameof(Order) && Touches(trail, "Lines") && Touches(trail, nameof(Order.TrackingCode)),
            static trail => EntityOf(trail) is nameof(OrderNote) && Touches(trail, nameof(OrderNote.Attachment)) && trail.Entries.Count <= 4,
            static trail => EntityOf(trail) is nameof(Customer) && Touches(trail, nameof(Customer.Preferences)),
            static trail => EntityOf(trail) is nameof(Product) && Touches(trail, "Supplier"),
            static trail => EntityOf(trail) is "-",
        ];
        foreach (var kind in kinds)
        {
            // Long enough to tell a story, short enough for a screen.
            if (trails.Where(kind).MaxBy(static trail => (trail.Entries.Count <= 7, trail.Entries.Count)) is { } trail)
            {
                yield return trail;
            }
        }
    }

    private static string EntityOf(AuditTrail trail) => trail.Entries[0].Entity;

    private static bool Touches(AuditTrail trail, string attribute)
        => trail.Entries.Any(entry => entry.Operation is ChangeOperations.Modify && entry.Changes.Any(change => change.Path.StartsWith(attribute, StringComparison.Ordinal)));
}
